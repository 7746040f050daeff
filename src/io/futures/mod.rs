//! The futures of the extension traits.

mod fill_buf;
mod flush;
#[cfg(feature = "alloc")]
mod next_line;
#[cfg(feature = "alloc")]
mod next_segment;
mod read;
mod read_exact;
mod read_into;
#[cfg(feature = "alloc")]
mod read_line;
#[cfg(feature = "alloc")]
mod read_to_end;
#[cfg(feature = "alloc")]
mod read_to_string;
#[cfg(feature = "alloc")]
mod read_until;
mod rewind;
mod seek;
mod shutdown;
mod write;
mod write_all;
mod write_all_vectored;
mod write_vectored;

#[cfg(feature = "alloc")]
mod text;

pub(super) use self::write_all::{check_short, write_zero};
pub use self::{
    fill_buf::FillBuf, flush::Flush, read::Read, read_exact::ReadExact, read_into::ReadInto,
    rewind::Rewind, seek::Seek, shutdown::Shutdown, write::Write, write_all::WriteAll,
    write_all_vectored::WriteAllVectored, write_vectored::WriteVectored,
};
#[cfg(feature = "alloc")]
pub use self::{
    next_line::NextLine, next_segment::NextSegment, read_line::ReadLine, read_to_end::ReadToEnd,
    read_to_string::ReadToString, read_until::ReadUntil,
};
#[cfg(feature = "alloc")]
pub(super) use self::{read_until::poll_read_until, text::poll_line};

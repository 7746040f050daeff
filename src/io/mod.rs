//! Asynchronous input and output.

mod buf_read;
mod error;
mod impls;
mod io_slice;
mod read;
mod read_buf;
mod seek;
mod seek_from;
mod write;

pub use self::{
    buf_read::AsyncBufRead,
    error::{Error, ErrorKind, Message, Result},
    io_slice::{IoSlice, IoSliceMut},
    read::AsyncRead,
    read_buf::{ReadBuf, ReadCursor},
    seek::AsyncSeek,
    seek_from::SeekFrom,
    write::AsyncWrite,
};
#[doc(inline)]
pub use crate::__io_const_error as const_error;

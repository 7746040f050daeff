//! Types that stand between a transport and its user.

mod buf_reader;
mod buf_writer;
mod bytes;
mod chain;
#[cfg_attr(feature = "alloc", path = "default_buffer_alloc.rs")]
#[cfg_attr(not(feature = "alloc"), path = "default_buffer_core.rs")]
mod default_buffer;
#[cfg(all(feature = "alloc", target_has_atomic = "ptr"))]
mod duplex;
#[cfg(all(feature = "alloc", target_has_atomic = "ptr"))]
mod halves;
mod line_writer;
#[cfg(feature = "alloc")]
mod lines;
#[cfg(feature = "alloc")]
mod split;
mod take;

pub use self::{
    buf_reader::BufReader, buf_writer::BufWriter, bytes::Bytes, chain::Chain,
    line_writer::LineWriter, take::Take,
};
#[cfg(all(feature = "alloc", target_has_atomic = "ptr"))]
pub use self::{
    duplex::{DuplexStream, duplex},
    halves::{ReadHalf, ReuniteError, WriteHalf, split},
};
#[cfg(feature = "alloc")]
pub use self::{lines::Lines, split::Split};

/// The capacity of the buffered types, as std's.
#[cfg(feature = "alloc")]
const DEFAULT_CAPACITY: usize = 8 * 1024;

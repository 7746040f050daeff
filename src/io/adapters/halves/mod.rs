//! Two halves that share one object.

mod read_half;
mod reunite_error;
mod shared;
mod write_half;

use self::shared::Side;
pub use self::{read_half::ReadHalf, reunite_error::ReuniteError, write_half::WriteHalf};
use crate::io::{AsyncRead, AsyncWrite};

/// Splits an object into a half that reads and a half that writes, each owned by its holder.
///
/// The halves can go to different tasks and threads. Neither blocks: one that is polled while the
/// other one is inside the object keeps its waker and is pending, and is woken as soon as the other
/// one is out. Neither loses what the object has buffered (DUPLEX-06).
///
/// Dropping a half does nothing to the object, which is dropped with the second one. In particular
/// the peer sees no end: [shut down](AsyncWrite::poll_shutdown) the write half before.
/// [`ReadHalf::reunite`] gives the object back.
///
/// # Examples
///
/// ```
/// use async_interop::io;
///
/// let object = io::empty();
/// let (reader, writer) = io::split(object);
/// // … give one of them to another task, and get it back …
/// let object = reader.reunite(writer).expect("they are halves of one object");
/// # let _: io::Empty = object;
/// ```
pub fn split<T: AsyncRead + AsyncWrite>(object: T) -> (ReadHalf<T>, WriteHalf<T>) {
    let vectored = object.is_write_vectored();
    let (left, right) = Side::pair(object);
    (ReadHalf::new(left), WriteHalf::new(right, vectored))
}

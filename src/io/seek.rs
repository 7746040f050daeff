use core::{
    pin::Pin,
    task::{Context, Poll},
};

use crate::io::{Result, SeekFrom};

/// Moves the position at which bytes are read and written.
///
/// The asynchronous `std::io::Seek`. The clauses that all traits share stand
/// [in the module's docs](crate::io#the-contract-in-common).
pub trait AsyncSeek {
    /// Attempts to move to `position`, and returns the new position, counted from the start.
    ///
    /// # Return value
    ///
    /// - `Ready(Ok(offset))`: the next read or write happens at `offset` (SEEK-01).
    /// - `Ready(Err(_))`: the position is what it was (SEEK-04).
    /// - `Pending`: the seek is under way, and the waker of *this* call is woken when a new call can make
    ///   progress (SEEK-08).
    ///
    /// # Implementing
    ///
    /// - The position is the caller's: what was read ahead does not count (SEEK-03), and is forgotten
    ///   (SEEK-02). What was written and not yet flushed lands where it was written (SEEK-06).
    /// - A relative seek is applied once, however often it is polled (SEEK-09).
    /// - A position after the end is legal: a read finds the end there (SEEK-05). The end that a reader
    ///   has seen is forgotten (SEEK-11).
    /// - Offsets that overflow are an error, never a panic (SEEK-13).
    /// - Another `position` after `Pending` is an error, or takes the place of the first. Then, as after
    ///   abandoning a seek, the position is the old one or a new one, never a third (SEEK-07, SEEK-10).
    ///
    /// # Calling
    ///
    /// After `Pending`, call again with the same `position`.
    ///
    /// # Errors
    ///
    /// [`InvalidInput`](crate::io::ErrorKind::InvalidInput) if the new position would be negative or does
    /// not fit a `u64`. What the object fails with, such as
    /// [`NotSeekable`](crate::io::ErrorKind::NotSeekable); reading and writing then go on (SEEK-12).
    ///
    /// # Examples
    ///
    /// ```
    /// use async_interop::io::{AsyncSeek, Cursor, SeekFrom};
    /// use core::{pin::Pin, task::{Context, Poll, Waker}};
    ///
    /// let mut file = Cursor::new(b"0123456789");
    /// let mut cx = Context::from_waker(Waker::noop());
    /// let poll = Pin::new(&mut file).poll_seek(&mut cx, SeekFrom::End(-3))?;
    /// assert_eq!(poll, Poll::Ready(7));
    /// # Ok::<(), async_interop::io::Error>(())
    /// ```
    fn poll_seek(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        position: SeekFrom,
    ) -> Poll<Result<u64>>;
}

static_assertions::assert_obj_safe!(AsyncSeek);

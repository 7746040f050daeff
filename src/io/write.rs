use core::{
    pin::Pin,
    task::{Context, Poll},
};

use crate::io::{IoSlice, Result};

/// Writes bytes into a sink.
///
/// The asynchronous `std::io::Write`, with a way to close. The clauses that all traits share stand
/// [in the module's docs](crate::io#the-contract-in-common).
///
/// A byte goes three steps. A write *accepts* it: it is copied, and the caller forgets it (WRITE-26).
/// A flush *hands it over* to the layer below. A shutdown flushes, and then tells the peer that there
/// is no more.
///
/// # Wrapping
///
/// A wrapper forwards all five methods. To forget one of the two provided ones compiles, and turns
/// one system call into many.
///
/// The trap is a writer with a buffer that waits for a flush which nobody has a reason to call:
///
/// ```text
/// if self.buffer.is_full() {
///     return Poll::Pending;    // wrong: nobody was asked to wake us
/// }
/// ```
///
/// Flush the buffer into the inner writer there, and return what that returns if it is not ready
/// (WRITE-25).
pub trait AsyncWrite {
    /// Attempts to write bytes of `buf`, and returns how many were accepted.
    ///
    /// # Return value
    ///
    /// - `Ready(Ok(n))`: the first `n` bytes were accepted; `n <= buf.len()` (WRITE-01).
    /// - `Ready(Ok(0))` for a `buf` that is not empty: the sink takes no more, now or ever. Only a type
    ///   that says in its docs that it is *bounded*, such as `&mut [u8]`, returns it (WRITE-01).
    /// - `Ready(Ok(0))` for an empty `buf`: nothing happened (WRITE-02).
    /// - `Ready(Err(_))`: nothing of `buf` was accepted.
    /// - `Pending`: nothing of `buf` was accepted, and the waker of *this* call is woken when a new call
    ///   can make progress (WRITE-03, WRITE-04, WRITE-05).
    ///
    /// # Implementing
    ///
    /// - An empty `buf` is ready at once, also when there is no room. An error is allowed where the sink
    ///   is closed or has failed (WRITE-02).
    /// - A writer that buffers makes room by itself; it does not wait for a flush (WRITE-25).
    /// - After a shutdown, bytes are never delivered and never waited for: return
    ///   [`BrokenPipe`](crate::io::ErrorKind::BrokenPipe) here, or at the next flush (WRITE-17). A type
    ///   with nothing to close, such as `Vec<u8>`, may accept them.
    /// - When the peer is gone, say so within a few calls: do not accept for ever (WRITE-07, WRITE-08).
    ///
    /// # Calling
    ///
    /// - Expect fewer bytes to be accepted than were offered.
    /// - After `Pending` you are free to offer other bytes.
    /// - Accepted does not mean sent: call [`poll_flush`](Self::poll_flush) when the peer should see them.
    ///
    /// # Errors
    ///
    /// Whatever the sink fails with, also from an earlier write. Never `WouldBlock` or `Interrupted`
    /// (WRITE-22).
    ///
    /// # Examples
    ///
    /// ```
    /// use async_interop::io::AsyncWrite;
    /// use core::{pin::Pin, task::{Context, Poll, Waker}};
    ///
    /// let mut memory = [0; 8];
    /// let mut sink = &mut memory[..];
    /// let mut cx = Context::from_waker(Waker::noop());
    /// let poll = Pin::new(&mut sink).poll_write(&mut cx, b"hello")?;
    /// assert_eq!(poll, Poll::Ready(5));
    /// assert_eq!(memory, *b"hello\0\0\0");
    /// # Ok::<(), async_interop::io::Error>(())
    /// ```
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<Result<usize>>;

    /// Attempts to hand all accepted bytes over to the layer below.
    ///
    /// # Return value
    ///
    /// - `Ready(Ok(()))`: all accepted bytes are there, and the peer can read them without a further
    ///   call (WRITE-09).
    /// - `Ready(Err(_))`: some may be there, others may be lost.
    /// - `Pending`: some may be there, and the waker of *this* call is woken when a new call can make
    ///   progress (WRITE-10).
    ///
    /// # Implementing
    ///
    /// - With nothing to flush, be ready, also after a shutdown (WRITE-12, WRITE-16).
    /// - Wait for the layer below to take the bytes, not for the peer to read them (WRITE-31).
    /// - An abandoned flush can be continued by a new one (WRITE-11).
    ///
    /// # Errors
    ///
    /// Whatever the sink fails with. Never `WouldBlock` or `Interrupted` (WRITE-22).
    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>>;

    /// Attempts to flush, and to close the write side.
    ///
    /// # Return value
    ///
    /// - `Ready(Ok(()))`: all accepted bytes are handed over (WRITE-14), and the peer sees the end after
    ///   them (WRITE-13).
    /// - `Ready(Err(_))`: some bytes may be lost, and it is not known whether the peer sees the end.
    /// - `Pending`: the waker of *this* call is woken when a new call can make progress (WRITE-18).
    ///
    /// # Implementing
    ///
    /// - Close the write side only: reading goes on (DUPLEX-03).
    /// - A second call, after `Pending` or after success, is legal and succeeds (WRITE-15). If the system
    ///   says `NotConnected`, that is success.
    /// - With nothing to close, do what a flush does.
    ///
    /// # Calling
    ///
    /// Call it when there is no more to write. To drop the writer instead may lose what was not flushed,
    /// and need not tell the peer.
    ///
    /// # Errors
    ///
    /// Whatever the sink fails with. Never `WouldBlock` or `Interrupted` (WRITE-22).
    #[doc(alias = "poll_close")]
    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>>;

    /// Attempts to write bytes of several slices, and returns how many were accepted.
    ///
    /// As [`poll_write`](Self::poll_write) of the slices joined together: accepted are the first `n` of
    /// all their bytes (WRITE-19). Empty slices are skipped, and if all are empty, so is the joined one
    /// (WRITE-20).
    ///
    /// The default writes the first slice that is not empty.
    ///
    /// # Return value
    ///
    /// As [`poll_write`](Self::poll_write), with the sum of the lengths for the length.
    ///
    /// # Errors
    ///
    /// As [`poll_write`](Self::poll_write).
    ///
    /// # Examples
    ///
    /// ```
    /// use async_interop::io::{AsyncWrite, IoSlice};
    /// use core::{pin::Pin, task::{Context, Poll, Waker}};
    ///
    /// let mut memory = [0; 8];
    /// let mut sink = &mut memory[..];
    /// let message = [IoSlice::new(b"head"), IoSlice::new(b""), IoSlice::new(b"body")];
    /// let mut cx = Context::from_waker(Waker::noop());
    /// let poll = Pin::new(&mut sink).poll_write_vectored(&mut cx, &message)?;
    /// assert_eq!(poll, Poll::Ready(8));
    /// # Ok::<(), async_interop::io::Error>(())
    /// ```
    #[inline]
    fn poll_write_vectored(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &[IoSlice<'_>],
    ) -> Poll<Result<usize>> {
        let first: &[u8] = bufs.iter().find(|buf| !buf.is_empty()).map_or(&[], |buf| buf);
        self.poll_write(cx, first)
    }

    /// Returns whether [`poll_write_vectored`](Self::poll_write_vectored) writes several slices at once.
    ///
    /// If not, callers may do better by copying small slices together.
    ///
    /// # Implementing
    ///
    /// Return `true` if a call with room takes more than the first slice (WRITE-21), and a wrapper what
    /// its inner writer returns. The answer never changes during the value's life (WRITE-34).
    #[inline]
    fn is_write_vectored(&self) -> bool {
        false
    }
}

static_assertions::assert_obj_safe!(AsyncWrite);

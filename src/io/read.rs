use core::{
    pin::Pin,
    task::{Context, Poll},
};

use crate::io::{ReadCursor, Result};

/// Reads bytes from a source.
///
/// The asynchronous `std::io::Read`. The clauses that all traits share stand
/// [in the module's docs](crate::io#the-contract-in-common).
///
/// # Implementing
///
/// Three exits, in this order, make a correct reader:
///
/// ```
/// # use async_interop::io::{AsyncRead, ReadCursor, Result};
/// # use core::{pin::Pin, task::{Context, Poll, Waker}};
/// # struct Source { bytes: Vec<u8>, closed: bool, waker: Option<Waker> }
/// impl AsyncRead for Source {
///     fn poll_read(
///         mut self: Pin<&mut Self>,
///         cx: &mut Context<'_>,
///         mut buf: ReadCursor<'_>,
///     ) -> Poll<Result<()>> {
///         // 1. Nothing to transfer, or something there, or nothing to come: ready.
///         if buf.is_full() || !self.bytes.is_empty() || self.closed {
///             let n = buf.append_some(&self.bytes);
///             self.bytes.drain(..n);
///             return Poll::Ready(Ok(()));
///         }
///         // 2. Keep the newest waker.
///         if self.waker.as_ref().is_none_or(|waker| !waker.will_wake(cx.waker())) {
///             self.waker = Some(cx.waker().clone());
///         }
///         // 3. (If bytes can arrive from another thread: look again, now that the waker is in place.)
///         Poll::Pending
///     }
/// }
/// # let mut memory = [0; 4];
/// # let mut buf = async_interop::io::ReadBuf::new(&mut memory);
/// # let mut source = Source { bytes: b"read".to_vec(), closed: false, waker: None };
/// # let mut cx = Context::from_waker(Waker::noop());
/// # assert!(Pin::new(&mut source).poll_read(&mut cx, buf.unfilled()).is_ready());
/// # assert_eq!(buf.filled(), b"read");
/// # buf.clear();
/// # assert!(Pin::new(&mut source).poll_read(&mut cx, buf.unfilled()).is_pending());
/// ```
///
/// # Wrapping
///
/// Whoever implements `AsyncRead` over another `AsyncRead` passes the cursor on, by
/// [`reborrow`](ReadCursor::reborrow) or [`limit`](ReadCursor::limit), and so keeps what is known about
/// initialized bytes. The trap is to bring a buffer of one's own to a pending read:
///
/// ```text
/// let mut copy = [0; 1024];
/// ready!(inner.poll_read(cx, ReadBuf::new(&mut copy).unfilled()))?;
/// buf.append(&copy);   // wrong: copies what was not read, and panics where `buf` has less room
/// ```
///
/// Give the inner reader `buf.limit(n)` instead. If the bytes must be changed on their way, read them
/// into a buffer inside the wrapper, and hand them out from there, over several calls if need be.
pub trait AsyncRead {
    /// Attempts to read bytes into the unfilled part of a buffer.
    ///
    /// # Return value
    ///
    /// - `Ready(Ok(()))` and bytes were added to `buf`: they were read.
    /// - `Ready(Ok(()))` and none was added, though `buf` had room: the end (READ-07).
    /// - `Ready(Ok(()))` and `buf` had no room: nothing happened (READ-01).
    /// - `Ready(Err(_))`: nothing was read in this call.
    /// - `Pending`: nothing was read, and the waker of *this* call is woken when a new call can make
    ///   progress (READ-03, READ-04, READ-05).
    ///
    /// # Implementing
    ///
    /// - Without room, be ready at once, whatever the state, and do not take it for the end (READ-01,
    ///   READ-02). An error is allowed where the source has failed.
    /// - With bytes there, be ready with as many as are there and fit. Do not wait for more (READ-08).
    /// - Bytes that arrived before the end or before an error come out before it (READ-10, READ-15).
    /// - An empty chunk from below is not the end: ask again (READ-07).
    /// - The end is repeatable, at once, as the end or as an error (READ-11). Only a type that says in
    ///   its docs that it *grows*, such as a file, returns bytes after it (READ-12).
    /// - Never wait by blocking the thread (READ-21).
    /// - Leave what is filled alone, and write nothing beyond the cursor (RBUF-02). Initializing bytes
    ///   costs time: initialize what is needed, not all that is offered (RBUF-06, RBUF-08).
    ///
    /// # Calling
    ///
    /// - Expect fewer bytes than there is room for. [`written`](ReadCursor::written), or the buffer's
    ///   [`len`](crate::io::ReadBuf::len), before and after tells how many were read.
    /// - Keep the buffer from call to call: it remembers what is initialized.
    /// - After an error, call again only to learn whether it lasts.
    ///
    /// # Errors
    ///
    /// Whatever the source fails with. Never `WouldBlock` or `Interrupted` (READ-17).
    ///
    /// # Examples
    ///
    /// ```
    /// use async_interop::io::{AsyncRead, ReadBuf};
    /// use core::{pin::Pin, task::{Context, Poll, Waker}};
    ///
    /// let mut source = &b"hello"[..];
    /// let mut memory = [0; 3];
    /// let mut buf = ReadBuf::new(&mut memory);
    ///
    /// let mut cx = Context::from_waker(Waker::noop());
    /// let poll = Pin::new(&mut source).poll_read(&mut cx, buf.unfilled())?;
    /// assert!(poll.is_ready());
    /// assert_eq!(buf.filled(), b"hel");
    /// # Ok::<(), async_interop::io::Error>(())
    /// ```
    fn poll_read(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: ReadCursor<'_>,
    ) -> Poll<Result<()>>;
}

static_assertions::assert_obj_safe!(AsyncRead);

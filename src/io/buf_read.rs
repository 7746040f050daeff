use core::{
    pin::Pin,
    task::{Context, Poll},
};

use crate::io::{AsyncRead, Result};

/// Reads bytes from a source that has a buffer of its own.
///
/// The asynchronous `std::io::BufRead`. The clauses that all traits share stand
/// [in the module's docs](crate::io#the-contract-in-common).
///
/// [`poll_fill_buf`](Self::poll_fill_buf) shows what is buffered, [`consume`](Self::consume) takes it
/// away. [`poll_read`](AsyncRead::poll_read) reads from the same place (BUF-06), and wakes through the
/// same waker (BUF-07).
///
/// # Calling
///
/// Fill, look, consume:
///
/// ```
/// use async_interop::io::{self, AsyncBufRead};
/// use core::{pin::Pin, task::{Context, Poll, ready}};
///
/// /// Skips spaces; ready with whether anything is left.
/// fn poll_skip_spaces(
///     mut source: Pin<&mut impl AsyncBufRead>,
///     cx: &mut Context<'_>,
/// ) -> Poll<io::Result<bool>> {
///     loop {
///         let bytes = ready!(source.as_mut().poll_fill_buf(cx))?;
///         if bytes.is_empty() {
///             return Poll::Ready(Ok(false));
///         }
///         let spaces = bytes.iter().take_while(|byte| **byte == b' ').count();
///         let all = spaces == bytes.len();
///         source.as_mut().consume(spaces);
///         if !all {
///             return Poll::Ready(Ok(true));
///         }
///     }
/// }
/// # let mut cx = Context::from_waker(core::task::Waker::noop());
/// # let mut source = &b"   x"[..];
/// # assert!(matches!(poll_skip_spaces(Pin::new(&mut source), &mut cx), Poll::Ready(Ok(true))));
/// # assert_eq!(source, b"x");
/// ```
///
/// The trap is to keep what `poll_fill_buf` returned, and to call it again for more: without a
/// `consume` in between, it returns the same bytes.
pub trait AsyncBufRead: AsyncRead {
    /// Attempts to return what is in the buffer, after filling it if it is empty.
    ///
    /// # Return value
    ///
    /// - `Ready(Ok(bytes))`, not empty: what comes next. It is not taken yet.
    /// - `Ready(Ok(&[]))`: the end, and nothing else (BUF-01).
    /// - `Ready(Err(_))`: nothing was read in this call, and what is buffered is not lost (BUF-12).
    /// - `Pending`: nothing is buffered, and the waker of *this* call is woken when a new call can make
    ///   progress (BUF-07).
    ///
    /// # Implementing
    ///
    /// - Without a [`consume`](Self::consume) in between, a second call is ready too, and returns a
    ///   slice that *starts with* the same bytes (BUF-02, BUF-03). It need not look for more (BUF-13).
    /// - The end is repeatable, and `poll_read` sees it too (BUF-10).
    ///
    /// # Errors
    ///
    /// Whatever the source fails with. Never `WouldBlock` or `Interrupted` (READ-17).
    fn poll_fill_buf(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<&[u8]>>;

    /// Takes `amount` bytes out of the buffer: they will not be returned again.
    ///
    /// # Implementing
    ///
    /// - Exactly `amount` bytes are taken (BUF-04). Zero is legal at any time, before the first fill
    ///   and at the end (BUF-05).
    /// - Taking bytes makes room: who waits for it is woken (BUF-11).
    /// - If `amount` is more than the last [`poll_fill_buf`](Self::poll_fill_buf) returned, panic or
    ///   take what there is, and nothing worse (BUF-09). The types of this crate panic.
    ///
    /// # Calling
    ///
    /// `amount` must be at most the length that the last `poll_fill_buf` returned.
    fn consume(self: Pin<&mut Self>, amount: usize);
}

static_assertions::assert_obj_safe!(AsyncBufRead);

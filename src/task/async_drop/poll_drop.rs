//! A type whose end takes time.

#[cfg(feature = "alloc")]
use alloc::boxed::Box;
use core::{
    pin::Pin,
    task::{Context, Poll},
};

/// A type whose end takes time.
///
/// # Implementing
///
/// - The method brings the value to a state in which dropping it loses nothing: it flushes, says
///   goodbye, waits for a task to end.
/// - It must be idempotent: once it was ready, it is ready at once. It may be called again after
///   `Pending`, or not.
/// - It has no error: nobody is left to handle one. A type whose errors matter has a method `close`
///   beside it.
/// - `Drop` must cope with a value at any stage, also one whose method was never called. Nothing
///   that is needed for soundness may stand here.
///
/// # Calling
///
/// Drop the value soon after it is ready: other methods may fail from then on.
///
/// # Examples
///
/// A connection that shuts its transport down:
///
/// ```
/// use core::{pin::Pin, task::{Context, Poll}};
///
/// use async_interop::{io::AsyncWrite, task::async_drop::PollDrop};
///
/// struct Connection<T> {
///     transport: T,
/// }
///
/// impl<T: AsyncWrite + Unpin> PollDrop for Connection<T> {
///     fn poll_drop_ready(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
///         Pin::new(&mut self.transport).poll_shutdown(cx).map(|_no_one_to_tell| ())
///     }
/// }
/// ```
pub trait PollDrop {
    /// Attempts to bring the value to its end.
    ///
    /// # Return value
    ///
    /// - `Poll::Pending`: it takes longer. The waker of the latest poll is woken.
    /// - `Poll::Ready(())`: dropping the value loses nothing.
    fn poll_drop_ready(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()>;
}

#[cfg(feature = "alloc")]
impl<T: PollDrop + Unpin + ?Sized> PollDrop for Box<T> {
    fn poll_drop_ready(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        Pin::new(&mut **self).poll_drop_ready(cx)
    }
}

#[cfg(feature = "alloc")]
impl<T: PollDrop + ?Sized> PollDrop for Pin<Box<T>> {
    fn poll_drop_ready(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        self.as_mut().get_mut().as_mut().poll_drop_ready(cx)
    }
}

impl<T: PollDrop> PollDrop for Option<T> {
    fn poll_drop_ready(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        match self.as_pin_mut() {
            Some(value) => value.poll_drop_ready(cx),
            None => Poll::Ready(()),
        }
    }
}

static_assertions::assert_obj_safe!(PollDrop);

//! Using a value, and waiting for its end.

use super::{PollDrop, drop_async};

/// Lends a value to `body`, then brings the value to its end and drops it.
///
/// The end is waited for whether the body returns a value or, by `?` or `return`, an error.
///
/// **Not on cancellation**: if the returned future is dropped, or the body panics, the value is
/// dropped the plain way. [`DropOn`](super::DropOn) is the form that covers these.
///
/// A type that is not `Unpin` goes in as a `Pin<Box<T>>`.
///
/// # Cancel safety
///
/// Dropping the future drops the body's future and the value the plain way.
///
/// # Examples
///
/// ```
/// use core::{pin::Pin, task::{Context, Poll}};
///
/// use async_interop::task::async_drop::{PollDrop, with_async_drop};
///
/// struct Log(Vec<&'static str>);
/// impl PollDrop for Log {
///     fn poll_drop_ready(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<()> {
///         println!("{} lines were written", self.0.drain(..).len());
///         Poll::Ready(())
///     }
/// }
///
/// # futures::executor::block_on(async {
/// let parsed = with_async_drop(Log(Vec::new()), async |log| {
///     log.0.push("parsing");
///     "no number".parse::<u32>()
/// });
/// assert!(parsed.await.is_err());
/// # });
/// ```
pub async fn with_async_drop<T, R>(mut value: T, body: impl AsyncFnOnce(&mut T) -> R) -> R
where
    T: PollDrop + Unpin,
{
    let output = body(&mut value).await;
    drop_async(value).await;
    output
}

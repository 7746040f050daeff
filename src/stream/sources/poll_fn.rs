//! [`poll_fn`].

use core::{
    fmt,
    pin::Pin,
    task::{Context, Poll},
};

use crate::stream::{FusedStream, Stream};

/// Makes a stream of a poll function, which takes the part of [`Stream::poll_next`].
///
/// The function is dropped when it returns `Ready(None)`: it never has to say so twice. It is not
/// pinned; what it needs pinned it has to keep pinned itself, for instance in a `Box`.
///
/// # Examples
///
/// ```
/// use async_interop::stream::{self, StreamExt};
/// use core::task::Poll;
///
/// # futures::executor::block_on(async {
/// let mut left = 2;
/// let ticks = stream::poll_fn(|_| {
///     left -= 1;
///     Poll::Ready((left >= 0).then_some("tick"))
/// });
/// assert_eq!(ticks.collect::<Vec<_>>().await, ["tick", "tick"]);
/// # });
/// ```
pub fn poll_fn<T, F>(poll: F) -> PollFn<F>
where
    F: FnMut(&mut Context<'_>) -> Poll<Option<T>>,
{
    PollFn { poll: Some(poll) }
}

/// Stream returned by [`poll_fn`].
#[must_use = "streams do nothing unless polled"]
pub struct PollFn<F> {
    /// `None` once it has ended.
    poll: Option<F>,
}

/// The function is never pinned.
impl<F> Unpin for PollFn<F> {}

impl<T, F> Stream for PollFn<F>
where
    F: FnMut(&mut Context<'_>) -> Poll<Option<T>>,
{
    type Item = T;

    #[inline]
    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<T>> {
        let Some(poll) = &mut self.poll else { return Poll::Ready(None) };
        let next = poll(cx);
        if let Poll::Ready(None) = next {
            self.poll = None;
        }
        next
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (0, if self.poll.is_some() { None } else { Some(0) })
    }
}

impl<T, F> FusedStream for PollFn<F>
where
    F: FnMut(&mut Context<'_>) -> Poll<Option<T>>,
{
    fn is_terminated(&self) -> bool {
        self.poll.is_none()
    }
}

impl<F> fmt::Debug for PollFn<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PollFn").field("ended", &self.poll.is_none()).finish_non_exhaustive()
    }
}

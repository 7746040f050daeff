//! [`repeat_with`].

use core::{
    fmt,
    pin::Pin,
    task::{Context, Poll},
};

use crate::stream::{FusedStream, Stream};

/// Makes a stream that gives what a function returns, and never ends.
///
/// The function is called when an item is wanted. Where it has to wait, use
/// [`from_fn`](crate::stream::from_fn).
///
/// # Examples
///
/// ```
/// use async_interop::stream::{self, StreamExt};
///
/// # futures::executor::block_on(async {
/// let mut power = 1;
/// let powers = stream::repeat_with(|| {
///     power *= 2;
///     power
/// });
/// assert_eq!(powers.take(4).collect::<Vec<_>>().await, [2, 4, 8, 16]);
/// # });
/// ```
pub const fn repeat_with<T, F: FnMut() -> T>(f: F) -> RepeatWith<F> {
    RepeatWith { f }
}

/// Stream returned by [`repeat_with`].
#[must_use = "streams do nothing unless polled"]
#[derive(Clone)]
pub struct RepeatWith<F> {
    f: F,
}

/// The function is never pinned.
impl<F> Unpin for RepeatWith<F> {}

impl<T, F: FnMut() -> T> Stream for RepeatWith<F> {
    type Item = T;

    #[inline]
    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<T>> {
        Poll::Ready(Some((self.f)()))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (usize::MAX, None)
    }
}

impl<T, F: FnMut() -> T> FusedStream for RepeatWith<F> {
    fn is_terminated(&self) -> bool {
        false
    }
}

impl<F> fmt::Debug for RepeatWith<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RepeatWith").finish_non_exhaustive()
    }
}

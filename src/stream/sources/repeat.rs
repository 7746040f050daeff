//! [`repeat`].

use core::{
    pin::Pin,
    task::{Context, Poll},
};

use crate::stream::{FusedStream, Stream};

/// Makes a stream that gives clones of a value, and never ends.
///
/// # Examples
///
/// ```
/// use async_interop::stream::{self, StreamExt};
///
/// # futures::executor::block_on(async {
/// let echo = stream::repeat("ho").take(2);
/// assert_eq!(echo.collect::<Vec<_>>().await, ["ho", "ho"]);
/// # });
/// ```
pub const fn repeat<T: Clone>(value: T) -> Repeat<T> {
    Repeat { value }
}

/// Stream returned by [`repeat`].
#[must_use = "streams do nothing unless polled"]
#[derive(Clone, Debug)]
pub struct Repeat<T> {
    value: T,
}

/// The value is never pinned.
impl<T> Unpin for Repeat<T> {}

impl<T: Clone> Stream for Repeat<T> {
    type Item = T;

    #[inline]
    fn poll_next(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<T>> {
        Poll::Ready(Some(self.value.clone()))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (usize::MAX, None)
    }
}

impl<T: Clone> FusedStream for Repeat<T> {
    fn is_terminated(&self) -> bool {
        false
    }
}

//! [`once`].

use core::{
    pin::Pin,
    task::{Context, Poll},
};

use crate::stream::{FusedStream, Stream};

/// Makes a stream of one value, which is ready at once.
///
/// For the output of one future, use [`from_fn`](crate::stream::from_fn), or
/// [`then`](crate::stream::StreamExt::then) behind this.
///
/// # Examples
///
/// ```
/// use async_interop::stream::{self, StreamExt};
///
/// # futures::executor::block_on(async {
/// let lines = stream::once("header").chain(stream::iter(["a", "b"]));
/// assert_eq!(lines.collect::<Vec<_>>().await, ["header", "a", "b"]);
/// # });
/// ```
pub const fn once<T>(value: T) -> Once<T> {
    Once { value: Some(value) }
}

/// Stream returned by [`once`].
#[must_use = "streams do nothing unless polled"]
#[derive(Clone, Debug)]
pub struct Once<T> {
    value: Option<T>,
}

/// The value is never pinned.
impl<T> Unpin for Once<T> {}

impl<T> Stream for Once<T> {
    type Item = T;

    #[inline]
    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<T>> {
        Poll::Ready(self.value.take())
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let left = usize::from(self.value.is_some());
        (left, Some(left))
    }
}

impl<T> FusedStream for Once<T> {
    fn is_terminated(&self) -> bool {
        self.value.is_none()
    }
}

//! [`iter`].

use core::{
    pin::Pin,
    task::{Context, Poll},
};

use crate::stream::{FusedStream, Stream};

/// Makes a stream of an iterator: each item is ready at once.
///
/// The iterator is dropped when it ends. Its hint of size is the stream's.
///
/// # Examples
///
/// ```
/// use async_interop::stream::{self, StreamExt};
///
/// # futures::executor::block_on(async {
/// let mut numbers = stream::iter(1..=2);
/// assert_eq!(numbers.next().await, Some(1));
/// assert_eq!(numbers.next().await, Some(2));
/// assert_eq!(numbers.next().await, None);
/// # });
/// ```
pub fn iter<I: IntoIterator>(items: I) -> Iter<I::IntoIter> {
    Iter { items: Some(items.into_iter()) }
}

/// Stream returned by [`iter`].
#[must_use = "streams do nothing unless polled"]
#[derive(Clone, Debug)]
pub struct Iter<I> {
    /// `None` once it has ended: iterators, too, may start again.
    items: Option<I>,
}

/// The iterator is never pinned.
impl<I> Unpin for Iter<I> {}

impl<I: Iterator> Stream for Iter<I> {
    type Item = I::Item;

    #[inline]
    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<I::Item>> {
        let item = self.items.as_mut().and_then(I::next);
        if item.is_none() {
            self.items = None;
        }
        Poll::Ready(item)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.items.as_ref().map_or((0, Some(0)), I::size_hint)
    }
}

impl<I: Iterator> FusedStream for Iter<I> {
    fn is_terminated(&self) -> bool {
        self.items.is_none()
    }
}

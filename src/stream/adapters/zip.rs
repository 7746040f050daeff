//! [`StreamExt::zip`](crate::stream::StreamExt::zip).

use core::{
    fmt,
    pin::Pin,
    task::{Context, Poll},
};

use pin_project_lite::pin_project;

use crate::stream::{Fuse, FusedStream, Stream, pair};

pin_project! {
    /// Stream returned by [`StreamExt::zip`](crate::stream::StreamExt::zip).
    #[must_use = "streams do nothing unless polled"]
    pub struct Zip<A: Stream, B: Stream> {
        #[pin]
        first: Fuse<A>,
        #[pin]
        second: Fuse<B>,
        // What one has given while the other still waits.
        first_item: Option<A::Item>,
        second_item: Option<B::Item>,
    }
}

impl<A: Stream, B: Stream> Zip<A, B> {
    pub(in crate::stream) const fn new(first: A, second: B) -> Self {
        Self {
            first: Fuse::new(first),
            second: Fuse::new(second),
            first_item: None,
            second_item: None,
        }
    }
}

impl<A: Stream, B: Stream> Stream for Zip<A, B> {
    type Item = (A::Item, B::Item);

    #[inline]
    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if !self.is_terminated() {
            let this = self.as_mut().project();
            fill(this.first, this.first_item, cx);
        }
        // A second item would be lost if the first stream has ended.
        if !self.is_terminated() {
            let this = self.as_mut().project();
            fill(this.second, this.second_item, cx);
        }
        let ended = self.is_terminated();
        let this = self.project();
        if ended {
            (*this.first_item, *this.second_item) = (None, None);
            return Poll::Ready(None);
        }
        let Some(first) = this.first_item.take() else { return Poll::Pending };
        let Some(second) = this.second_item.take() else {
            *this.first_item = Some(first);
            return Poll::Pending;
        };
        Poll::Ready(Some((first, second)))
    }

    fn poll_progress(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let this = self.project();
        pair::progress(this.first.poll_progress(cx), this.second.poll_progress(cx))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        if self.is_terminated() {
            return (0, Some(0));
        }
        let held = |is_some| (usize::from(is_some), Some(usize::from(is_some)));
        let (first, first_upper) =
            pair::hint(self.first.size_hint(), held(self.first_item.is_some()));
        let (second, second_upper) =
            pair::hint(self.second.size_hint(), held(self.second_item.is_some()));
        let upper = match (first_upper, second_upper) {
            (Some(first), Some(second)) => Some(first.min(second)),
            (one, other) => one.or(other),
        };
        (first.min(second), upper)
    }
}

impl<A: Stream, B: Stream> FusedStream for Zip<A, B> {
    fn is_terminated(&self) -> bool {
        let first_ended = self.first.is_terminated() && self.first_item.is_none();
        let second_ended = self.second.is_terminated() && self.second_item.is_none();
        first_ended || second_ended
    }
}

impl<A, B> fmt::Debug for Zip<A, B>
where
    A: Stream + fmt::Debug,
    B: Stream + fmt::Debug,
{
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Zip")
            .field("first", &self.first)
            .field("second", &self.second)
            .finish_non_exhaustive()
    }
}

/// Takes an item if none is held.
fn fill<S: Stream>(stream: Pin<&mut S>, item: &mut Option<S::Item>, cx: &mut Context<'_>) {
    if item.is_none() {
        if let Poll::Ready(next) = stream.poll_next(cx) {
            *item = next;
        }
    }
}

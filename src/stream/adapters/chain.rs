//! [`StreamExt::chain`](crate::stream::StreamExt::chain).

use core::{
    pin::Pin,
    task::{Context, Poll, ready},
};

use pin_project_lite::pin_project;

use crate::stream::{Fuse, FusedStream, Stream, pair};

pin_project! {
    /// Stream returned by [`StreamExt::chain`](crate::stream::StreamExt::chain).
    #[must_use = "streams do nothing unless polled"]
    #[derive(Clone, Debug)]
    pub struct Chain<A, B> {
        #[pin]
        first: Fuse<A>,
        #[pin]
        second: Fuse<B>,
    }
}

impl<A, B> Chain<A, B> {
    pub(in crate::stream) const fn new(first: A, second: B) -> Self {
        Self { first: Fuse::new(first), second: Fuse::new(second) }
    }
}

impl<A: Stream, B: Stream<Item = A::Item>> Stream for Chain<A, B> {
    type Item = A::Item;

    #[inline]
    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<A::Item>> {
        let this = self.project();
        match ready!(this.first.poll_next(cx)) {
            None => this.second.poll_next(cx),
            item => Poll::Ready(item),
        }
    }

    fn poll_progress(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let this = self.project();
        pair::progress(this.first.poll_progress(cx), this.second.poll_progress(cx))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        pair::hint(self.first.size_hint(), self.second.size_hint())
    }
}

impl<A: Stream, B: Stream<Item = A::Item>> FusedStream for Chain<A, B> {
    fn is_terminated(&self) -> bool {
        self.first.is_terminated() && self.second.is_terminated()
    }
}

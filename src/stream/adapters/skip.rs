//! [`StreamExt::skip`](crate::stream::StreamExt::skip).

use core::{
    pin::Pin,
    task::{Context, Poll, ready},
};

use pin_project_lite::pin_project;

use crate::stream::{Fuse, FusedStream, Stream, budget::Budget};

pin_project! {
    /// Stream returned by [`StreamExt::skip`](crate::stream::StreamExt::skip).
    #[must_use = "streams do nothing unless polled"]
    #[derive(Clone, Debug)]
    pub struct Skip<S> {
        #[pin]
        stream: Fuse<S>,
        remaining: usize,
    }
}

impl<S> Skip<S> {
    pub(in crate::stream) const fn new(stream: S, n: usize) -> Self {
        Self { stream: Fuse::new(stream), remaining: n }
    }
}

impl<S: Stream> Stream for Skip<S> {
    type Item = S::Item;

    #[inline]
    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<S::Item>> {
        let mut this = self.project();
        let mut budget = Budget::new();
        loop {
            ready!(budget.poll_spend(cx));
            let item = ready!(this.stream.as_mut().poll_next(cx));
            if *this.remaining == 0 || item.is_none() {
                return Poll::Ready(item);
            }
            *this.remaining -= 1;
        }
    }

    fn poll_progress(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        self.project().stream.poll_progress(cx)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let (lower, upper) = self.stream.size_hint();
        let left = |inner: usize| inner.saturating_sub(self.remaining);
        (left(lower), upper.map(left))
    }
}

impl<S: Stream> FusedStream for Skip<S> {
    fn is_terminated(&self) -> bool {
        self.stream.is_terminated()
    }
}

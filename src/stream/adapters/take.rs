//! [`StreamExt::take`](crate::stream::StreamExt::take).

use core::{
    pin::Pin,
    task::{Context, Poll, ready},
};

use pin_project_lite::pin_project;

use crate::stream::{Fuse, FusedStream, Stream};

pin_project! {
    /// Stream returned by [`StreamExt::take`](crate::stream::StreamExt::take).
    #[must_use = "streams do nothing unless polled"]
    #[derive(Clone, Debug)]
    pub struct Take<S> {
        #[pin]
        stream: Fuse<S>,
        remaining: usize,
    }
}

impl<S> Take<S> {
    pub(in crate::stream) const fn new(stream: S, n: usize) -> Self {
        Self { stream: Fuse::new(stream), remaining: n }
    }
}

impl<S: Stream> Stream for Take<S> {
    type Item = S::Item;

    #[inline]
    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<S::Item>> {
        let this = self.project();
        let Some(remaining) = this.remaining.checked_sub(1) else { return Poll::Ready(None) };
        let item = ready!(this.stream.poll_next(cx));
        *this.remaining = remaining;
        Poll::Ready(item)
    }

    fn poll_progress(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        self.project().stream.poll_progress(cx)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let (lower, upper) = self.stream.size_hint();
        let upper = upper.map_or(self.remaining, |upper| upper.min(self.remaining));
        (lower.min(self.remaining), Some(upper))
    }
}

impl<S: Stream> FusedStream for Take<S> {
    fn is_terminated(&self) -> bool {
        self.remaining == 0 || self.stream.is_terminated()
    }
}

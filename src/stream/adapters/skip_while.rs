//! [`StreamExt::skip_while`](crate::stream::StreamExt::skip_while).

use core::{
    fmt,
    pin::Pin,
    task::{Context, Poll, ready},
};

use pin_project_lite::pin_project;

use crate::stream::{Fuse, FusedStream, Stream, budget::Budget};

pin_project! {
    /// Stream returned by [`StreamExt::skip_while`](crate::stream::StreamExt::skip_while).
    #[must_use = "streams do nothing unless polled"]
    #[derive(Clone)]
    pub struct SkipWhile<S, P> {
        #[pin]
        stream: Fuse<S>,
        predicate: P,
        skipping: bool,
    }
}

impl<S, P> SkipWhile<S, P> {
    pub(in crate::stream) const fn new(stream: S, predicate: P) -> Self {
        Self { stream: Fuse::new(stream), predicate, skipping: true }
    }
}

impl<S: Stream, P: FnMut(&S::Item) -> bool> Stream for SkipWhile<S, P> {
    type Item = S::Item;

    #[inline]
    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<S::Item>> {
        let mut this = self.project();
        let mut budget = Budget::new();
        loop {
            ready!(budget.poll_spend(cx));
            let item = ready!(this.stream.as_mut().poll_next(cx));
            *this.skipping = *this.skipping && item.as_ref().is_some_and(&mut *this.predicate);
            if !*this.skipping {
                return Poll::Ready(item);
            }
        }
    }

    fn poll_progress(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        self.project().stream.poll_progress(cx)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let (lower, upper) = self.stream.size_hint();
        (if self.skipping { 0 } else { lower }, upper)
    }
}

impl<S: Stream, P: FnMut(&S::Item) -> bool> FusedStream for SkipWhile<S, P> {
    fn is_terminated(&self) -> bool {
        self.stream.is_terminated()
    }
}

impl<S: fmt::Debug, P> fmt::Debug for SkipWhile<S, P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SkipWhile").field("stream", &self.stream).finish_non_exhaustive()
    }
}

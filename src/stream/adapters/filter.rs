//! [`StreamExt::filter`](crate::stream::StreamExt::filter).

use core::{
    fmt,
    pin::Pin,
    task::{Context, Poll, ready},
};

use pin_project_lite::pin_project;

use crate::stream::{Fuse, FusedStream, Stream, budget::Budget};

pin_project! {
    /// Stream returned by [`StreamExt::filter`](crate::stream::StreamExt::filter).
    #[must_use = "streams do nothing unless polled"]
    #[derive(Clone)]
    pub struct Filter<S, P> {
        #[pin]
        stream: Fuse<S>,
        predicate: P,
    }
}

impl<S, P> Filter<S, P> {
    pub(in crate::stream) const fn new(stream: S, predicate: P) -> Self {
        Self { stream: Fuse::new(stream), predicate }
    }
}

impl<S: Stream, P: FnMut(&S::Item) -> bool> Stream for Filter<S, P> {
    type Item = S::Item;

    #[inline]
    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<S::Item>> {
        let mut this = self.project();
        let mut budget = Budget::new();
        loop {
            ready!(budget.poll_spend(cx));
            let item = ready!(this.stream.as_mut().poll_next(cx));
            if item.as_ref().is_none_or(&mut *this.predicate) {
                return Poll::Ready(item);
            }
        }
    }

    fn poll_progress(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        self.project().stream.poll_progress(cx)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let (_, upper) = self.stream.size_hint();
        (0, upper)
    }
}

impl<S: Stream, P: FnMut(&S::Item) -> bool> FusedStream for Filter<S, P> {
    fn is_terminated(&self) -> bool {
        self.stream.is_terminated()
    }
}

impl<S: fmt::Debug, P> fmt::Debug for Filter<S, P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Filter").field("stream", &self.stream).finish_non_exhaustive()
    }
}

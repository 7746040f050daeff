//! [`StreamExt::find`](crate::stream::StreamExt::find).

use core::{
    fmt,
    pin::Pin,
    task::{Context, Poll, ready},
};

use pin_project_lite::pin_project;

use crate::stream::{Fuse, Stream, budget::Budget};

pin_project! {
    /// Future returned by [`StreamExt::find`](crate::stream::StreamExt::find).
    #[must_use = "futures do nothing unless awaited or polled"]
    pub struct Find<S, P> {
        #[pin]
        stream: Fuse<S>,
        predicate: P,
    }
}

impl<S, P> Find<S, P> {
    pub(in crate::stream) const fn new(stream: S, predicate: P) -> Self {
        Self { stream: Fuse::new(stream), predicate }
    }
}

impl<S: Stream, P: FnMut(&S::Item) -> bool> Future for Find<S, P> {
    type Output = Option<S::Item>;

    #[inline]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<S::Item>> {
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
}

impl<S: fmt::Debug, P> fmt::Debug for Find<S, P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Find").field("stream", &self.stream).finish_non_exhaustive()
    }
}

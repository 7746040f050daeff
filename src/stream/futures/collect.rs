//! [`StreamExt::collect`](crate::stream::StreamExt::collect).

use core::{
    mem,
    pin::Pin,
    task::{Context, Poll, ready},
};

use pin_project_lite::pin_project;

use crate::stream::{Fuse, Stream, budget::Budget};

pin_project! {
    /// Future returned by [`StreamExt::collect`](crate::stream::StreamExt::collect).
    #[must_use = "futures do nothing unless awaited or polled"]
    #[derive(Debug)]
    pub struct Collect<S, C> {
        #[pin]
        stream: Fuse<S>,
        collection: C,
    }
}

impl<S, C: Default> Collect<S, C> {
    pub(in crate::stream) fn new(stream: S) -> Self {
        Self { stream: Fuse::new(stream), collection: C::default() }
    }
}

impl<S: Stream, C: Default + Extend<S::Item>> Future for Collect<S, C> {
    type Output = C;

    #[inline]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<C> {
        let mut this = self.project();
        let mut budget = Budget::new();
        loop {
            ready!(budget.poll_spend(cx));
            let item = ready!(this.stream.as_mut().poll_next(cx));
            if item.is_none() {
                return Poll::Ready(mem::take(this.collection));
            }
            this.collection.extend(item);
        }
    }
}

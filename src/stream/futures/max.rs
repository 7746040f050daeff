//! [`StreamExt::max`](crate::stream::StreamExt::max).

use core::{
    fmt,
    pin::Pin,
    task::{Context, Poll, ready},
};

use pin_project_lite::pin_project;

use crate::stream::{Fuse, Stream, budget::Budget};

pin_project! {
    /// Future returned by [`StreamExt::max`](crate::stream::StreamExt::max).
    #[must_use = "futures do nothing unless awaited or polled"]
    pub struct Max<S: Stream> {
        #[pin]
        stream: Fuse<S>,
        best: Option<S::Item>,
    }
}

impl<S: Stream> Max<S> {
    pub(in crate::stream) const fn new(stream: S) -> Self {
        Self { stream: Fuse::new(stream), best: None }
    }
}

impl<S: Stream<Item: Ord>> Future for Max<S> {
    type Output = Option<S::Item>;

    #[inline]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<S::Item>> {
        let mut this = self.project();
        let mut budget = Budget::new();
        loop {
            ready!(budget.poll_spend(cx));
            let Some(item) = ready!(this.stream.as_mut().poll_next(cx)) else {
                return Poll::Ready(this.best.take());
            };
            // Of equal items the last one, as `Iterator::max`.
            if this.best.as_ref().is_none_or(|best| item >= *best) {
                *this.best = Some(item);
            }
        }
    }
}

impl<S: Stream + fmt::Debug> fmt::Debug for Max<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Max").field("stream", &self.stream).finish_non_exhaustive()
    }
}

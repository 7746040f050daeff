//! [`StreamExt::filter_map`](crate::stream::StreamExt::filter_map).

use core::{
    fmt,
    pin::Pin,
    task::{Context, Poll, ready},
};

use pin_project_lite::pin_project;

use crate::stream::{Fuse, FusedStream, Stream, budget::Budget, in_flight::InFlight, pair};

pin_project! {
    /// Stream returned by [`StreamExt::filter_map`](crate::stream::StreamExt::filter_map).
    #[must_use = "streams do nothing unless polled"]
    pub struct FilterMap<S, F, Fut: Future> {
        #[pin]
        stream: Fuse<S>,
        f: F,
        #[pin]
        in_flight: InFlight<Fut>,
    }
}

impl<S, F, Fut: Future> FilterMap<S, F, Fut> {
    pub(in crate::stream) const fn new(stream: S, f: F) -> Self {
        Self { stream: Fuse::new(stream), f, in_flight: InFlight::idle() }
    }
}

impl<S, F, Fut, T> Stream for FilterMap<S, F, Fut>
where
    S: Stream,
    F: FnMut(S::Item) -> Fut,
    Fut: Future<Output = Option<T>>,
{
    type Item = T;

    #[inline]
    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<T>> {
        let mut this = self.project();
        let mut budget = Budget::new();
        loop {
            if this.in_flight.is_idle() {
                ready!(budget.poll_spend(cx));
                let Some(item) = ready!(this.stream.as_mut().poll_next(cx)) else {
                    return Poll::Ready(None);
                };
                this.in_flight.as_mut().start((this.f)(item));
            }
            let Poll::Ready(output) = this.in_flight.as_mut().poll_take(cx) else {
                // Whoever waits for an item cannot drive what comes before it.
                let _ = this.stream.poll_progress(cx);
                return Poll::Pending;
            };
            if let Some(Some(item)) = output {
                return Poll::Ready(Some(item));
            }
        }
    }

    fn poll_progress(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let this = self.project();
        pair::progress(this.in_flight.poll_progress(cx), this.stream.poll_progress(cx))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let begun = usize::from(!self.in_flight.is_idle());
        let (_, upper) = self.stream.size_hint();
        (0, upper.and_then(|upper| upper.checked_add(begun)))
    }
}

impl<S, F, Fut, T> FusedStream for FilterMap<S, F, Fut>
where
    S: Stream,
    F: FnMut(S::Item) -> Fut,
    Fut: Future<Output = Option<T>>,
{
    fn is_terminated(&self) -> bool {
        self.in_flight.is_idle() && self.stream.is_terminated()
    }
}

impl<S: fmt::Debug, F, Fut: Future> fmt::Debug for FilterMap<S, F, Fut> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FilterMap")
            .field("stream", &self.stream)
            .field("in_flight", &self.in_flight)
            .finish_non_exhaustive()
    }
}

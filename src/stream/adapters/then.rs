//! [`StreamExt::then`](crate::stream::StreamExt::then).

use core::{
    fmt,
    pin::Pin,
    task::{Context, Poll, ready},
};

use pin_project_lite::pin_project;

use crate::stream::{Fuse, FusedStream, Stream, in_flight::InFlight, pair};

pin_project! {
    /// Stream returned by [`StreamExt::then`](crate::stream::StreamExt::then).
    #[must_use = "streams do nothing unless polled"]
    pub struct Then<S, F, Fut: Future> {
        #[pin]
        stream: Fuse<S>,
        f: F,
        #[pin]
        in_flight: InFlight<Fut>,
    }
}

impl<S, F, Fut: Future> Then<S, F, Fut> {
    pub(in crate::stream) const fn new(stream: S, f: F) -> Self {
        Self { stream: Fuse::new(stream), f, in_flight: InFlight::idle() }
    }
}

impl<S: Stream, F: FnMut(S::Item) -> Fut, Fut: Future> Stream for Then<S, F, Fut> {
    type Item = Fut::Output;

    #[inline]
    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Fut::Output>> {
        let mut this = self.project();
        if this.in_flight.is_idle() {
            let Some(item) = ready!(this.stream.as_mut().poll_next(cx)) else {
                return Poll::Ready(None);
            };
            this.in_flight.as_mut().start((this.f)(item));
        }
        let output = this.in_flight.poll_take(cx);
        if output.is_pending() {
            // Whoever waits for an item cannot drive what comes before it.
            let _ = this.stream.poll_progress(cx);
        }
        output
    }

    fn poll_progress(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let this = self.project();
        pair::progress(this.in_flight.poll_progress(cx), this.stream.poll_progress(cx))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let begun = usize::from(!self.in_flight.is_idle());
        let (lower, upper) = self.stream.size_hint();
        (lower.saturating_add(begun), upper.and_then(|upper| upper.checked_add(begun)))
    }
}

impl<S: Stream, F: FnMut(S::Item) -> Fut, Fut: Future> FusedStream for Then<S, F, Fut> {
    fn is_terminated(&self) -> bool {
        self.in_flight.is_idle() && self.stream.is_terminated()
    }
}

impl<S: fmt::Debug, F, Fut: Future> fmt::Debug for Then<S, F, Fut> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Then")
            .field("stream", &self.stream)
            .field("in_flight", &self.in_flight)
            .finish_non_exhaustive()
    }
}

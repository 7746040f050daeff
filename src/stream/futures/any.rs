//! [`StreamExt::any`](crate::stream::StreamExt::any).

use core::{
    fmt,
    pin::Pin,
    task::{Context, Poll, ready},
};

use pin_project_lite::pin_project;

use super::serial::Serial;
use crate::stream::{Stream, budget::Budget};

pin_project! {
    /// Future returned by [`StreamExt::any`](crate::stream::StreamExt::any).
    #[must_use = "futures do nothing unless awaited or polled"]
    pub struct Any<S, P, Fut> {
        #[pin]
        items: Serial<S, Fut>,
        predicate: P,
    }
}

impl<S, P, Fut> Any<S, P, Fut> {
    pub(in crate::stream) const fn new(stream: S, predicate: P) -> Self {
        Self { items: Serial::new(stream), predicate }
    }
}

impl<S, P, Fut> Future for Any<S, P, Fut>
where
    S: Stream,
    P: FnMut(S::Item) -> Fut,
    Fut: Future<Output = bool>,
{
    type Output = bool;

    #[inline]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<bool> {
        let mut this = self.project();
        let mut budget = Budget::new();
        loop {
            if ready!(this.items.as_mut().poll_body(cx)) == Some(true) {
                return Poll::Ready(true);
            }
            let Some(item) = ready!(this.items.as_mut().poll_item(cx, &mut budget)) else {
                return Poll::Ready(false);
            };
            this.items.as_mut().start((this.predicate)(item));
        }
    }
}

impl<S: fmt::Debug, P, Fut> fmt::Debug for Any<S, P, Fut> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Any")
            .field("stream", &self.items.stream)
            .field("body_runs", &self.items.is_running())
            .finish_non_exhaustive()
    }
}

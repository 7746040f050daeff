//! [`StreamExt::all`](crate::stream::StreamExt::all).

use core::{
    fmt,
    pin::Pin,
    task::{Context, Poll, ready},
};

use pin_project_lite::pin_project;

use super::serial::Serial;
use crate::stream::{Stream, budget::Budget};

pin_project! {
    /// Future returned by [`StreamExt::all`](crate::stream::StreamExt::all).
    #[must_use = "futures do nothing unless awaited or polled"]
    pub struct All<S, P, Fut> {
        #[pin]
        items: Serial<S, Fut>,
        predicate: P,
    }
}

impl<S, P, Fut> All<S, P, Fut> {
    pub(in crate::stream) const fn new(stream: S, predicate: P) -> Self {
        Self { items: Serial::new(stream), predicate }
    }
}

impl<S, P, Fut> Future for All<S, P, Fut>
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
            if ready!(this.items.as_mut().poll_body(cx)) == Some(false) {
                return Poll::Ready(false);
            }
            let Some(item) = ready!(this.items.as_mut().poll_item(cx, &mut budget)) else {
                return Poll::Ready(true);
            };
            this.items.as_mut().start((this.predicate)(item));
        }
    }
}

impl<S: fmt::Debug, P, Fut> fmt::Debug for All<S, P, Fut> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("All")
            .field("stream", &self.items.stream)
            .field("body_runs", &self.items.is_running())
            .finish_non_exhaustive()
    }
}

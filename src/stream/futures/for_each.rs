//! [`StreamExt::for_each`](crate::stream::StreamExt::for_each).

use core::{
    fmt,
    pin::Pin,
    task::{Context, Poll, ready},
};

use pin_project_lite::pin_project;

use super::serial::Serial;
use crate::stream::{Stream, budget::Budget};

pin_project! {
    /// Future returned by [`StreamExt::for_each`](crate::stream::StreamExt::for_each).
    #[must_use = "futures do nothing unless awaited or polled"]
    pub struct ForEach<S, F, Fut> {
        #[pin]
        items: Serial<S, Fut>,
        f: F,
    }
}

impl<S, F, Fut> ForEach<S, F, Fut> {
    pub(in crate::stream) const fn new(stream: S, f: F) -> Self {
        Self { items: Serial::new(stream), f }
    }
}

impl<S, F, Fut> Future for ForEach<S, F, Fut>
where
    S: Stream,
    F: FnMut(S::Item) -> Fut,
    Fut: Future<Output = ()>,
{
    type Output = ();

    #[inline]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let mut this = self.project();
        let mut budget = Budget::new();
        loop {
            ready!(this.items.as_mut().poll_body(cx));
            let Some(item) = ready!(this.items.as_mut().poll_item(cx, &mut budget)) else {
                return Poll::Ready(());
            };
            this.items.as_mut().start((this.f)(item));
        }
    }
}

impl<S: fmt::Debug, F, Fut> fmt::Debug for ForEach<S, F, Fut> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ForEach")
            .field("stream", &self.items.stream)
            .field("body_runs", &self.items.is_running())
            .finish_non_exhaustive()
    }
}

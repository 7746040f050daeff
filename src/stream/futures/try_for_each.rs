//! [`StreamExt::try_for_each`](crate::stream::StreamExt::try_for_each).

use core::{
    fmt,
    pin::Pin,
    task::{Context, Poll, ready},
};

use pin_project_lite::pin_project;

use super::serial::Serial;
use crate::stream::{Stream, budget::Budget};

pin_project! {
    /// Future returned by [`StreamExt::try_for_each`](crate::stream::StreamExt::try_for_each).
    #[must_use = "futures do nothing unless awaited or polled"]
    pub struct TryForEach<S, F, Fut> {
        #[pin]
        items: Serial<S, Fut>,
        f: F,
    }
}

impl<S, F, Fut> TryForEach<S, F, Fut> {
    pub(in crate::stream) const fn new(stream: S, f: F) -> Self {
        Self { items: Serial::new(stream), f }
    }
}

impl<S, F, Fut, T, E> Future for TryForEach<S, F, Fut>
where
    S: Stream<Item = Result<T, E>>,
    F: FnMut(T) -> Fut,
    Fut: Future<Output = Result<(), E>>,
{
    type Output = Result<(), E>;

    #[inline]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<(), E>> {
        let mut this = self.project();
        let mut budget = Budget::new();
        loop {
            ready!(this.items.as_mut().poll_body(cx)).transpose()?;
            let item = ready!(this.items.as_mut().poll_item(cx, &mut budget)).transpose()?;
            let Some(item) = item else { return Poll::Ready(Ok(())) };
            this.items.as_mut().start((this.f)(item));
        }
    }
}

impl<S: fmt::Debug, F, Fut> fmt::Debug for TryForEach<S, F, Fut> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TryForEach")
            .field("stream", &self.items.stream)
            .field("body_runs", &self.items.is_running())
            .finish_non_exhaustive()
    }
}

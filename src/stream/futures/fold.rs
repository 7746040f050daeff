//! [`StreamExt::fold`](crate::stream::StreamExt::fold).

use core::{
    fmt,
    pin::Pin,
    task::{Context, Poll, ready},
};

use pin_project_lite::pin_project;

use super::serial::Serial;
use crate::stream::{Stream, budget::Budget};

pin_project! {
    /// Future returned by [`StreamExt::fold`](crate::stream::StreamExt::fold).
    #[must_use = "futures do nothing unless awaited or polled"]
    pub struct Fold<S, Acc, F, Fut> {
        #[pin]
        items: Serial<S, Fut>,
        // `None` while the body has it, and once it is handed out.
        acc: Option<Acc>,
        f: F,
    }
}

impl<S, Acc, F, Fut> Fold<S, Acc, F, Fut> {
    pub(in crate::stream) const fn new(stream: S, init: Acc, f: F) -> Self {
        Self { items: Serial::new(stream), acc: Some(init), f }
    }
}

impl<S, Acc, F, Fut> Future for Fold<S, Acc, F, Fut>
where
    S: Stream,
    F: FnMut(Acc, S::Item) -> Fut,
    Fut: Future<Output = Acc>,
{
    type Output = Acc;

    #[inline]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Acc> {
        let mut this = self.project();
        let mut budget = Budget::new();
        loop {
            if let Some(acc) = ready!(this.items.as_mut().poll_body(cx)) {
                *this.acc = Some(acc);
            }
            let item = ready!(this.items.as_mut().poll_item(cx, &mut budget));
            let acc = this.acc.take().expect("`fold` was polled after it was ready, or panicked");
            let Some(item) = item else { return Poll::Ready(acc) };
            this.items.as_mut().start((this.f)(acc, item));
        }
    }
}

impl<S: fmt::Debug, Acc, F, Fut> fmt::Debug for Fold<S, Acc, F, Fut> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Fold")
            .field("stream", &self.items.stream)
            .field("body_runs", &self.items.is_running())
            .finish_non_exhaustive()
    }
}

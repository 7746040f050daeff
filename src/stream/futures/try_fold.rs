//! [`StreamExt::try_fold`](crate::stream::StreamExt::try_fold).

use core::{
    fmt,
    pin::Pin,
    task::{Context, Poll, ready},
};

use pin_project_lite::pin_project;

use super::serial::Serial;
use crate::stream::{Stream, budget::Budget};

pin_project! {
    /// Future returned by [`StreamExt::try_fold`](crate::stream::StreamExt::try_fold).
    #[must_use = "futures do nothing unless awaited or polled"]
    pub struct TryFold<S, Acc, F, Fut> {
        #[pin]
        items: Serial<S, Fut>,
        // `None` while the body has it, and once it is handed out.
        acc: Option<Acc>,
        f: F,
    }
}

impl<S, Acc, F, Fut> TryFold<S, Acc, F, Fut> {
    pub(in crate::stream) const fn new(stream: S, init: Acc, f: F) -> Self {
        Self { items: Serial::new(stream), acc: Some(init), f }
    }
}

impl<S, Acc, F, Fut, T, E> Future for TryFold<S, Acc, F, Fut>
where
    S: Stream<Item = Result<T, E>>,
    F: FnMut(Acc, T) -> Fut,
    Fut: Future<Output = Result<Acc, E>>,
{
    type Output = Result<Acc, E>;

    #[inline]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<Acc, E>> {
        let mut this = self.project();
        let mut budget = Budget::new();
        loop {
            if let Some(acc) = ready!(this.items.as_mut().poll_body(cx)) {
                *this.acc = Some(acc?);
            }
            let item = ready!(this.items.as_mut().poll_item(cx, &mut budget)).transpose()?;
            let acc = this.acc.take();
            let acc = acc.expect("`try_fold` was polled after it was ready, or panicked");
            let Some(item) = item else { return Poll::Ready(Ok(acc)) };
            this.items.as_mut().start((this.f)(acc, item));
        }
    }
}

impl<S: fmt::Debug, Acc, F, Fut> fmt::Debug for TryFold<S, Acc, F, Fut> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TryFold")
            .field("stream", &self.items.stream)
            .field("body_runs", &self.items.is_running())
            .finish_non_exhaustive()
    }
}

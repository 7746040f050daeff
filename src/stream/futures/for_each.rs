//! [`StreamExt::for_each`](crate::stream::StreamExt::for_each).

use core::{
    fmt,
    pin::Pin,
    task::{Context, Poll, ready},
};

use pin_project_lite::pin_project;

use super::progress_while::poll_body;
use crate::stream::{Fuse, Stream, budget::Budget};

pin_project! {
    /// Future returned by [`StreamExt::for_each`](crate::stream::StreamExt::for_each).
    #[must_use = "futures do nothing unless awaited or polled"]
    pub struct ForEach<S, F, Fut> {
        #[pin]
        stream: Fuse<S>,
        f: F,
        #[pin]
        body: Option<Fut>,
        idle: bool,
    }
}

impl<S, F, Fut> ForEach<S, F, Fut> {
    pub(in crate::stream) const fn new(stream: S, f: F) -> Self {
        Self { stream: Fuse::new(stream), f, body: None, idle: false }
    }
}

impl<S, F, Fut> Future for ForEach<S, F, Fut>
where
    S: Stream,
    F: FnMut(S::Item) -> Fut,
    Fut: Future<Output = ()>,
{
    type Output = ();

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let mut this = self.project();
        let mut budget = Budget::new();
        loop {
            if let Some(body) = this.body.as_mut().as_pin_mut() {
                ready!(poll_body(body, this.stream.as_mut(), this.idle, cx));
                this.body.set(None);
            }
            ready!(budget.poll_spend(cx));
            let Some(item) = ready!(this.stream.as_mut().poll_next(cx)) else {
                return Poll::Ready(());
            };
            this.body.set(Some((this.f)(item)));
            *this.idle = false;
        }
    }
}

impl<S: fmt::Debug, F, Fut> fmt::Debug for ForEach<S, F, Fut> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ForEach")
            .field("stream", &self.stream)
            .field("body_runs", &self.body.is_some())
            .finish_non_exhaustive()
    }
}

//! A future with a deadline.

use core::{
    future::Future,
    pin::Pin,
    task::{Context, Poll},
};

use pin_project_lite::pin_project;

use super::{Elapsed, Sleep};

pin_project! {
    /// Future returned by [`TimerExt::timeout`](super::TimerExt::timeout) and
    /// [`TimerExt::timeout_at`](super::TimerExt::timeout_at).
    #[derive(Debug)]
    #[must_use = "futures do nothing unless polled"]
    pub struct Timeout<F, S> {
        #[pin]
        future: F,
        #[pin]
        sleep: S,
    }
}

impl<F, S> Timeout<F, S> {
    pub(super) const fn new(future: F, sleep: S) -> Self {
        Self { future, sleep }
    }

    /// Returns a reference to the future.
    pub const fn get_ref(&self) -> &F {
        &self.future
    }

    /// Returns a mutable reference to the future.
    pub const fn get_mut(&mut self) -> &mut F {
        &mut self.future
    }

    /// Returns a pinned mutable reference to the future.
    pub fn get_pin_mut(self: Pin<&mut Self>) -> Pin<&mut F> {
        self.project().future
    }

    /// Returns the future, without its deadline.
    pub fn into_inner(self) -> F {
        self.future
    }
}

impl<F: Future, S: Sleep> Future for Timeout<F, S> {
    type Output = Result<F::Output, Elapsed>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.project();
        if let Poll::Ready(output) = this.future.poll(cx) {
            return Poll::Ready(Ok(output));
        }
        this.sleep.poll(cx).map(|()| Err(Elapsed::new()))
    }
}

//! A sleep as quinn's timer.

use core::{
    fmt,
    pin::Pin,
    task::{Context, Poll, ready},
};
use std::time::Instant;

use ::quinn::AsyncTimer;
use pin_project_lite::pin_project;

use crate::time::Sleep;

pin_project! {
    /// A sleep that may be polled after it was ready.
    pub(super) struct QuinnTimer<S> {
        #[pin]
        sleep: S,
        // quinn asks whether the timer has expired; a sleep need not answer a second time.
        expired: bool,
    }
}

impl<S> QuinnTimer<S> {
    pub(super) const fn new(sleep: S) -> Self {
        Self { sleep, expired: false }
    }
}

impl<S: Sleep + Send + 'static> AsyncTimer for QuinnTimer<S> {
    fn reset(self: Pin<&mut Self>, deadline: Instant) {
        let this = self.project();
        *this.expired = false;
        this.sleep.reset(deadline.into());
    }

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let this = self.project();
        if !*this.expired {
            ready!(this.sleep.poll(cx));
            *this.expired = true;
        }
        Poll::Ready(())
    }
}

impl<S: Sleep> fmt::Debug for QuinnTimer<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("QuinnTimer")
            .field("deadline", &self.sleep.deadline())
            .field("expired", &self.expired)
            .finish()
    }
}

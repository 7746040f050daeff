//! tokio's timer.

use core::{
    future::Future,
    pin::Pin,
    task::{Context, Poll},
};

use ::tokio::{runtime::Handle, time};
use pin_project_lite::pin_project;

use crate::time::{Instant, Sleep};

pin_project! {
    /// A sleep of [`Tokio`](crate::rt::Tokio) and [`TokioLocal`](crate::rt::TokioLocal).
    ///
    /// It is driven by the runtime that made it, wherever it is polled. If that runtime is shut down,
    /// a pending sleep panics when it is polled.
    #[derive(Debug)]
    #[must_use = "futures do nothing unless polled"]
    pub struct TokioSleep {
        #[pin]
        inner: time::Sleep,
        deadline: Instant,
    }
}

impl TokioSleep {
    /// Makes a sleep on the runtime of `handle`, which has its timer enabled.
    pub(in crate::rt) fn new(handle: &Handle, deadline: Instant) -> Self {
        let _context = handle.enter();
        Self { inner: time::sleep_until(to_tokio(deadline)), deadline }
    }
}

impl Future for TokioSleep {
    type Output = ();

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let this = self.project();
        let polled = this.inner.poll(cx);
        // What tokio takes for a far future is one, and not never.
        if *this.deadline == Instant::MAX { Poll::Pending } else { polled }
    }
}

impl Sleep for TokioSleep {
    fn deadline(&self) -> Instant {
        self.deadline
    }

    fn reset(self: Pin<&mut Self>, deadline: Instant) {
        let this = self.project();
        *this.deadline = deadline;
        this.inner.reset(to_tokio(deadline));
    }
}

fn to_tokio(moment: Instant) -> time::Instant {
    time::Instant::from_std(moment.into())
}

static_assertions::assert_impl_all!(TokioSleep: Send, Sync);

//! The timer of async-io, smol's reactor.

use core::{
    future::Future,
    pin::Pin,
    task::{Context, Poll},
};

use ::smol::Timer;

use crate::time::{Instant, Sleep};

/// A sleep of [`Smol`](crate::rt::Smol).
///
/// It is driven by async-io's own thread, so it works on any executor.
#[derive(Debug)]
#[must_use = "futures do nothing unless polled"]
pub struct SmolSleep {
    timer: Timer,
    deadline: Instant,
    /// async-io's timer is ready once.
    fired: bool,
}

impl SmolSleep {
    pub(super) fn new(deadline: Instant) -> Self {
        let timer =
            if deadline == Instant::MAX { Timer::never() } else { Timer::at(deadline.into()) };
        Self { timer, deadline, fired: false }
    }
}

impl Future for SmolSleep {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        if self.fired {
            return Poll::Ready(());
        }
        let polled = Pin::new(&mut self.timer).poll(cx);
        self.fired = polled.is_ready();
        polled.map(drop)
    }
}

impl Sleep for SmolSleep {
    fn deadline(&self) -> Instant {
        self.deadline
    }

    fn reset(mut self: Pin<&mut Self>, deadline: Instant) {
        self.deadline = deadline;
        self.fired = false;
        // Keeps the waker, so that a task that waits is woken at the new deadline.
        if deadline == Instant::MAX {
            // There is no way back to never that keeps it, and none is needed: nothing will wake.
            self.timer = Timer::never();
        } else {
            self.timer.set_at(deadline.into());
        }
    }
}

static_assertions::assert_impl_all!(SmolSleep: Send, Sync, Unpin);

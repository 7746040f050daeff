//! glommio's timer.

use core::{
    future::Future,
    pin::Pin,
    task::{Context, Poll},
    time::Duration,
};

use ::glommio::timer::Timer;

use crate::time::{Instant, Sleep};

/// A sleep of [`Glommio`](crate::rt::Glommio).
///
/// It belongs to the executor in which it was made.
///
/// # Panics
///
/// Polling it panics once that executor is gone, and so does moving the deadline of one that waits.
#[derive(Debug)]
#[must_use = "futures do nothing unless polled"]
pub struct GlommioSleep {
    timer: Timer,
    deadline: Instant,
}

impl GlommioSleep {
    pub(super) fn new(deadline: Instant) -> Self {
        Self { timer: Timer::new(left(deadline)), deadline }
    }
}

impl Future for GlommioSleep {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let polled = Pin::new(&mut self.timer).poll(cx).map(drop);
        // What we make of a far future is one, and not never.
        if self.deadline == Instant::MAX { Poll::Pending } else { polled }
    }
}

impl Sleep for GlommioSleep {
    fn deadline(&self) -> Instant {
        self.deadline
    }

    fn reset(mut self: Pin<&mut Self>, deadline: Instant) {
        self.deadline = deadline;
        // Keeps the waker, so that a task that waits is woken at the new deadline.
        self.timer.reset(left(deadline));
    }
}

/// Returns the time until `deadline`, or 30 years: glommio adds what it is given to a moment of std's
/// clock, which panics for very long times.
fn left(deadline: Instant) -> Duration {
    const LONGEST: Duration = Duration::from_secs(30 * 365 * 24 * 60 * 60);
    deadline.duration_since(Instant::now()).min(LONGEST)
}

static_assertions::assert_not_impl_any!(GlommioSleep: Send, Sync);
static_assertions::assert_impl_all!(GlommioSleep: Unpin);

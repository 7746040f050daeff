//! A sleep of embassy-time.

use core::{
    future::Future,
    pin::Pin,
    task::{Context, Poll, Waker},
};

use embassy_time::{TICK_HZ, Timer};

use crate::time::{Instant, Sleep};

/// A sleep of [`EmbassyTimer`](crate::rt::EmbassyTimer).
///
/// embassy's driver forgets no sleep: one that is dropped, or moved to a later deadline, still wakes
/// its task at the old one, once.
///
/// # Panics
///
/// Polling it outside of embassy's tasks panics if the driver's queue is the integrated one.
#[derive(Debug)]
#[must_use = "futures do nothing unless polled"]
pub struct EmbassySleep {
    at: embassy_time::Instant,
    deadline: Instant,
    /// The task that waits: embassy knows it, but would not tell it of another deadline.
    waiting: Option<Waker>,
}

impl EmbassySleep {
    pub(super) fn new(deadline: Instant) -> Self {
        Self { at: to_embassy(deadline), deadline, waiting: None }
    }

    /// Returns whether the deadline is past, else has `waker` woken then.
    fn schedule(&self, waker: &Waker) -> Poll<()> {
        if self.deadline == Instant::MAX {
            return Poll::Pending;
        }
        if embassy_time::Instant::now() >= self.at {
            return Poll::Ready(());
        }
        // A new timer asks for a wake in its first poll, and is pending then.
        Pin::new(&mut Timer::at(self.at)).poll(&mut Context::from_waker(waker))
    }
}

impl Future for EmbassySleep {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let polled = self.schedule(cx.waker());
        match (&mut self.waiting, polled) {
            (waiting, Poll::Ready(())) => *waiting = None,
            (Some(waker), Poll::Pending) => waker.clone_from(cx.waker()),
            (waiting, Poll::Pending) => *waiting = Some(cx.waker().clone()),
        }
        polled
    }
}

impl Sleep for EmbassySleep {
    fn deadline(&self) -> Instant {
        self.deadline
    }

    fn reset(mut self: Pin<&mut Self>, deadline: Instant) {
        self.deadline = deadline;
        self.at = to_embassy(deadline);
        let Some(waker) = &self.waiting else { return };
        if self.schedule(waker).is_ready() {
            waker.wake_by_ref();
        }
    }
}

// Whole seconds apart from the rest: 64 bits hold the products, and 128 take a small machine kilobytes of
// code to divide. Nor inside of all who call: that is another half of one.

/// Rounds down, so that no moment is reached early.
#[inline(never)]
pub(super) const fn from_embassy(moment: embassy_time::Instant) -> Instant {
    let (seconds, rest) = (moment.as_ticks() / TICK_HZ, moment.as_ticks() % TICK_HZ);
    Instant::from_nanos(seconds.saturating_mul(NANOS).saturating_add(rest * NANOS / TICK_HZ))
}

/// Rounds up, for the same reason.
#[inline(never)]
const fn to_embassy(moment: Instant) -> embassy_time::Instant {
    let (seconds, rest) = (moment.as_nanos() / NANOS, moment.as_nanos() % NANOS);
    let ticks = seconds.saturating_mul(TICK_HZ).saturating_add((rest * TICK_HZ).div_ceil(NANOS));
    embassy_time::Instant::from_ticks(ticks)
}

const NANOS: u64 = 1_000_000_000;

static_assertions::const_assert!(TICK_HZ.checked_mul(NANOS).is_some());

static_assertions::assert_impl_all!(EmbassySleep: Send, Sync, Unpin);

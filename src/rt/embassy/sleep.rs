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

/// Rounds down, so that no moment is reached early.
pub(super) fn from_embassy(moment: embassy_time::Instant) -> Instant {
    let nanos = u128::from(moment.as_ticks()) * NANOS / u128::from(TICK_HZ);
    Instant::from_nanos(u64::try_from(nanos).unwrap_or(u64::MAX))
}

/// Rounds up, for the same reason.
fn to_embassy(moment: Instant) -> embassy_time::Instant {
    let ticks = (u128::from(moment.as_nanos()) * u128::from(TICK_HZ)).div_ceil(NANOS);
    embassy_time::Instant::from_ticks(u64::try_from(ticks).unwrap_or(u64::MAX))
}

const NANOS: u128 = 1_000_000_000;

static_assertions::assert_impl_all!(EmbassySleep: Send, Sync, Unpin);

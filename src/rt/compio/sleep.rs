//! compio's timer.

use alloc::boxed::Box;
use core::{
    fmt,
    future::{self, Future},
    pin::Pin,
    task::{Context, Poll, Waker},
};

use ::compio::runtime::Runtime;

use crate::time::{Instant, Sleep};

/// A sleep of [`Compio`](crate::rt::Compio).
///
/// It belongs to the runtime in which it is polled first.
///
/// # Panics
///
/// Polling it panics where no runtime is.
#[must_use = "futures do nothing unless polled"]
pub struct CompioSleep {
    /// compio's sleep has no name.
    timer: Pin<Box<dyn Future<Output = ()>>>,
    deadline: Instant,
    state: State,
}

enum State {
    /// Never polled since the deadline was set.
    New,
    /// Pending, for the task of this waker.
    Waiting(Waker),
    /// Ready: compio's sleep is not polled again.
    Fired,
}

impl CompioSleep {
    pub(super) fn new(deadline: Instant) -> Self {
        Self { timer: timer(deadline), deadline, state: State::New }
    }
}

impl Future for CompioSleep {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        if let State::Fired = self.state {
            return Poll::Ready(());
        }
        let polled = self.timer.as_mut().poll(cx);
        match (&mut self.state, polled) {
            (state, Poll::Ready(())) => *state = State::Fired,
            (State::Waiting(waker), Poll::Pending) => waker.clone_from(cx.waker()),
            (state, Poll::Pending) => *state = State::Waiting(cx.waker().clone()),
        }
        polled
    }
}

impl Sleep for CompioSleep {
    fn deadline(&self) -> Instant {
        self.deadline
    }

    fn reset(mut self: Pin<&mut Self>, deadline: Instant) {
        let waiting = core::mem::replace(&mut *self, Self::new(deadline));
        let State::Waiting(waker) = waiting.state else { return };
        // compio hears of a sleep when it is polled, so one that waits is polled here.
        if Runtime::try_with_current(|_| ()).is_err()
            || self.as_mut().poll(&mut Context::from_waker(&waker)).is_ready()
        {
            waker.wake();
        }
    }
}

impl fmt::Debug for CompioSleep {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CompioSleep").field("deadline", &self.deadline).finish_non_exhaustive()
    }
}

/// Returns compio's sleep, or one without an end: there, what compio takes for far is not never.
fn timer(deadline: Instant) -> Pin<Box<dyn Future<Output = ()>>> {
    if deadline == Instant::MAX {
        return Box::pin(future::pending());
    }
    Box::pin(::compio::time::sleep_until(deadline.into()))
}

static_assertions::assert_not_impl_any!(CompioSleep: Send, Sync);
static_assertions::assert_impl_all!(CompioSleep: Unpin);

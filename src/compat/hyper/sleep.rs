//! A sleep of hyper's as one of ours.

use alloc::boxed::Box;
use core::{
    fmt,
    future::Future,
    pin::Pin,
    task::{Context, Poll, Waker},
};

use ::hyper::rt;

use crate::time::{Instant, Sleep};

/// A sleep of a timer of hyper's: see [`FromHyper`](super::FromHyper).
#[must_use = "futures do nothing unless polled"]
pub struct HyperSleep<T> {
    timer: T,
    sleep: Pin<Box<dyn rt::Sleep>>,
    deadline: Instant,
    /// Theirs need not be ready twice.
    fired: bool,
    /// Of the latest poll that was pending.
    waker: Option<Waker>,
}

impl<T> HyperSleep<T> {
    pub(super) fn new(timer: T, sleep: Pin<Box<dyn rt::Sleep>>, deadline: Instant) -> Self {
        Self { timer, sleep, deadline, fired: false, waker: None }
    }

    fn poll_inner(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        // What they take for a far future is one, and not never.
        if self.deadline == Instant::MAX {
            return Poll::Pending;
        }
        if !self.fired {
            self.fired = self.sleep.as_mut().poll(cx).is_ready();
        }
        if self.fired { Poll::Ready(()) } else { Poll::Pending }
    }
}

impl<T> Future for HyperSleep<T> {
    type Output = ();

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let this = self.get_mut();
        let polled = this.poll_inner(cx);
        if polled.is_ready() {
            this.waker = None;
        } else if !this.waker.as_ref().is_some_and(|waker| waker.will_wake(cx.waker())) {
            this.waker = Some(cx.waker().clone());
        }
        polled
    }
}

impl<T: rt::Timer> Sleep for HyperSleep<T> {
    fn deadline(&self) -> Instant {
        self.deadline
    }

    fn reset(self: Pin<&mut Self>, deadline: Instant) {
        let this = self.get_mut();
        this.deadline = deadline;
        this.fired = false;
        this.timer.reset(&mut this.sleep, deadline.into());
        // A timer may put another sleep in the place of this one, which knows no waker. A task that
        // waits is to be woken at the new deadline (TIMER-12), so that one is polled here.
        let Some(waker) = this.waker.take() else {
            return;
        };
        if this.poll_inner(&mut Context::from_waker(&waker)).is_ready() {
            waker.wake();
        } else {
            this.waker = Some(waker);
        }
    }
}

/// No field is pinned.
impl<T> Unpin for HyperSleep<T> {}

impl<T> fmt::Debug for HyperSleep<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HyperSleep")
            .field("deadline", &self.deadline)
            .field("fired", &self.fired)
            .finish_non_exhaustive()
    }
}

static_assertions::assert_impl_all!(HyperSleep<()>: Send, Sync, Unpin);

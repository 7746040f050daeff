//! monoio's timer.

use core::{
    future::Future,
    pin::Pin,
    task::{Context, Poll, Waker, ready},
    time::Duration,
};

use ::monoio::time;
use pin_project_lite::pin_project;

use crate::time::{Instant, Sleep};

pin_project! {
    /// A sleep of [`Monoio`](crate::rt::Monoio).
    ///
    /// It belongs to the runtime in which it was made.
    ///
    /// # Panics
    ///
    /// Polling it panics once that runtime is gone.
    #[derive(Debug)]
    #[must_use = "futures do nothing unless polled"]
    pub struct MonoioSleep {
        #[pin]
        inner: time::Sleep,
        deadline: Instant,
        waker: Option<Waker>,
    }
}

impl MonoioSleep {
    pub(super) fn new(deadline: Instant) -> Self {
        Self { inner: time::sleep_until(near(deadline)), deadline, waker: None }
    }
}

impl Future for MonoioSleep {
    type Output = ();

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let mut this = self.project();
        // monoio keeps the first waker until it has woken it. For another task, start over.
        match this.waker {
            Some(waker) if waker.will_wake(cx.waker()) => {}
            Some(waker) => {
                waker.clone_from(cx.waker());
                this.inner.set(time::sleep_until(near(*this.deadline)));
            }
            None => *this.waker = Some(cx.waker().clone()),
        }
        loop {
            ready!(this.inner.as_mut().poll(cx));
            if *this.deadline != Instant::MAX && Instant::now() >= *this.deadline {
                return Poll::Ready(());
            }
            this.inner.as_mut().reset(near(*this.deadline));
        }
    }
}

impl Sleep for MonoioSleep {
    fn deadline(&self) -> Instant {
        self.deadline
    }

    fn reset(self: Pin<&mut Self>, deadline: Instant) {
        let this = self.project();
        *this.deadline = deadline;
        this.inner.reset(near(deadline));
    }
}

/// Returns `deadline`, or a moment in a year, at which the sleep looks again: monoio's wheel has room
/// for two years.
fn near(deadline: Instant) -> time::Instant {
    const LONGEST: Duration = Duration::from_secs(365 * 24 * 60 * 60);
    time::Instant::from_std(deadline.min(Instant::now() + LONGEST).into())
}

static_assertions::assert_not_impl_any!(MonoioSleep: Send, Sync);

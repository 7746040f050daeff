//! The timer of async-io.
//!
//! - **Threads.** A thread of async-io's own drives all timers, so they work on any executor.
//! - **Its end.** It has none.

use core::{
    future::Future,
    pin::Pin,
    task::{Context, Poll},
};

use ::async_io::Timer as Inner;

use crate::time::{Instant, Sleep, Timer};

/// The timer of async-io, for executors without one of their own.
///
/// # Examples
///
/// ```
/// use async_interop::{rt::AsyncIoTimer, time::Timer as _};
///
/// let sleep = AsyncIoTimer::new().sleep(core::time::Duration::from_millis(1));
/// futures::executor::block_on(sleep);
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct AsyncIoTimer {
    _private: (),
}

/// A sleep of [`AsyncIoTimer`].
#[derive(Debug)]
#[must_use = "futures do nothing unless polled"]
pub struct AsyncIoSleep {
    timer: Inner,
    deadline: Instant,
    /// async-io's timer is ready once.
    fired: bool,
}

impl AsyncIoTimer {
    /// Returns the timer. All values are the same one.
    pub const fn new() -> Self {
        Self { _private: () }
    }
}

impl Timer for AsyncIoTimer {
    type Sleep = AsyncIoSleep;

    fn now(&self) -> Instant {
        Instant::now()
    }

    fn sleep_until(&self, deadline: Instant) -> AsyncIoSleep {
        let timer =
            if deadline == Instant::MAX { Inner::never() } else { Inner::at(deadline.into()) };
        AsyncIoSleep { timer, deadline, fired: false }
    }
}

impl Future for AsyncIoSleep {
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

impl Sleep for AsyncIoSleep {
    fn deadline(&self) -> Instant {
        self.deadline
    }

    fn reset(mut self: Pin<&mut Self>, deadline: Instant) {
        self.deadline = deadline;
        self.fired = false;
        // Keeps the waker, so that a task that waits is woken at the new deadline.
        if deadline == Instant::MAX {
            // There is no way back to never that keeps it, and none is needed: nothing will wake.
            self.timer = Inner::never();
        } else {
            self.timer.set_at(deadline.into());
        }
    }
}

static_assertions::assert_impl_all!(AsyncIoSleep: Send, Sync, Unpin);

//! futures-timer.
//!
//! - **Threads.** A helper thread of the crate's own drives all timers, so they work on any executor.
//! - **Its end.** It has none.

use core::{
    future::Future,
    pin::Pin,
    task::{Context, Poll},
    time::Duration,
};

use ::futures_timer::Delay;

use crate::time::{Instant, Sleep, Timer};

/// The timer of the crate futures-timer, for executors without one of their own.
///
/// # Examples
///
/// ```
/// use async_interop::{rt::FuturesTimer, time::Timer as _};
///
/// let sleep = FuturesTimer::new().sleep(core::time::Duration::from_millis(1));
/// futures::executor::block_on(sleep);
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct FuturesTimer {
    _private: (),
}

/// A sleep of [`FuturesTimer`].
#[derive(Debug)]
#[must_use = "futures do nothing unless polled"]
pub struct FuturesSleep {
    delay: Delay,
    deadline: Instant,
}

impl FuturesTimer {
    /// Returns the timer. All values are the same one.
    pub const fn new() -> Self {
        Self { _private: () }
    }
}

impl Timer for FuturesTimer {
    type Sleep = FuturesSleep;

    fn now(&self) -> Instant {
        Instant::now()
    }

    fn sleep_until(&self, deadline: Instant) -> FuturesSleep {
        FuturesSleep { delay: Delay::new(left(deadline)), deadline }
    }
}

impl Future for FuturesSleep {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        loop {
            if Pin::new(&mut self.delay).poll(cx).is_pending() {
                return Poll::Pending;
            }
            // The crate counts from the call that made the delay, and its longest one is not for ever.
            if Instant::now() >= self.deadline {
                return Poll::Ready(());
            }
            let left = left(self.deadline);
            self.delay.reset(left);
        }
    }
}

impl Sleep for FuturesSleep {
    fn deadline(&self) -> Instant {
        self.deadline
    }

    fn reset(mut self: Pin<&mut Self>, deadline: Instant) {
        self.deadline = deadline;
        self.delay.reset(left(deadline));
    }
}

/// Returns the time until `deadline`, or a day, after which the sleep looks again: the crate adds
/// what it is given to a moment of std's clock, which panics for very long times.
fn left(deadline: Instant) -> Duration {
    const LONGEST: Duration = Duration::from_secs(24 * 60 * 60);
    deadline.duration_since(Instant::now()).min(LONGEST)
}

static_assertions::assert_impl_all!(FuturesSleep: Send, Sync, Unpin);

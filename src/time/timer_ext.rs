//! What every timer can do.

use core::{future::Future, time::Duration};

use super::{Instant, Interval, Timeout, Timer};

/// What every [`Timer`] can do.
pub trait TimerExt: Timer {
    /// Gives `future` the time `duration`.
    ///
    /// # Errors
    ///
    /// The future is ready with [`Elapsed`](super::Elapsed) if the time is up first. `future` is polled
    /// before the clock is looked at, so one that is ready at once is never too late.
    ///
    /// # Cancel safety
    ///
    /// As cancel safe as `future`, which is dropped when the time is up.
    ///
    /// # Examples
    ///
    /// ```
    /// # #[cfg(feature = "std")] {
    /// use async_interop::time::{ManualTimer, TimerExt as _};
    /// use core::time::Duration;
    ///
    /// let timer = ManualTimer::new();
    /// let ready = timer.timeout(Duration::ZERO, async { 7 });
    /// # futures::executor::block_on(async {
    /// assert_eq!(ready.await, Ok(7));
    /// # });
    /// # }
    /// ```
    fn timeout<F: Future>(&self, duration: Duration, future: F) -> Timeout<F, Self::Sleep> {
        Timeout::new(future, self.sleep(duration))
    }

    /// Gives `future` the time until `deadline`, as [`timeout`](Self::timeout).
    fn timeout_at<F: Future>(&self, deadline: Instant, future: F) -> Timeout<F, Self::Sleep> {
        Timeout::new(future, self.sleep_until(deadline))
    }

    /// Ticks every `period`, the first time at once.
    ///
    /// Ticks do not drift: the next one is a period after the one before was due, not after it was
    /// taken. What becomes of ticks that were missed, says [`Interval::missed_ticks`].
    ///
    /// # Panics
    ///
    /// If `period` is zero: it would tick without end at one moment.
    ///
    /// # Examples
    ///
    /// ```
    /// # #[cfg(feature = "std")] {
    /// use async_interop::time::{ManualTimer, Timer as _, TimerExt as _};
    /// use core::time::Duration;
    ///
    /// let timer = ManualTimer::new();
    /// let start = timer.now();
    /// let mut seconds = core::pin::pin!(timer.interval(Duration::from_secs(1)));
    /// # futures::executor::block_on(async {
    /// assert_eq!(seconds.as_mut().tick().await, start);
    /// timer.advance(Duration::from_secs(1));
    /// assert_eq!(seconds.as_mut().tick().await, start + Duration::from_secs(1));
    /// # });
    /// # }
    /// ```
    #[track_caller]
    fn interval(&self, period: Duration) -> Interval<Self>
    where
        Self: Clone + Sized,
    {
        Interval::new(self.clone(), self.now(), period)
    }

    /// Ticks every `period`, the first time at `start`, as [`interval`](Self::interval).
    ///
    /// # Panics
    ///
    /// If `period` is zero.
    #[track_caller]
    fn interval_at(&self, start: Instant, period: Duration) -> Interval<Self>
    where
        Self: Clone + Sized,
    {
        Interval::new(self.clone(), start, period)
    }
}

impl<T: Timer + ?Sized> TimerExt for T {}

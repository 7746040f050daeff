//! Ticks at a fixed rate.

use core::{
    fmt,
    future::Future,
    num::TryFromIntError,
    pin::Pin,
    task::{Context, Poll, ready},
    time::Duration,
};

use pin_project_lite::pin_project;

use super::{Instant, MissedTicks, Sleep as _, Timer};
use crate::stream::Stream;

pin_project! {
    /// Ticks at a fixed rate: made by [`TimerExt::interval`](super::TimerExt::interval) and
    /// [`TimerExt::interval_at`](super::TimerExt::interval_at).
    ///
    /// It is a stream of the moments at which ticks were due, without an end.
    #[must_use = "streams do nothing unless polled"]
    pub struct Interval<T: Timer> {
        timer: T,
        period: Duration,
        missed: MissedTicks,
        #[pin]
        sleep: T::Sleep,
    }
}

impl<T: Timer> Interval<T> {
    #[track_caller]
    pub(super) fn new(timer: T, start: Instant, period: Duration) -> Self {
        assert!(!period.is_zero(), "an interval needs a period of at least a nanosecond, not zero");
        let sleep = timer.sleep_until(start);
        Self { timer, period, missed: MissedTicks::default(), sleep }
    }

    /// Says what becomes of ticks that nobody took in time.
    pub fn missed_ticks(self, missed: MissedTicks) -> Self {
        Self { missed, ..self }
    }

    /// Returns the time between two ticks.
    pub fn period(&self) -> Duration {
        self.period
    }

    /// Starts anew: the next tick is a period from now.
    pub fn reset(self: Pin<&mut Self>) {
        let this = self.project();
        let next = this.timer.now() + *this.period;
        this.sleep.reset(next);
    }

    /// Waits for the next tick, and returns the moment at which it was due.
    ///
    /// # Cancel safety
    ///
    /// Cancel safe: if the future is dropped before it is ready, no tick was taken.
    pub fn tick(self: Pin<&mut Self>) -> Tick<'_, T> {
        Tick { interval: self }
    }

    /// Attempts to take the next tick.
    ///
    /// # Return value
    ///
    /// - `Ready`: a tick, and the moment at which it was due.
    /// - `Pending`: the waker is woken at the next one.
    pub fn poll_tick(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Instant> {
        let mut this = self.project();
        ready!(this.sleep.as_mut().poll(cx));
        let due = this.sleep.deadline();
        let now = this.timer.now();
        let next = match this.missed {
            MissedTicks::Delay if now.duration_since(due) >= *this.period => now + *this.period,
            MissedTicks::Skip => due + whole_periods(now.duration_since(due), *this.period),
            MissedTicks::Burst | MissedTicks::Delay => due + *this.period,
        };
        this.sleep.reset(next);
        Poll::Ready(due)
    }
}

/// Returns the shortest whole number of periods that is longer than `late`.
fn whole_periods(late: Duration, period: Duration) -> Duration {
    // Not in 128 bits: dividing those takes a small machine kilobytes of code.
    let (Ok(late), Ok(nanos)) = (nanos(late), nanos(period)) else {
        // What lies between two moments fits, so the period is the one that does not, and is longer.
        return period;
    };
    Duration::from_nanos(late - late % nanos).saturating_add(period)
}

fn nanos(duration: Duration) -> Result<u64, TryFromIntError> {
    duration.as_nanos().try_into()
}

impl<T: Timer> Stream for Interval<T> {
    type Item = Instant;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Instant>> {
        self.poll_tick(cx).map(Some)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (usize::MAX, None)
    }
}

impl<T: Timer> fmt::Debug for Interval<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = f.debug_struct("Interval");
        out.field("period", &self.period).field("missed", &self.missed);
        out.field("next", &self.sleep.deadline()).finish()
    }
}

/// Future returned by [`Interval::tick`].
#[must_use = "futures do nothing unless polled"]
pub struct Tick<'a, T: Timer> {
    interval: Pin<&'a mut Interval<T>>,
}

impl<T: Timer> Future for Tick<'_, T> {
    type Output = Instant;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Instant> {
        self.interval.as_mut().poll_tick(cx)
    }
}

impl<T: Timer> fmt::Debug for Tick<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Tick").field("interval", &self.interval).finish()
    }
}

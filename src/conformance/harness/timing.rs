//! A timer under test.

use alloc::{boxed::Box, format, sync::Arc};
use core::{fmt, future::Future as _, pin::Pin, task::Poll, time::Duration};

use super::TestWaker;
use crate::{
    conformance::{Clock, Env, Stop},
    time::{Instant, Sleep as _, Timer},
};

/// A sleep of the timer under test.
pub type SleepOf<C> = Pin<Box<<<C as Clock>::Timer as Timer>::Sleep>>;

/// A timer under test.
pub struct Timing<'a, C: Clock> {
    clock: &'a mut C,
    timer: Arc<C::Timer>,
    slack: Duration,
    stopped: bool,
}

impl<'a, C: Clock> Timing<'a, C> {
    /// Starts the timer.
    pub fn start(clock: &'a mut C, env: &Env) -> Self {
        let timer = Arc::new(clock.start());
        // A clock that is moved by hand is exact; another one shares the machine with the tests.
        let by_default = if env.has("mock") { 0 } else { 500 };
        let slack = env.number("slack").unwrap_or(by_default) as u64;
        Self { clock, timer, slack: Duration::from_millis(slack), stopped: false }
    }

    /// Returns the timer.
    pub fn timer(&self) -> Arc<C::Timer> {
        Arc::clone(&self.timer)
    }

    /// Returns the fixture.
    pub fn fixture(&mut self) -> &mut C {
        self.clock
    }

    /// Returns the timer's current moment.
    pub fn now(&mut self) -> Instant {
        let (clock, timer) = (&mut *self.clock, &self.timer);
        let mut now = Instant::MIN;
        clock.enter(&mut || now = timer.now());
        now
    }

    /// Makes a sleep that ends after `duration`.
    ///
    /// # Panics
    ///
    /// Panics if the fixture's `enter` does not run its call.
    pub fn sleep(&mut self, duration: Duration) -> SleepOf<C> {
        let (clock, timer) = (&mut *self.clock, &self.timer);
        let mut sleep = None;
        clock.enter(&mut || sleep = Some(Box::pin(timer.sleep(duration))));
        sleep.expect("the fixture's `enter` runs the call")
    }

    /// Makes a sleep that ends at `deadline`.
    ///
    /// # Panics
    ///
    /// Panics if the fixture's `enter` does not run its call.
    pub fn sleep_until(&mut self, deadline: Instant) -> SleepOf<C> {
        let (clock, timer) = (&mut *self.clock, &self.timer);
        let mut sleep = None;
        clock.enter(&mut || sleep = Some(Box::pin(timer.sleep_until(deadline))));
        sleep.expect("the fixture's `enter` runs the call")
    }

    /// Uses the timer where it may be used.
    ///
    /// # Panics
    ///
    /// Panics if the fixture's `enter` does not run its call.
    pub fn enter<T>(&mut self, call: impl FnOnce(&Arc<C::Timer>) -> T) -> T {
        let (timer, mut call, mut result) = (&self.timer, Some(call), None);
        self.clock.enter(&mut || result = call.take().map(|call| call(timer)));
        result.expect("the fixture's `enter` runs the call")
    }

    /// Polls `sleep` once.
    pub fn poll(&mut self, sleep: &mut SleepOf<C>, waker: &TestWaker) -> Poll<()> {
        let mut polled = Poll::Pending;
        self.clock.enter(&mut || polled = sleep.as_mut().poll(&mut waker.context()));
        polled
    }

    /// Makes a sleep that ends after `duration`, or longer where the machine is slow, and polls it.
    ///
    /// # Errors
    ///
    /// A failure if it is ready early; the check is inconclusive if the machine is too slow.
    pub fn waiting(&mut self, duration: Duration, waker: &TestWaker) -> Result<SleepOf<C>, Stop> {
        let mut duration = duration;
        for _ in 0..6 {
            let mut sleep = self.sleep(duration);
            if self.poll(&mut sleep, waker).is_pending() {
                return Ok(sleep);
            }
            if self.now() < sleep.deadline() {
                return Err(Stop::fail("pending before its deadline", "ready"));
            }
            // The thread was away for longer than the sleep.
            duration *= 2;
        }
        Err(Stop::inconclusive("the machine is too slow: each sleep was over when it was polled"))
    }

    /// Moves the deadline of `sleep`.
    pub fn reset(&mut self, sleep: &mut SleepOf<C>, deadline: Instant) {
        self.clock.enter(&mut || sleep.as_mut().reset(deadline));
    }

    /// Drops `sleep`.
    pub fn drop(&mut self, sleep: SleepOf<C>) {
        let mut sleep = Some(sleep);
        self.clock.enter(&mut || sleep = None);
    }

    /// Lets `duration` pass.
    pub fn pass(&mut self, duration: Duration) {
        self.clock.pass(duration);
    }

    /// Lets time pass until `done`, no further than the timer's slack behind `deadline`, and returns
    /// whether it came to that.
    pub fn reach(&mut self, deadline: Instant, mut done: impl FnMut() -> bool) -> bool {
        const STEP: Duration = Duration::from_millis(1);
        let limit = deadline + self.slack;
        loop {
            if done() {
                return true;
            }
            let now = self.now();
            if now >= limit {
                break;
            }
            self.pass(limit.duration_since(now).min(STEP));
        }
        // The thread that wakes may be late where the machine is busy.
        for _ in 0..20 {
            self.pass(Duration::ZERO);
            if done() {
                return true;
            }
        }
        done()
    }

    /// Polls `sleep` until it is ready, and returns the moment of that.
    ///
    /// # Errors
    ///
    /// A failure if it is not woken, or not ready, within the slack after its deadline.
    pub fn finish(&mut self, sleep: &mut SleepOf<C>) -> Result<Instant, Stop> {
        let required = "ready at its deadline";
        let waker = TestWaker::new();
        let deadline = sleep.deadline();
        for _ in 0..1000 {
            let wakes = waker.wakes();
            if self.poll(sleep, &waker).is_ready() {
                return Ok(self.now());
            }
            if !self.reach(deadline, || waker.wakes() > wakes) {
                let late = self.now().duration_since(deadline);
                return Err(Stop::fail(required, format!("pending, no wake, {late:?} after it")));
            }
        }
        Err(Stop::fail(required, format!("pending after {} wakes", waker.wakes())))
    }

    /// Drops what drives the timer.
    pub fn stop(&mut self) {
        self.stopped = true;
        self.clock.stop();
    }
}

impl<C: Clock> Drop for Timing<'_, C> {
    fn drop(&mut self) {
        if !self.stopped {
            self.clock.stop();
        }
    }
}

impl<C: Clock> fmt::Debug for Timing<'_, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Timing").field("slack", &self.slack).finish_non_exhaustive()
    }
}

//! A timer that is advanced by hand.

use alloc::{collections::BTreeMap, sync::Arc};
use core::{
    fmt,
    future::Future,
    pin::Pin,
    task::{Context, Poll, Waker},
    time::Duration,
};
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::{Instant, Sleep, Timer};

/// A timer that is advanced by hand: for tests that do not wait.
///
/// Clones share the clock. It starts at the current moment of the real one, so that moments of both
/// can be compared, and stands still.
///
/// # Examples
///
/// ```
/// use async_interop::time::{ManualTimer, Timer as _};
/// use core::{future::Future as _, pin::pin, task::{Context, Poll, Waker}, time::Duration};
///
/// let timer = ManualTimer::new();
/// let mut sleep = pin!(timer.sleep(Duration::from_secs(3600)));
/// let mut cx = Context::from_waker(Waker::noop());
/// assert!(sleep.as_mut().poll(&mut cx).is_pending());
/// timer.advance(Duration::from_secs(3600));
/// assert!(sleep.as_mut().poll(&mut cx).is_ready());
/// ```
#[derive(Clone)]
pub struct ManualTimer {
    clock: Arc<Mutex<Clock>>,
}

/// A sleep of a [`ManualTimer`].
#[must_use = "futures do nothing unless polled"]
pub struct ManualSleep {
    clock: Arc<Mutex<Clock>>,
    deadline: Instant,
    /// The name under which the clock knows this sleep.
    number: u64,
}

struct Clock {
    now: Instant,
    next: u64,
    /// Who waits, by deadline; the number tells sleeps with one deadline apart.
    waiting: BTreeMap<(Instant, u64), Waker>,
}

impl ManualTimer {
    /// Makes a clock that stands still.
    pub fn new() -> Self {
        let clock = Clock { now: Instant::now(), next: 0, waiting: BTreeMap::new() };
        Self { clock: Arc::new(Mutex::new(clock)) }
    }

    /// Moves the clock on by `duration`, and wakes whoever waited for a moment up to there, in order
    /// of the deadlines.
    pub fn advance(&self, duration: Duration) {
        let mut clock = self.lock();
        clock.now = clock.now.saturating_add(duration).min(LAST);
        // Nobody waits for `MAX`, at which nothing fires.
        let after = clock.now.saturating_add(TICK);
        let later = clock.waiting.split_off(&(after, 0));
        let due = core::mem::replace(&mut clock.waiting, later);
        drop(clock);
        // A waker is foreign code, which may use this timer.
        due.into_values().for_each(Waker::wake);
    }

    /// Moves the clock on to the next deadline that somebody waits for, and returns it.
    ///
    /// Returns `None`, and moves nothing, if nobody waits.
    pub fn advance_to_next(&self) -> Option<Instant> {
        let clock = self.lock();
        let (next, now) = (clock.waiting.keys().next()?.0, clock.now);
        drop(clock);
        self.advance(next.duration_since(now));
        Some(next)
    }

    /// Returns how many sleeps wait.
    pub fn waiting(&self) -> usize {
        self.lock().waiting.len()
    }

    fn lock(&self) -> MutexGuard<'_, Clock> {
        lock(&self.clock)
    }
}

impl Default for ManualTimer {
    fn default() -> Self {
        Self::new()
    }
}

impl Timer for ManualTimer {
    type Sleep = ManualSleep;

    fn now(&self) -> Instant {
        self.lock().now
    }

    fn sleep_until(&self, deadline: Instant) -> ManualSleep {
        let mut clock = self.lock();
        let number = clock.next;
        clock.next += 1;
        ManualSleep { clock: Arc::clone(&self.clock), deadline, number }
    }
}

impl Future for ManualSleep {
    type Output = ();

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        // Cloned before the lock is taken: foreign code.
        let fresh = cx.waker().clone();
        let mut clock = lock(&self.clock);
        if clock.now >= self.deadline {
            return Poll::Ready(());
        }
        let stale = if self.deadline == Instant::MAX {
            // Never fires, so nobody needs to know.
            Some(fresh)
        } else {
            clock.waiting.insert((self.deadline, self.number), fresh)
        };
        drop(clock);
        drop(stale);
        Poll::Pending
    }
}

impl Sleep for ManualSleep {
    fn deadline(&self) -> Instant {
        self.deadline
    }

    fn reset(mut self: Pin<&mut Self>, deadline: Instant) {
        let mut clock = lock(&self.clock);
        let waiting = clock.waiting.remove(&(self.deadline, self.number));
        let due = clock.now >= deadline;
        let stale = match waiting {
            Some(waker) if !due && deadline != Instant::MAX => {
                clock.waiting.insert((deadline, self.number), waker)
            }
            other => other,
        };
        drop(clock);
        self.deadline = deadline;
        match stale {
            Some(waker) if due => waker.wake(),
            stale => drop(stale),
        }
    }
}

impl Drop for ManualSleep {
    fn drop(&mut self) {
        let waker = lock(&self.clock).waiting.remove(&(self.deadline, self.number));
        drop(waker);
    }
}

impl fmt::Debug for ManualTimer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let clock = self.lock();
        let mut out = f.debug_struct("ManualTimer");
        out.field("now", &clock.now).field("waiting", &clock.waiting.len()).finish()
    }
}

impl fmt::Debug for ManualSleep {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ManualSleep").field("deadline", &self.deadline).finish_non_exhaustive()
    }
}

/// No panic of foreign code can come while the clock is locked.
fn lock(clock: &Mutex<Clock>) -> MutexGuard<'_, Clock> {
    clock.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The smallest step of the clock.
const TICK: Duration = Duration::from_nanos(1);

/// The last moment of the clock: one before the one at which nothing fires.
const LAST: Instant = Instant::from_nanos(u64::MAX - 1);

static_assertions::assert_impl_all!(ManualTimer: Send, Sync, Unpin);
static_assertions::assert_impl_all!(ManualSleep: Send, Sync, Unpin);

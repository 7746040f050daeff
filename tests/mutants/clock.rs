//! A timer that can be given one defect, on a clock that the check moves.
//!
//! Without one it conforms, which a test checks.

use std::{
    collections::BTreeMap,
    future::Future,
    mem,
    pin::Pin,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering::SeqCst},
    },
    task::{Context, Poll, Waker},
    thread::{self, ThreadId},
    time::Duration,
};

use async_interop::{
    conformance::{self, Capabilities, Subject, capabilities},
    time::{DynTimer, Instant, Sleep, Timer},
};

/// What is wrong with a timer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Defect {
    RoundsDown,
    LosesEverySecondAlarm,
    PastWaitsForever,
    KeepsFirstWaker,
    HearsItsThreadOnly,
    HugeSaturatesToNow,
    DropClearsTask,
    RemovesLazily,
    AlarmOfFirstOnly,
    AlarmLostAfterFiring,
    EqualReplaces,
    PastResetIsSilent,
    WakesAtEachPoll,
    WakesUnderLock,
    RacesLoseEntries,
    EndIsSilent,
    ClockGoesBack,
    BusyTaskDelays,
    ReportsNow,
    AdvancesTooFar,
    NeedsContext,
    OverflowEvicts,
}

use Defect::*;

const CAPACITY: usize = 500;

/// A timer with `defect`, as the subject of TIMER.
pub(crate) fn subject(defect: Option<Defect>) -> Subject {
    const CAPABILITIES: Capabilities =
        capabilities![mock, send, owned, with_spawn, capacity = CAPACITY];
    let name = defect.map_or("no defect".into(), |defect| format!("{defect:?}"));
    Subject::new(name, "mutant").timer(CAPABILITIES, move || Fixture { defect, clock: None })
}

struct Fixture {
    defect: Option<Defect>,
    clock: Option<Manual>,
}

impl conformance::Clock for Fixture {
    type Timer = Manual;

    fn start(&mut self) -> Manual {
        let state = State { now: Instant::from_nanos(1 << 40), ..State::default() };
        let clock = Manual { defect: self.defect, state: Arc::new(Mutex::new(state)) };
        self.clock.insert(clock).clone()
    }

    fn pass(&mut self, duration: Duration) {
        if let Some(clock) = &self.clock {
            clock.advance(duration);
        }
    }

    fn enter(&mut self, call: &mut dyn FnMut()) {
        if let Some(clock) = &self.clock {
            clock.lock().inside = true;
        }
        call();
        if let Some(clock) = &self.clock {
            clock.lock().inside = false;
        }
    }

    fn stop(&mut self) {
        if let Some(clock) = self.clock.take() {
            clock.stop();
        }
    }

    fn shared(&mut self) -> Option<DynTimer> {
        self.clock.clone().map(DynTimer::new)
    }

    fn send(&mut self, sleep: ManualSleep) -> Option<Pin<Box<dyn Sleep + Send>>> {
        Some(Box::pin(sleep))
    }

    fn spawn_busy(&mut self, stop: Arc<AtomicBool>) {
        if let Some(clock) = &self.clock {
            clock.lock().busy = Some(stop);
        }
    }
}

#[derive(Clone)]
pub(crate) struct Manual {
    defect: Option<Defect>,
    state: Arc<Mutex<State>>,
}

pub(crate) struct ManualSleep {
    clock: Manual,
    deadline: Instant,
    number: u64,
}

impl Default for State {
    fn default() -> Self {
        Self {
            now: Instant::MIN,
            next: 0,
            reads: 0,
            fired: 0,
            waiting: BTreeMap::new(),
            busy: None,
            inside: false,
            ended: false,
            home: thread::current().id(),
        }
    }
}

struct State {
    now: Instant,
    next: u64,
    reads: u32,
    fired: usize,
    waiting: BTreeMap<(Instant, u64), Waker>,
    busy: Option<Arc<AtomicBool>>,
    inside: bool,
    ended: bool,
    home: ThreadId,
}

impl Manual {
    fn has(&self, defect: Defect) -> bool {
        self.defect == Some(defect)
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn advance(&self, duration: Duration) {
        let mut state = self.lock();
        state.now = state.now.saturating_add(duration).min(Instant::from_nanos(u64::MAX - 1));
        if self.has(AdvancesTooFar) && !duration.is_zero() {
            state.now = state.waiting.keys().next().map_or(state.now, |next| next.0.max(state.now));
            if let Some(last) = state.waiting.keys().nth(4) {
                state.now = state.now.max(last.0);
            }
        }
        let busy = state.busy.as_ref().is_some_and(|stop| !stop.load(SeqCst));
        if self.has(BusyTaskDelays) && busy {
            return;
        }
        let after = (state.now.saturating_add(Duration::from_nanos(1)), 0);
        let later = state.waiting.split_off(&after);
        let mut due = mem::replace(&mut state.waiting, later);
        if self.has(AlarmOfFirstOnly) {
            // The alarm is that of the sleep made first; nobody looks before it.
            let first = state.waiting.keys().map(|key| key.1).min();
            due.retain(|key, _| first.is_none_or(|first| key.1 < first));
        }
        if self.has(LosesEverySecondAlarm) && due.len() == 1 {
            state.fired += 1;
            if state.fired % 2 == 0 {
                return;
            }
        }
        if self.has(AlarmLostAfterFiring) && !due.is_empty() {
            // Those made before what fired wait for an alarm that is not set again.
            let newest = due.keys().map(|key| key.1).max().unwrap_or_default();
            state.waiting.retain(|key, _| key.1 > newest + 1);
        }
        if self.has(WakesUnderLock) {
            due.into_values().for_each(Waker::wake);
            return;
        }
        drop(state);
        due.into_values().for_each(Waker::wake);
    }

    fn stop(&self) {
        let mut state = self.lock();
        state.ended = true;
        let waiting = mem::take(&mut state.waiting);
        drop(state);
        if !self.has(EndIsSilent) {
            waiting.into_values().for_each(Waker::wake);
        }
    }
}

impl Timer for Manual {
    type Sleep = ManualSleep;

    fn now(&self) -> Instant {
        let mut state = self.lock();
        state.reads += 1;
        if self.has(ClockGoesBack) && state.reads % 100 == 0 {
            return state.now - Duration::from_nanos(1);
        }
        state.now
    }

    fn sleep_until(&self, deadline: Instant) -> ManualSleep {
        let mut state = self.lock();
        let number = state.next;
        state.next += 1;
        ManualSleep { clock: self.clone(), deadline, number }
    }
}

impl ManualSleep {
    /// When the sleep fires, as the defect sees it.
    fn fires(&self, now: Instant) -> Instant {
        const MILLI: u64 = 1_000_000;
        if self.clock.has(RoundsDown) {
            return Instant::from_nanos(self.deadline.as_nanos() / MILLI * MILLI);
        }
        let far = now + Duration::from_secs(100 * 365 * 24 * 60 * 60);
        if self.clock.has(HugeSaturatesToNow) && self.deadline > far {
            return now;
        }
        self.deadline
    }
}

impl Future for ManualSleep {
    type Output = ();

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let clock = self.clock.clone();
        let fresh = cx.waker().clone();
        let mut state = clock.lock();
        let fires = self.fires(state.now);
        let past = state.now >= fires;
        if past && !clock.has(PastWaitsForever) {
            return Poll::Ready(());
        }
        if state.ended {
            return if clock.has(EndIsSilent) { Poll::Pending } else { Poll::Ready(()) };
        }
        if clock.has(NeedsContext) && !state.inside {
            return Poll::Pending;
        }
        if clock.has(HearsItsThreadOnly) && thread::current().id() != state.home {
            return Poll::Pending;
        }
        if fires == Instant::MAX {
            return Poll::Pending;
        }
        let key = (fires, self.number);
        if state.waiting.len() >= CAPACITY && !state.waiting.contains_key(&key) {
            if clock.has(OverflowEvicts) {
                let oldest = state.waiting.pop_first();
                drop(oldest);
            } else {
                drop(state);
                panic!("the timer has room for {CAPACITY} sleeps");
            }
        }
        if clock.has(EqualReplaces) {
            let equal: Vec<_> =
                state.waiting.keys().filter(|key| key.0 == fires).copied().collect();
            equal.into_iter().for_each(|key| drop(state.waiting.remove(&key)));
        }
        if clock.has(RacesLoseEntries) && thread::current().id() != state.home {
            // As if the store of another thread had overwritten this one.
            return Poll::Pending;
        }
        let stale = if clock.has(KeepsFirstWaker) && state.waiting.contains_key(&key) {
            Some(fresh)
        } else {
            state.waiting.insert(key, fresh)
        };
        drop(state);
        drop(stale);
        if clock.has(WakesAtEachPoll) {
            cx.waker().wake_by_ref();
        }
        Poll::Pending
    }
}

impl Sleep for ManualSleep {
    fn deadline(&self) -> Instant {
        if self.clock.has(ReportsNow) {
            return self.deadline.max(self.clock.lock().now);
        }
        self.deadline
    }

    fn reset(mut self: Pin<&mut Self>, deadline: Instant) {
        let clock = self.clock.clone();
        let mut state = clock.lock();
        let old = self.fires(state.now);
        let waiting = state.waiting.remove(&(old, self.number));
        let due = state.now >= deadline;
        self.deadline = deadline;
        let stale = match waiting {
            Some(waker) if !due && deadline != Instant::MAX => {
                state.waiting.insert((deadline, self.number), waker)
            }
            other => other,
        };
        drop(state);
        match stale {
            Some(waker) if due && !clock.has(PastResetIsSilent) => waker.wake(),
            stale => drop(stale),
        }
    }
}

impl Drop for ManualSleep {
    fn drop(&mut self) {
        if self.clock.has(RemovesLazily) {
            return;
        }
        let mut state = self.clock.lock();
        let key = (self.fires(state.now), self.number);
        let waker = state.waiting.remove(&key);
        let mut others = Vec::new();
        if let (true, Some(waker)) = (self.clock.has(DropClearsTask), &waker) {
            let same: Vec<_> = state
                .waiting
                .iter()
                .filter(|(_, other)| other.will_wake(waker))
                .map(|(key, _)| *key)
                .collect();
            others.extend(same.iter().map(|key| state.waiting.remove(key)));
        }
        drop(state);
        drop((waker, others));
    }
}

//! An executor that can be given one defect.
//!
//! Without one it conforms, which a test checks. It runs tasks on the thread that turns it, so that
//! each defect shows the same way every time.

use std::{
    collections::{BTreeMap, VecDeque},
    future::Future,
    panic::{AssertUnwindSafe, catch_unwind},
    pin::Pin,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError, Weak,
        atomic::{AtomicBool, AtomicUsize, Ordering::SeqCst},
    },
    task::{Context, Poll, Wake, Waker},
    thread::{self, ThreadId},
    time::{Duration, Instant},
};

use async_interop::{
    conformance::{self, Capabilities, Subject, capabilities},
    task::{FutureObj, Spawn, SpawnError, SpawnErrorKind},
};

use crate::{
    one_waker::{LastPolled, one_for_all},
    twice::poll_twice_at_once,
};

/// What is wrong with an executor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Defect {
    NativeSpawnCancels,
    SelfWakeIsLost,
    ForeignWakeIsLost,
    WakeDuringPollIsLost,
    LosesSomeWakes,
    PolledByTwoThreads,
    PolledAfterReady,
    LateWakePanics,
    EveryWakeQueues,
    WakePolls,
    SpawnPolls,
    BusyTaskGoesOn,
    WokenTaskGoesFirst,
    OutsideWakesWait,
    PanicEndsWorker,
    DropPanicEndsWorker,
    WakerKeepsFuture,
    EndDropsQueuedOnly,
    EndTakesTasks,
    EndHoldsLock,
    WakeAfterEndPanics,
    SpawnAfterEndLeaks,
    SpawnInTaskRuns,
    FullLosesTask,
    LargeFutureIsLost,
    OneWakerForAll,
    TurnPollsAll,
    SharedSpawnerIsAnother,
    LostBeforeStart,
    WakeLeaks,
    WakeByRefConsumes,
    CountsRace,
    WakeInDropPanics,
    WakeInTaskRuns,
    WakesLastPolled,
    EarlyWakeIsOld,
    ClearsBeforeSleep,
}

use Defect::*;

const CAPACITY: usize = 2000;

/// An executor with `defect`, as the subject of SPAWN, JOIN and WAKER.
pub(crate) fn subject(defect: Option<Defect>) -> Subject {
    const CAPABILITIES: Capabilities = capabilities![
        owned,
        send,
        mt,
        fair = 1,
        panics,
        drop_panic,
        is_finished,
        capacity = CAPACITY,
        memory
    ];
    let name = defect.map_or("no defect".into(), |defect| format!("{defect:?}"));
    let subject = Subject::new(name, "mutant");
    let fixture = move || Fixture { defect, shared: None };
    if defect == Some(PolledByTwoThreads) {
        // No other rule has futures that bear this.
        let mut checks = conformance::spawn::checks::<Fixture>();
        checks.retain(|check| check.rule.id == "SPAWN-06");
        return subject.suite("SPAWN", checks, CAPABILITIES, fixture);
    }
    subject.executor(CAPABILITIES, fixture)
}

struct Fixture {
    defect: Option<Defect>,
    shared: Option<Arc<Shared>>,
}

impl conformance::Executor for Fixture {
    type Spawner = Spawner;

    fn start(&mut self) -> Spawner {
        let shared = Shared::new(self.defect);
        self.shared = Some(Arc::clone(&shared));
        Spawner(shared)
    }

    fn turn(&mut self) {
        if let Some(shared) = &self.shared {
            shared.turn();
        }
    }

    fn stop(&mut self) {
        if let Some(shared) = self.shared.take() {
            shared.stop();
        }
    }

    fn shared(&mut self) -> Option<Arc<dyn Spawn + Send + Sync>> {
        let shared = self.shared.as_ref()?;
        if shared.has(SharedSpawnerIsAnother) {
            return Some(Arc::new(Spawner(Shared::new(None))));
        }
        Some(Arc::new(Spawner(Arc::clone(shared))))
    }

    fn memory(&mut self) -> Option<usize> {
        Some(crate::memory::live())
    }
}

struct Spawner(Arc<Shared>);

impl Spawn for Spawner {
    fn spawn_obj(&self, task: FutureObj<'static, ()>) -> Result<(), SpawnError> {
        self.0.spawn(task)
    }

    fn spawn_detached<F>(&self, future: F) -> Result<(), SpawnError>
    where
        F: Future<Output = ()> + Send + 'static,
    {
        if self.0.has(NativeSpawnCancels)
            || (self.0.has(LargeFutureIsLost) && size_of::<F>() > 4096)
        {
            return Ok(());
        }
        self.0.spawn(FutureObj::new(Box::new(future)))
    }
}

struct Shared {
    defect: Option<Defect>,
    home: ThreadId,
    state: Mutex<State>,
    pushes: AtomicUsize,
    /// Whether a task is being polled.
    inside: AtomicBool,
    /// Whether a future is being dropped.
    dropping: AtomicBool,
    last: Arc<LastPolled>,
}

#[derive(Default)]
struct State {
    tasks: BTreeMap<usize, Arc<Task>>,
    ready: VecDeque<Arc<Task>>,
    /// Woken from outside, where that makes a difference.
    injected: VecDeque<Arc<Task>>,
    /// Woken last, where that makes a difference.
    slot: Option<Arc<Task>>,
    next: usize,
    started: bool,
    ended: bool,
    dead: bool,
}

struct Task {
    number: usize,
    future: Mutex<Option<FutureObj<'static, ()>>>,
    queued: AtomicBool,
    polling: AtomicBool,
    done: AtomicBool,
    /// As a waker that counts by itself has them, where that makes a difference.
    references: AtomicUsize,
    /// When the last poll ended.
    rested: Mutex<Option<Instant>>,
    shared: Weak<Shared>,
}

impl Shared {
    fn new(defect: Option<Defect>) -> Arc<Self> {
        Arc::new(Self {
            defect,
            home: thread::current().id(),
            state: Mutex::default(),
            pushes: AtomicUsize::new(0),
            inside: AtomicBool::new(false),
            dropping: AtomicBool::new(false),
            last: Arc::default(),
        })
    }

    fn has(&self, defect: Defect) -> bool {
        self.defect == Some(defect)
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn spawn(self: &Arc<Self>, task: FutureObj<'static, ()>) -> Result<(), SpawnError> {
        let mut state = self.lock();
        if state.ended && !self.has(SpawnAfterEndLeaks) && !self.has(EndTakesTasks) {
            drop(state);
            return Err(SpawnError::with_task(SpawnErrorKind::Shutdown, task));
        }
        if state.tasks.len() >= CAPACITY {
            drop(state);
            if self.has(FullLosesTask) {
                std::mem::forget(task);
                return Err(SpawnError::new(SpawnErrorKind::Full));
            }
            return Err(SpawnError::with_task(SpawnErrorKind::Full, task));
        }
        if self.has(LostBeforeStart) && !state.started && state.tasks.len() >= 8 {
            return Ok(());
        }
        let spawned = Arc::new(Task {
            number: state.next,
            future: Mutex::new(Some(task)),
            queued: AtomicBool::new(true),
            polling: AtomicBool::new(false),
            done: AtomicBool::new(false),
            references: AtomicUsize::new(0),
            rested: Mutex::default(),
            shared: Arc::downgrade(self),
        });
        state.next += 1;
        state.tasks.insert(spawned.number, Arc::clone(&spawned));
        if state.ended && self.has(EndTakesTasks) {
            // Taken, for nobody; what is spawned later is as good as lost.
            std::mem::forget(Arc::clone(&spawned));
        }
        let at_once =
            self.has(SpawnPolls) || (self.has(SpawnInTaskRuns) && self.inside.load(SeqCst));
        if at_once {
            drop(state);
            self.run(&spawned);
        } else {
            state.ready.push_back(spawned);
        }
        Ok(())
    }

    fn turn(self: &Arc<Self>) {
        let mut state = self.lock();
        state.started = true;
        if state.dead {
            return;
        }
        if self.has(TurnPollsAll) {
            state.ready = state.tasks.values().cloned().collect();
        }
        if state.ready.is_empty() {
            state.ready = std::mem::take(&mut state.injected);
        }
        if self.has(ClearsBeforeSleep) && state.ready.is_empty() {
            drop(state);
            thread::yield_now();
            state = self.lock();
            state.ready.clear();
        }
        let mut ready = std::mem::take(&mut state.ready);
        drop(state);
        while let Some(task) = ready.pop_front() {
            self.run(&task);
            while let Some(next) = { self.lock().slot.take() } {
                self.run(&next);
            }
            if self.lock().dead {
                return;
            }
        }
    }

    fn run(self: &Arc<Self>, task: &Arc<Task>) {
        task.queued.store(false, SeqCst);
        let taken = task.future.lock().unwrap().take();
        let Some(mut future) = taken else { return };
        if task.done.load(SeqCst) && !self.has(PolledAfterReady) {
            *task.future.lock().unwrap() = Some(future);
            return;
        }
        let waker = if self.has(OneWakerForAll) {
            Waker::from(Arc::new(WakesAll(Arc::downgrade(self))))
        } else {
            Waker::from(Arc::clone(task))
        };
        let waker = if self.has(OneWakerForAll) { one_for_all(&waker) } else { waker };
        let waker = if self.has(WakesLastPolled) { self.last.polls(waker) } else { waker };
        let mut cx = Context::from_waker(&waker);
        task.polling.store(true, SeqCst);
        let nested = self.inside.swap(true, SeqCst);
        let polled = catch_unwind(AssertUnwindSafe(|| {
            if self.has(PolledByTwoThreads) {
                return poll_twice_at_once(&mut future, &waker);
            }
            let mut polled = Pin::new(&mut future).poll(&mut cx);
            while self.has(BusyTaskGoesOn) && polled.is_pending() && task.queued.swap(false, SeqCst)
            {
                polled = Pin::new(&mut future).poll(&mut cx);
            }
            polled
        }));
        self.inside.store(nested, SeqCst);
        task.polling.store(false, SeqCst);
        if matches!(polled, Ok(Poll::Pending)) {
            *task.future.lock().unwrap() = Some(future);
            *task.rested.lock().unwrap() = Some(Instant::now());
            return;
        }
        if polled.is_err() && self.has(PanicEndsWorker) {
            self.lock().dead = true;
        }
        task.done.store(true, SeqCst);
        if self.has(WakerKeepsFuture) || self.has(PolledAfterReady) {
            *task.future.lock().unwrap() = Some(future);
            // Polled once more if it was woken in its last poll.
            if self.has(PolledAfterReady) && task.queued.load(SeqCst) {
                return;
            }
            if self.has(WakerKeepsFuture) {
                self.lock().tasks.remove(&task.number);
                return;
            }
            future = task.future.lock().unwrap().take().unwrap();
        }
        self.lock().tasks.remove(&task.number);
        self.dropping.store(true, SeqCst);
        let dropped = catch_unwind(AssertUnwindSafe(|| drop(future)));
        self.dropping.store(false, SeqCst);
        if dropped.is_err() && self.has(DropPanicEndsWorker) {
            self.lock().dead = true;
        }
    }

    fn stop(self: &Arc<Self>) {
        let mut state = self.lock();
        state.ended = true;
        let ready = std::mem::take(&mut state.ready);
        state.injected.clear();
        state.slot = None;
        let tasks: Vec<_> = if self.has(EndDropsQueuedOnly) {
            ready.into_iter().collect()
        } else {
            state.tasks.values().cloned().collect()
        };
        let all = std::mem::take(&mut state.tasks);
        if self.has(EndDropsQueuedOnly) {
            std::mem::forget(all);
        }
        let held = if self.has(EndHoldsLock) {
            Some(state)
        } else {
            drop(state);
            None
        };
        for task in tasks {
            let future = task.future.lock().unwrap().take();
            let _ = catch_unwind(AssertUnwindSafe(|| drop(future)));
        }
        drop(held);
    }

    fn wake(self: &Arc<Self>, task: Arc<Task>) {
        let foreign = thread::current().id() != self.home;
        if task.polling.load(SeqCst)
            && ((self.has(SelfWakeIsLost) && !foreign)
                || (self.has(WakeDuringPollIsLost) && foreign))
        {
            return;
        }
        if self.has(ForeignWakeIsLost) && foreign && !task.polling.load(SeqCst) {
            return;
        }
        if self.has(LateWakePanics) && task.done.load(SeqCst) && !task.polling.load(SeqCst) {
            panic!("the slot of the task is empty");
        }
        if self.has(WakeInDropPanics) && self.dropping.load(SeqCst) {
            panic!("the list of tasks is borrowed");
        }
        if self.has(CountsRace) && foreign {
            task.count_by_hand();
        }
        if self.has(EarlyWakeIsOld) && foreign && task.has_just_rested() {
            return;
        }
        if self.has(WakeLeaks) {
            std::mem::forget(Arc::clone(&task));
        }
        if task.queued.swap(true, SeqCst) && !self.has(EveryWakeQueues) {
            return;
        }
        let inside = self.inside.load(SeqCst) || self.dropping.load(SeqCst);
        if (self.has(WakePolls) && !inside) || (self.has(WakeInTaskRuns) && inside) {
            return self.run(&task);
        }
        if self.has(LosesSomeWakes) && self.pushes.fetch_add(1, SeqCst) % 97 == 96 {
            return;
        }
        let mut state = self.lock();
        if state.ended {
            drop(state);
            if self.has(WakeAfterEndPanics) {
                panic!("the executor is gone");
            }
            return;
        }
        if !state.tasks.contains_key(&task.number) {
            return;
        }
        if self.has(OutsideWakesWait) && foreign {
            state.injected.push_back(task);
        } else if self.has(WokenTaskGoesFirst)
            && self.inside.load(SeqCst)
            && !task.polling.load(SeqCst)
        {
            if let Some(before) = state.slot.replace(task) {
                state.ready.push_back(before);
            }
        } else {
            state.ready.push_back(task);
        }
    }
}

impl Wake for Task {
    fn wake(self: Arc<Self>) {
        if let Some(shared) = self.shared.upgrade() {
            shared.wake(self);
        }
    }

    fn wake_by_ref(self: &Arc<Self>) {
        let Some(shared) = self.shared.upgrade() else { return };
        if shared.has(WakeByRefConsumes)
            && self.references.fetch_add(1, SeqCst) >= Arc::strong_count(self)
        {
            self.free();
        }
        shared.wake(Arc::clone(self));
    }
}

impl Task {
    /// Takes a reference for the queue and gives it back, as threads do that do not know of others.
    fn count_by_hand(&self) {
        let before = self.references.load(SeqCst);
        thread::yield_now();
        self.references.store(before + 1, SeqCst);
        thread::yield_now();
        let before = self.references.load(SeqCst);
        thread::yield_now();
        self.references.store(before.saturating_sub(1), SeqCst);
        if before == 0 {
            self.free();
        }
    }

    /// Drops the future, as if nobody had the task any more.
    fn free(&self) {
        let future = self.future.lock().unwrap().take();
        drop(future);
    }

    fn has_just_rested(&self) -> bool {
        const JUST: Duration = Duration::from_millis(2);
        let rested = *self.rested.lock().unwrap();
        !self.polling.load(SeqCst) && rested.is_some_and(|rested| rested.elapsed() < JUST)
    }
}

/// Wakes every task there is.
struct WakesAll(Weak<Shared>);

impl Wake for WakesAll {
    fn wake(self: Arc<Self>) {
        let Some(shared) = self.0.upgrade() else { return };
        let mut state = shared.lock();
        let tasks: Vec<_> = state.tasks.values().cloned().collect();
        for task in tasks {
            if !task.queued.swap(true, SeqCst) {
                state.ready.push_back(task);
            }
        }
    }
}

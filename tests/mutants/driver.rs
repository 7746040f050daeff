//! A runtime on the current thread that can be given one defect.
//!
//! Without one it conforms, which a test checks. Its tasks are said to be `Send`, so that it is able
//! to treat them as if they were.

use std::{
    cell::Cell,
    collections::{BTreeMap, VecDeque},
    future::Future,
    mem::{self, ManuallyDrop},
    panic::{AssertUnwindSafe, catch_unwind},
    pin::Pin,
    rc::Rc,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError, Weak,
        atomic::{AtomicBool, AtomicUsize, Ordering::SeqCst},
    },
    task::{Context, Poll, Wake, Waker},
    thread::{self, Thread, ThreadId},
    time::Duration,
};

use async_interop::{
    conformance::{self, Capabilities, Subject, capabilities},
    task::{BlockOn, LocalFutureObj, SpawnError, SpawnErrorKind, SpawnLocal},
};

use crate::sent::{Sent, poll_elsewhere};

/// What is wrong with a runtime.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Defect {
    WakePollsWhereItIs,
    ForeignWakeIsLost,
    LastWakerFrees,
    SpawnWakesNobody,
    KeepsFirstOuterWaker,
    RootGoesOn,
    EndIsOutside,
    UndrivenIsSilent,
    StalledAfterOneTurn,
    WakeBetweenRunsIsLost,
    RootIsSentAway,
    TokenIsCleared,
    TokenIsTheThreads,
    PollsWhileItWaits,
    NestedCallHangs,
    ParksWithoutTurning,
    PanicLeavesGuard,
    WorksOnce,
    LateWakePanics,
    RootLeaks,
    ThreadGoesOn,
}

use Defect::*;

/// A runtime with `defect`, as the subject of LOCAL and BLOCK.
pub(crate) fn subject(defect: Option<Defect>) -> Subject {
    const CAPABILITIES: Capabilities = capabilities![drives, nestable, stalled, undriven];
    let name = defect.map_or("no defect".into(), |defect| format!("{defect:?}"));
    Subject::new(name, "mutant").local_driver(CAPABILITIES, move || Fixture(defect))
}

struct Fixture(Option<Defect>);

impl conformance::Driver for Fixture {
    type Runtime = Runtime;

    fn start(&mut self) -> Runtime {
        Runtime(Shared::new(self.0))
    }

    fn spawn(&mut self, runtime: &Runtime, task: LocalFutureObj<'static, ()>) -> Option<()> {
        runtime.spawn_local_obj(task).ok()
    }

    fn run_until(
        &mut self,
        runtime: &Rc<Runtime>,
        root: Pin<Box<dyn Future<Output = ()>>>,
    ) -> Option<Pin<Box<dyn Future<Output = ()>>>> {
        Some(Box::pin(RunUntil { shared: Arc::clone(&runtime.0), root: Box::pin(root) }))
    }

    fn run_until_stalled(&mut self, runtime: &Runtime) -> Option<()> {
        runtime.0.turn();
        while runtime.0.is_busy() && self.0 != Some(StalledAfterOneTurn) {
            runtime.0.turn();
        }
        Some(())
    }

    fn undriven(&mut self) -> Option<Box<dyn SpawnLocal>> {
        let runtime = self.start();
        let spawner = Spawner(Arc::clone(&runtime.0));
        drop(runtime);
        Some(Box::new(spawner))
    }

    fn is_inside() -> Option<bool> {
        Some(INSIDE.get())
    }
}

thread_local! {
    /// Whether this thread runs a task, or drops one.
    static INSIDE: Cell<bool> = const { Cell::new(false) };
}

/// The runtime, which ends with this value.
pub(crate) struct Runtime(Arc<Shared>);

struct Spawner(Arc<Shared>);

struct Shared {
    defect: Option<Defect>,
    home: ThreadId,
    state: Mutex<State>,
    /// How many calls that block there are now.
    depth: AtomicUsize,
    calls: AtomicUsize,
}

#[derive(Default)]
struct State {
    tasks: BTreeMap<usize, Arc<Task>>,
    ready: VecDeque<Arc<Task>>,
    driver: Option<Waker>,
    next: usize,
    ended: bool,
}

struct Task {
    number: usize,
    future: Mutex<Option<Sent<LocalFutureObj<'static, ()>>>>,
    queued: AtomicBool,
    shared: Weak<Shared>,
}

impl Shared {
    fn new(defect: Option<Defect>) -> Arc<Self> {
        Arc::new(Self {
            defect,
            home: thread::current().id(),
            state: Mutex::default(),
            depth: AtomicUsize::new(0),
            calls: AtomicUsize::new(0),
        })
    }

    fn has(&self, defect: Defect) -> bool {
        self.defect == Some(defect)
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn is_busy(&self) -> bool {
        !self.lock().ready.is_empty()
    }

    fn spawn(
        self: &Arc<Self>,
        task: LocalFutureObj<'static, ()>,
    ) -> Result<(), SpawnError<LocalFutureObj<'static, ()>>> {
        let mut state = self.lock();
        if state.ended && !self.has(UndrivenIsSilent) {
            drop(state);
            return Err(SpawnError::with_task(SpawnErrorKind::Shutdown, task));
        }
        let task = Arc::new(Task {
            number: state.next,
            future: Mutex::new(Some(Sent::new(Box::pin(task)))),
            queued: AtomicBool::new(true),
            shared: Arc::downgrade(self),
        });
        state.next += 1;
        state.tasks.insert(task.number, Arc::clone(&task));
        state.ready.push_back(task);
        let driver = if self.has(SpawnWakesNobody) { None } else { state.driver.take() };
        drop(state);
        driver.into_iter().for_each(Waker::wake);
        Ok(())
    }

    fn wake(self: &Arc<Self>, task: Arc<Task>) {
        let foreign = thread::current().id() != self.home;
        if foreign && self.has(ForeignWakeIsLost) {
            return;
        }
        if !foreign && self.has(WakeBetweenRunsIsLost) && self.depth.load(SeqCst) == 0 {
            return;
        }
        if task.queued.swap(true, SeqCst) {
            return;
        }
        if foreign && self.has(WakePollsWhereItIs) {
            return self.run(&task);
        }
        let mut state = self.lock();
        if state.ended {
            return;
        }
        state.ready.push_back(task);
        let driver = state.driver.take();
        drop(state);
        driver.into_iter().for_each(Waker::wake);
    }

    fn turn(self: &Arc<Self>) {
        let ready = mem::take(&mut self.lock().ready);
        let outside = INSIDE.replace(true);
        ready.into_iter().for_each(|task| self.run(&task));
        INSIDE.set(outside);
    }

    fn run(&self, task: &Arc<Task>) {
        task.queued.store(false, SeqCst);
        let taken = task.future.lock().unwrap().take();
        let Some(mut future) = taken else { return };
        let waker = Waker::from(Arc::clone(task));
        let mut cx = Context::from_waker(&waker);
        let polled = catch_unwind(AssertUnwindSafe(|| future.as_mut().poll(&mut cx)));
        if matches!(polled, Ok(Poll::Pending)) {
            *task.future.lock().unwrap() = Some(future);
            if self.has(LastWakerFrees) {
                self.lock().tasks.remove(&task.number);
            }
            return;
        }
        self.lock().tasks.remove(&task.number);
        let _ = catch_unwind(AssertUnwindSafe(|| drop(future)));
    }
}

impl Wake for Task {
    fn wake(self: Arc<Self>) {
        if let Some(shared) = self.shared.upgrade() {
            shared.wake(self);
        }
    }
}

impl SpawnLocal for Runtime {
    fn spawn_local_obj(
        &self,
        task: LocalFutureObj<'static, ()>,
    ) -> Result<(), SpawnError<LocalFutureObj<'static, ()>>> {
        self.0.spawn(task)
    }
}

impl SpawnLocal for Spawner {
    fn spawn_local_obj(
        &self,
        task: LocalFutureObj<'static, ()>,
    ) -> Result<(), SpawnError<LocalFutureObj<'static, ()>>> {
        self.0.spawn(task)
    }
}

impl BlockOn for Runtime {
    fn block_on<F: Future>(&self, root: F) -> F::Output {
        let shared = &self.0;
        let nested = shared.depth.load(SeqCst) > 0;
        assert!(!(nested && shared.has(PanicLeavesGuard)), "a call is running");
        assert!(
            shared.calls.fetch_add(1, SeqCst) == 0 || !shared.has(WorksOnce),
            "the runtime has ended"
        );
        let _entered = Entered::new(shared);
        let parker = Arc::new(Parker {
            defect: shared.defect,
            thread: thread::current(),
            here: AtomicBool::new(false),
            elsewhere: AtomicBool::new(false),
            ended: AtomicBool::new(false),
        });
        if nested && shared.has(NestedCallHangs) {
            parker.park();
        }
        let waker = Waker::from(Arc::clone(&parker));
        let running = RunUntil { shared: Arc::clone(shared), root: Box::pin(root) };
        let mut running = ManuallyDrop::new(Box::pin(running));
        let output = loop {
            let polled = catch_unwind(AssertUnwindSafe(|| {
                running.as_mut().poll(&mut Context::from_waker(&waker))
            }));
            match polled {
                Ok(Poll::Ready(output)) => break Ok(output),
                Ok(Poll::Pending) => parker.park(),
                Err(panic) => break Err(panic),
            }
        };
        parker.ended.store(true, SeqCst);
        if !shared.has(RootLeaks) {
            drop(ManuallyDrop::into_inner(running));
        }
        if shared.has(ThreadGoesOn) && shared.is_busy() {
            let shared = Arc::clone(shared);
            thread::spawn(move || {
                for _ in 0..5 {
                    thread::sleep(Duration::from_millis(1));
                    shared.turn();
                }
            });
        }
        output.unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    }
}

impl Drop for Runtime {
    fn drop(&mut self) {
        let mut state = self.0.lock();
        state.ended = true;
        state.ready.clear();
        let tasks = mem::take(&mut state.tasks);
        drop(state);
        let outside = INSIDE.replace(!self.0.has(EndIsOutside));
        for task in tasks.into_values() {
            let future = task.future.lock().unwrap().take();
            let _ = catch_unwind(AssertUnwindSafe(|| drop(future)));
        }
        INSIDE.set(outside);
    }
}

/// A call that blocks.
struct Entered<'a>(&'a Shared);

impl<'a> Entered<'a> {
    fn new(shared: &'a Shared) -> Self {
        shared.depth.fetch_add(1, SeqCst);
        Self(shared)
    }
}

impl Drop for Entered<'_> {
    fn drop(&mut self) {
        if !(thread::panicking() && self.0.has(PanicLeavesGuard)) {
            self.0.depth.fetch_sub(1, SeqCst);
        }
    }
}

/// What drives the tasks until its root is ready.
struct RunUntil<F> {
    shared: Arc<Shared>,
    root: Pin<Box<F>>,
}

impl<F: Future> RunUntil<F> {
    fn poll_root(&mut self, cx: &mut Context<'_>) -> Poll<F::Output> {
        if self.shared.has(RootIsSentAway) {
            return poll_elsewhere(self.root.as_mut(), cx.waker());
        }
        if !self.shared.has(RootGoesOn) {
            return self.root.as_mut().poll(cx);
        }
        let noted = Arc::new(Noted { waker: cx.waker().clone(), woken: AtomicBool::new(false) });
        let waker = Waker::from(Arc::clone(&noted));
        loop {
            let polled = self.root.as_mut().poll(&mut Context::from_waker(&waker));
            if polled.is_ready() || !noted.woken.swap(false, SeqCst) {
                return polled;
            }
        }
    }
}

impl<F: Future> Future for RunUntil<F> {
    type Output = F::Output;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<F::Output> {
        let shared = Arc::clone(&self.shared);
        let looks_once = shared.has(SpawnWakesNobody);
        if looks_once {
            shared.turn();
        }
        let polled = self.poll_root(cx);
        if polled.is_ready() {
            let driver = shared.lock().driver.take();
            drop(driver);
            return polled;
        }
        if !looks_once {
            shared.turn();
        }
        let mut state = shared.lock();
        let keeps = shared.has(KeepsFirstOuterWaker) && state.driver.is_some();
        let stale = if keeps { None } else { state.driver.replace(cx.waker().clone()) };
        let busy = !state.ready.is_empty();
        drop(state);
        drop(stale);
        if busy && !looks_once && !shared.has(ParksWithoutTurning) {
            cx.waker().wake_by_ref();
        }
        Poll::Pending
    }
}

/// Notes a wake and passes it on.
struct Noted {
    waker: Waker,
    woken: AtomicBool,
}

impl Wake for Noted {
    fn wake(self: Arc<Self>) {
        self.woken.store(true, SeqCst);
        self.waker.wake_by_ref();
    }
}

/// What the thread sleeps on.
struct Parker {
    defect: Option<Defect>,
    thread: Thread,
    here: AtomicBool,
    elsewhere: AtomicBool,
    ended: AtomicBool,
}

impl Parker {
    fn park(&self) {
        match self.defect {
            Some(PollsWhileItWaits) => return thread::yield_now(),
            Some(TokenIsTheThreads) => return thread::park(),
            Some(TokenIsCleared) => self.elsewhere.store(false, SeqCst),
            _ => {}
        }
        while !(self.here.swap(false, SeqCst) | self.elsewhere.swap(false, SeqCst)) {
            thread::park();
        }
    }
}

impl Wake for Parker {
    fn wake(self: Arc<Self>) {
        if self.defect == Some(LateWakePanics) && self.ended.load(SeqCst) {
            panic!("the root is gone");
        }
        let foreign = thread::current().id() != self.thread.id();
        let token = if foreign { &self.elsewhere } else { &self.here };
        token.store(true, SeqCst);
        self.thread.unpark();
    }
}

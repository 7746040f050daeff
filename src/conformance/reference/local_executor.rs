//! An executor of tasks that stay on their thread, which passes every rule of those.

use alloc::{
    collections::{BTreeMap, VecDeque},
    rc::{Rc, Weak},
    sync::{self, Arc},
    task::Wake,
};
use core::{
    cell::RefCell,
    fmt,
    future::Future,
    mem,
    pin::{Pin, pin},
    sync::atomic::{AtomicBool, Ordering::SeqCst},
    task::{Context, Poll, Waker},
};

use pin_project_lite::pin_project;

use super::parker::Parker;
use crate::{
    conformance::harness::{Lock, caught},
    task::{BlockOn, LocalFutureObj, SpawnError, SpawnErrorKind, SpawnLocal},
};

/// An executor of tasks that need not be `Send`, on the thread where it is.
///
/// Tasks run inside [`block_on`](BlockOn::block_on), [`run_until`](Self::run_until) and
/// [`run_until_stalled`](Self::run_until_stalled). Dropping the executor drops them.
///
/// The futures lie here, and the wakers hold only numbers: whatever another thread does with a
/// waker, it cannot reach a future.
pub struct LocalExecutor {
    inner: Rc<Inner>,
}

/// Spawns on a [`LocalExecutor`], and does not keep it.
#[derive(Clone)]
pub struct LocalSpawner {
    inner: Weak<Inner>,
}

struct Inner {
    tasks: RefCell<Tasks>,
    shared: Arc<Shared>,
}

struct Tasks {
    /// Each is taken out while it is polled.
    futures: BTreeMap<usize, Option<LocalFutureObj<'static, ()>>>,
    next: usize,
    ended: bool,
}

/// What wakers reach, from any thread.
struct Shared {
    ready: Lock<VecDeque<Arc<Task>>>,
    /// The newest waker of whoever drives.
    driver: Lock<Option<Waker>>,
}

struct Task {
    number: usize,
    /// Whether the task is in the queue, or about to be.
    queued: AtomicBool,
    shared: sync::Weak<Shared>,
}

impl LocalExecutor {
    /// Makes an executor on this thread.
    pub fn new() -> Self {
        let tasks = RefCell::new(Tasks { futures: BTreeMap::new(), next: 0, ended: false });
        let shared = Shared { ready: Lock::default(), driver: Lock::default() };
        Self { inner: Rc::new(Inner { tasks, shared: Arc::new(shared) }) }
    }

    /// Returns a spawner for tasks, which does not keep the executor.
    pub fn spawner(&self) -> LocalSpawner {
        LocalSpawner { inner: Rc::downgrade(&self.inner) }
    }

    /// Returns a future that runs tasks until `root` is ready.
    pub fn run_until<F: Future>(&self, root: F) -> RunUntil<F> {
        RunUntil { inner: Rc::clone(&self.inner), root }
    }

    /// Runs tasks until none can go on.
    pub fn run_until_stalled(&self) {
        while self.inner.shared.is_busy() {
            self.inner.turn();
        }
    }
}

impl Inner {
    fn spawn(
        &self,
        task: LocalFutureObj<'static, ()>,
    ) -> Result<(), SpawnError<LocalFutureObj<'static, ()>>> {
        let mut tasks = self.tasks.borrow_mut();
        if tasks.ended {
            return Err(SpawnError::with_task(SpawnErrorKind::Shutdown, task));
        }
        let number = tasks.next;
        tasks.next += 1;
        tasks.futures.insert(number, Some(task));
        drop(tasks);
        let shared = Arc::downgrade(&self.shared);
        self.shared.push(Arc::new(Task { number, queued: AtomicBool::new(true), shared }));
        Ok(())
    }

    fn has_ended(&self) -> bool {
        self.tasks.borrow().ended
    }

    /// Polls each task that is woken now, once.
    fn turn(&self) {
        let ready = self.shared.ready.with(mem::take);
        ready.into_iter().for_each(|task| self.run(&task));
    }

    fn run(&self, task: &Arc<Task>) {
        // Before the poll: a wake during it is one for the next.
        task.queued.store(false, SeqCst);
        let mut tasks = self.tasks.borrow_mut();
        let Some(mut future) = tasks.futures.get_mut(&task.number).and_then(Option::take) else {
            return;
        };
        drop(tasks);
        let waker = Waker::from(Arc::clone(task));
        let polled = caught(|| Pin::new(&mut future).poll(&mut Context::from_waker(&waker)));
        let mut tasks = self.tasks.borrow_mut();
        if polled == Some(Poll::Pending) {
            // It is gone if the executor came to its end meanwhile.
            if let Some(slot) = tasks.futures.get_mut(&task.number) {
                *slot = Some(future);
                return;
            }
        }
        tasks.futures.remove(&task.number);
        drop(tasks);
        // A destructor is foreign code: nothing is borrowed, and a panic goes no further.
        caught(|| drop(future));
    }
}

impl Shared {
    fn is_busy(&self) -> bool {
        self.ready.with(|ready| !ready.is_empty())
    }

    fn push(&self, task: Arc<Task>) {
        self.ready.with(|ready| ready.push_back(task));
        let driver = self.driver.with(Option::take);
        driver.into_iter().for_each(Waker::wake);
    }
}

impl BlockOn for LocalExecutor {
    fn block_on<F: Future>(&self, future: F) -> F::Output {
        let parker = Parker::new();
        let waker = Waker::from(Arc::clone(&parker));
        let mut running = pin!(self.run_until(future));
        loop {
            if let Poll::Ready(output) = running.as_mut().poll(&mut Context::from_waker(&waker)) {
                return output;
            }
            parker.park();
        }
    }
}

impl SpawnLocal for LocalExecutor {
    fn spawn_local_obj(
        &self,
        task: LocalFutureObj<'static, ()>,
    ) -> Result<(), SpawnError<LocalFutureObj<'static, ()>>> {
        self.inner.spawn(task)
    }
}

impl SpawnLocal for LocalSpawner {
    fn spawn_local_obj(
        &self,
        task: LocalFutureObj<'static, ()>,
    ) -> Result<(), SpawnError<LocalFutureObj<'static, ()>>> {
        match self.inner.upgrade() {
            Some(inner) => inner.spawn(task),
            None => Err(SpawnError::with_task(SpawnErrorKind::Shutdown, task)),
        }
    }

    fn status_local(&self) -> Result<(), SpawnErrorKind> {
        match self.inner.upgrade() {
            Some(inner) if !inner.has_ended() => Ok(()),
            _ => Err(SpawnErrorKind::Shutdown),
        }
    }
}

impl Drop for LocalExecutor {
    fn drop(&mut self) {
        let mut tasks = self.inner.tasks.borrow_mut();
        tasks.ended = true;
        let futures = mem::take(&mut tasks.futures);
        drop(tasks);
        futures.into_values().for_each(|future| {
            caught(|| drop(future));
        });
    }
}

impl Wake for Task {
    fn wake(self: Arc<Self>) {
        if self.queued.swap(true, SeqCst) {
            return;
        }
        if let Some(shared) = self.shared.upgrade() {
            shared.push(self);
        }
    }
}

impl Default for LocalExecutor {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for LocalExecutor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LocalExecutor").field("spawner", &self.spawner()).finish()
    }
}

impl fmt::Debug for LocalSpawner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let tasks = self.inner.upgrade();
        let tasks = tasks.and_then(|inner| Some(inner.tasks.try_borrow().ok()?.futures.len()));
        f.debug_struct("LocalSpawner").field("tasks", &tasks).finish()
    }
}

pin_project! {
    /// Future returned by [`LocalExecutor::run_until`].
    #[must_use = "futures do nothing unless polled"]
    pub struct RunUntil<F> {
        inner: Rc<Inner>,
        #[pin]
        root: F,
    }
}

impl<F: Future> Future for RunUntil<F> {
    type Output = F::Output;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<F::Output> {
        let this = self.project();
        if let Poll::Ready(output) = this.root.poll(cx) {
            return Poll::Ready(output);
        }
        this.inner.turn();
        // After the turn, in which another driver may have been here.
        let fresh = cx.waker().clone();
        let stale = this.inner.shared.driver.with(|driver| driver.replace(fresh));
        drop(stale);
        // What was pushed before found no driver, or an old one.
        if this.inner.shared.is_busy() {
            cx.waker().wake_by_ref();
        }
        Poll::Pending
    }
}

impl<F> fmt::Debug for RunUntil<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RunUntil").finish_non_exhaustive()
    }
}

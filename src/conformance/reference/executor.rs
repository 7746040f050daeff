//! An executor that passes every rule of executors.

use alloc::{
    collections::{BTreeMap, VecDeque},
    sync::{Arc, Weak},
    task::Wake,
    vec::Vec,
};
use core::{
    fmt,
    sync::atomic::{AtomicBool, Ordering::SeqCst},
    task::{Context, Poll, Waker},
};

use crate::{
    conformance::harness::{Lock, caught},
    task::{FutureObj, Spawn, SpawnError, SpawnErrorKind},
};

/// An executor that runs tasks on the thread of its owner, in the order in which they were woken.
///
/// Spawners and wakers may be used anywhere. Dropping the executor drops its tasks.
pub struct Executor {
    shared: Arc<Shared>,
}

/// Spawns on an [`Executor`].
#[derive(Clone)]
pub struct Spawner {
    shared: Arc<Shared>,
}

struct Shared {
    state: Lock<State>,
    capacity: usize,
}

struct State {
    /// The tasks that have not ended; `None` once the executor has.
    tasks: Option<BTreeMap<usize, Arc<Task>>>,
    ready: VecDeque<Arc<Task>>,
    next: usize,
}

struct Task {
    number: usize,
    /// Taken out while it is polled, and for good when it has ended.
    future: Lock<Option<FutureObj<'static, ()>>>,
    /// Whether the task is in the queue, or about to be.
    queued: AtomicBool,
    /// Weak: a waker must keep neither the executor nor its other tasks.
    shared: Weak<Shared>,
}

impl Executor {
    /// Makes an executor that takes any number of tasks.
    pub fn new() -> Self {
        Self::with_capacity(usize::MAX)
    }

    /// Makes an executor that refuses a task if it has `capacity` of them.
    pub fn with_capacity(capacity: usize) -> Self {
        let state = State { tasks: Some(BTreeMap::new()), ready: VecDeque::new(), next: 0 };
        Self { shared: Arc::new(Shared { state: Lock::new(state), capacity }) }
    }

    /// Returns a spawner.
    pub fn spawner(&self) -> Spawner {
        Spawner { shared: Arc::clone(&self.shared) }
    }

    /// Polls each task that is woken now, once, and returns how many those were.
    ///
    /// Tasks woken meanwhile have their turn next time, so a task that always wakes itself does not
    /// keep this from returning.
    pub fn turn(&self) -> usize {
        let ready = self.shared.state.with(|state| core::mem::take(&mut state.ready));
        let count = ready.len();
        ready.into_iter().for_each(|task| self.run(&task));
        count
    }

    fn run(&self, task: &Arc<Task>) {
        // Before the poll: a wake during it is one for the next.
        task.queued.store(false, SeqCst);
        let Some(mut future) = task.future.with(Option::take) else { return };
        let waker = Waker::from(Arc::clone(task));
        let polled =
            caught(|| core::pin::Pin::new(&mut future).poll(&mut Context::from_waker(&waker)));
        // A panic has been reported, and ends the task as well.
        if polled == Some(Poll::Pending) {
            task.future.with(|slot| *slot = Some(future));
            return;
        }
        self.shared.state.with(|state| {
            if let Some(tasks) = &mut state.tasks {
                tasks.remove(&task.number);
            }
        });
        // Its destructor is foreign code: nothing is locked, and a panic goes no further.
        caught(|| drop(future));
    }
}

impl Default for Executor {
    fn default() -> Self {
        Self::new()
    }
}

impl Drop for Executor {
    fn drop(&mut self) {
        let tasks = self.shared.state.with(|state| {
            state.ready.clear();
            state.tasks.take()
        });
        let tasks = tasks.into_iter().flat_map(BTreeMap::into_values);
        let futures: Vec<_> = tasks.filter_map(|task| task.future.with(Option::take)).collect();
        futures.into_iter().for_each(|future| {
            caught(|| drop(future));
        });
    }
}

impl Spawn for Spawner {
    fn spawn_obj(&self, task: FutureObj<'static, ()>) -> Result<(), SpawnError> {
        let mut task = Some(task);
        let refused = self.shared.state.with(|state| {
            let Some(tasks) = &mut state.tasks else { return Some(SpawnErrorKind::Shutdown) };
            if tasks.len() >= self.shared.capacity {
                return Some(SpawnErrorKind::Full);
            }
            let spawned = Arc::new(Task {
                number: state.next,
                future: Lock::new(task.take()),
                queued: AtomicBool::new(true),
                shared: Arc::downgrade(&self.shared),
            });
            state.next += 1;
            tasks.insert(spawned.number, Arc::clone(&spawned));
            state.ready.push_back(spawned);
            None
        });
        match (refused, task) {
            (Some(kind), Some(task)) => Err(SpawnError::with_task(kind, task)),
            _ => Ok(()),
        }
    }

    fn status(&self) -> Result<(), SpawnErrorKind> {
        self.shared.state.with(|state| match &state.tasks {
            None => Err(SpawnErrorKind::Shutdown),
            Some(tasks) if tasks.len() >= self.shared.capacity => Err(SpawnErrorKind::Full),
            Some(_) => Ok(()),
        })
    }
}

impl Wake for Task {
    fn wake(self: Arc<Self>) {
        if self.queued.swap(true, SeqCst) {
            return;
        }
        let Some(shared) = self.shared.upgrade() else { return };
        shared.state.with(|state| {
            // A task that has ended, or whose executor has, is in no queue again.
            if state.tasks.as_ref().is_some_and(|tasks| tasks.contains_key(&self.number)) {
                state.ready.push_back(self);
            }
        });
    }
}

impl fmt::Debug for Executor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Executor").field("spawner", &self.spawner()).finish()
    }
}

impl fmt::Debug for Spawner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let tasks = self.shared.state.with(|state| state.tasks.as_ref().map(BTreeMap::len));
        f.debug_struct("Spawner").field("tasks", &tasks).finish()
    }
}

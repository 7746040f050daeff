//! What the models are made of.

use std::{
    cell::RefCell,
    future::Future,
    pin::Pin,
    sync::Arc as StdArc,
    task::{Context, Poll, Wake, Waker},
};

use async_interop::task::{FutureObj, Spawn, SpawnError};
use loom::sync::{
    Arc, Condvar, Mutex,
    atomic::{AtomicUsize, Ordering},
};

type Task = FutureObj<'static, ()>;

/// An executor of one task.
#[derive(Default)]
pub(crate) struct Once {
    task: RefCell<Option<Task>>,
}

impl Once {
    pub(crate) fn take(&self) -> Task {
        self.task.borrow_mut().take().expect("a task was spawned")
    }

    /// Polls the task, once and again for each wake, until it is ready; then drops it. Returns the
    /// waker.
    pub(crate) fn run(&self) -> Wakes {
        let mut task = self.take();
        let wakes = Wakes::new();
        while wakes.poll(Pin::new(&mut task)).is_pending() {
            wakes.wait();
        }
        wakes
    }

    pub(crate) fn drop_task(&self) {
        drop(self.take());
    }
}

impl Spawn for Once {
    fn spawn_obj(&self, task: Task) -> Result<(), SpawnError> {
        *self.task.borrow_mut() = Some(task);
        Ok(())
    }
}

/// A waker to wait for.
pub(crate) struct Wakes {
    shared: StdArc<Shared>,
}

struct Shared {
    woken: Mutex<bool>,
    condvar: Condvar,
}

impl Wakes {
    pub(crate) fn new() -> Self {
        Self { shared: StdArc::new(Shared { woken: Mutex::new(false), condvar: Condvar::new() }) }
    }

    pub(crate) fn poll<F: Future>(&self, future: Pin<&mut F>) -> Poll<F::Output> {
        let waker = Waker::from(StdArc::clone(&self.shared));
        future.poll(&mut Context::from_waker(&waker))
    }

    /// Returns after the next wake; one that came before counts.
    pub(crate) fn wait(&self) {
        let mut woken = self.shared.woken.lock().unwrap();
        while !*woken {
            woken = self.shared.condvar.wait(woken).unwrap();
        }
        *woken = false;
    }

    /// Nobody has a clone of the waker.
    pub(crate) fn assert_released(&self) {
        assert_eq!(StdArc::strong_count(&self.shared), 1, "clones of the waker are left");
    }
}

impl Wake for Shared {
    fn wake(self: StdArc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &StdArc<Self>) {
        *self.woken.lock().unwrap() = true;
        self.condvar.notify_one();
    }
}

/// Counts the drops of one value.
pub(crate) struct Counted {
    drops: Arc<AtomicUsize>,
}

pub(crate) struct Value {
    drops: Arc<AtomicUsize>,
}

impl Counted {
    pub(crate) fn new() -> Self {
        Self { drops: Arc::new(AtomicUsize::new(0)) }
    }

    /// Call it once.
    pub(crate) fn value(&self) -> Value {
        Value { drops: Arc::clone(&self.drops) }
    }

    pub(crate) fn assert_dropped_once(&self) {
        assert_eq!(self.drops.load(Ordering::Relaxed), 1, "drops of the value");
    }
}

impl Drop for Value {
    fn drop(&mut self) {
        self.drops.fetch_add(1, Ordering::Relaxed);
    }
}

/// A flag whose accesses order nothing: loom shows the old value to whoever reads it without being
/// ordered after the write.
#[derive(Clone)]
pub(crate) struct Flag {
    set: Arc<AtomicUsize>,
}

impl Flag {
    pub(crate) fn new() -> Self {
        Self { set: Arc::new(AtomicUsize::new(0)) }
    }

    pub(crate) fn set(&self) {
        self.set.store(1, Ordering::Relaxed);
    }

    pub(crate) fn assert_set(&self) {
        assert_eq!(self.set.load(Ordering::Relaxed), 1, "the write did not happen before");
    }

    pub(crate) fn assert_set_on_drop(self) -> AssertOnDrop {
        AssertOnDrop { flag: self }
    }
}

pub(crate) struct AssertOnDrop {
    flag: Flag,
}

impl Drop for AssertOnDrop {
    fn drop(&mut self) {
        self.flag.assert_set();
    }
}

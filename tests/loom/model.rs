//! What the models are made of.

use std::{
    cell::{Cell, RefCell},
    future::Future,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll, Wake, Waker},
};

use async_interop::task::{FutureObj, Spawn, SpawnError};
use loom::{
    sync::{
        Condvar, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};

std::thread_local! {
    static SECOND_STARTS: Cell<bool> = const { Cell::new(false) };
}

/// Explores a model, with either thread of [`race`] as the one that starts.
///
/// loom leaves out some orders in which the later thread is the first one at an atomic.
pub(crate) fn model(check: impl Fn() + Send + Sync + 'static) {
    let check = Arc::new(check);
    for second_starts in [false, true] {
        let check = Arc::clone(&check);
        SECOND_STARTS.set(second_starts);
        loom::model(move || check());
    }
}

/// Runs both on threads of their own.
pub(crate) fn race<A: 'static, B: 'static>(
    first: impl FnOnce() -> A + 'static,
    second: impl FnOnce() -> B + 'static,
) -> (A, B) {
    if SECOND_STARTS.get() {
        let second = thread::spawn(second);
        let first = thread::spawn(first);
        (first.join().unwrap(), second.join().unwrap())
    } else {
        let first = thread::spawn(first);
        let second = thread::spawn(second);
        (first.join().unwrap(), second.join().unwrap())
    }
}

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
    shared: Arc<Shared>,
}

struct Shared {
    woken: Mutex<bool>,
    condvar: Condvar,
}

impl Wakes {
    pub(crate) fn new() -> Self {
        Self { shared: Arc::new(Shared { woken: Mutex::new(false), condvar: Condvar::new() }) }
    }

    pub(crate) fn poll<F: Future>(&self, future: Pin<&mut F>) -> Poll<F::Output> {
        let waker = Waker::from(Arc::clone(&self.shared));
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
        assert_eq!(Arc::strong_count(&self.shared), 1, "clones of the waker are left");
    }
}

impl Wake for Shared {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
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

    pub(crate) fn is_set(&self) -> bool {
        self.set.load(Ordering::Relaxed) == 1
    }
}

/// Calls a closure when it is dropped.
pub(crate) struct OnDrop<F: FnMut()>(pub(crate) F);

impl<F: FnMut()> Drop for OnDrop<F> {
    fn drop(&mut self) {
        (self.0)();
    }
}

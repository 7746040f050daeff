//! An executor whose tasks are polled by hand, wakers that count and answer back, and a ledger of
//! drops.

use std::{
    any::Any,
    cell::{Cell, RefCell},
    collections::VecDeque,
    future::Future,
    pin::Pin,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    task::{Context, Poll, RawWaker, RawWakerVTable, Waker},
};

use async_interop::task::{
    FutureObj, LocalFutureObj, Spawn, SpawnError, SpawnErrorKind, SpawnLocal,
};

/// An executor whose tasks are polled by hand.
pub(super) struct Script<T = FutureObj<'static, ()>> {
    tasks: RefCell<VecDeque<T>>,
    /// What is done with a new task.
    pub(super) on_spawn: Cell<OnSpawn>,
}

pub(super) type LocalScript = Script<LocalFutureObj<'static, ()>>;

#[derive(Clone, Copy, Default)]
pub(super) enum OnSpawn {
    #[default]
    Store,
    GiveBack,
    Drop,
    PollOnceAndStore,
    StoreAndPanic,
}

impl<T: Future<Output = ()> + Unpin> Script<T> {
    /// Takes the task that was spawned first.
    pub(super) fn task(&self) -> T {
        self.tasks.borrow_mut().pop_front().expect("a task was spawned")
    }

    pub(super) fn is_empty(&self) -> bool {
        self.tasks.borrow().is_empty()
    }

    fn spawn_any(&self, mut task: T) -> Result<(), SpawnError<T>> {
        match self.on_spawn.get() {
            OnSpawn::GiveBack => return Err(SpawnError::with_task(SpawnErrorKind::Full, task)),
            OnSpawn::Drop => return Err(SpawnError::new(SpawnErrorKind::Shutdown)),
            OnSpawn::PollOnceAndStore => {
                let wakes = Wakes::new();
                assert!(wakes.poll(&mut task).is_pending());
                assert_eq!(wakes.count(), 1);
            }
            OnSpawn::Store | OnSpawn::StoreAndPanic => {}
        }
        self.tasks.borrow_mut().push_back(task);
        assert!(!matches!(self.on_spawn.get(), OnSpawn::StoreAndPanic), "spawning panics");
        Ok(())
    }
}

impl<T> Default for Script<T> {
    fn default() -> Self {
        Self { tasks: RefCell::default(), on_spawn: Cell::default() }
    }
}

impl Spawn for Script {
    fn spawn_obj(&self, task: FutureObj<'static, ()>) -> Result<(), SpawnError> {
        self.spawn_any(task)
    }
}

impl SpawnLocal for LocalScript {
    fn spawn_local_obj(
        &self,
        task: LocalFutureObj<'static, ()>,
    ) -> Result<(), SpawnError<LocalFutureObj<'static, ()>>> {
        self.spawn_any(task)
    }
}

/// A waker that counts what is done with it.
#[derive(Clone)]
pub(super) struct Wakes {
    counts: Arc<Counts>,
}

#[derive(Default)]
struct Counts {
    wakes: AtomicUsize,
    clones: AtomicUsize,
    live: AtomicUsize,
    hook: Mutex<Option<Hook>>,
}

type Hook = Box<dyn FnMut(Event) + Send>;

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Event {
    Clone,
    Wake,
    Drop,
}

impl Wakes {
    pub(super) fn new() -> Self {
        Self { counts: Arc::default() }
    }

    /// Calls `hook` at each event, but not for what it does itself.
    pub(super) fn hooked(hook: impl FnMut(Event) + Send + 'static) -> Self {
        let this = Self::new();
        *this.counts.hook.lock().unwrap() = Some(Box::new(hook));
        this
    }

    pub(super) fn poll<F: Future + Unpin>(&self, future: &mut F) -> Poll<F::Output> {
        let waker = self.waker();
        Pin::new(future).poll(&mut Context::from_waker(&waker))
    }

    pub(super) fn waker(&self) -> Waker {
        self.counts.live.fetch_add(1, Ordering::SeqCst);
        let data = Arc::into_raw(Arc::clone(&self.counts)).cast();
        raw::waker(data)
    }

    /// How many wakes there were.
    pub(super) fn count(&self) -> usize {
        self.counts.wakes.load(Ordering::SeqCst)
    }

    /// How often it was cloned.
    pub(super) fn clones(&self) -> usize {
        self.counts.clones.load(Ordering::SeqCst)
    }

    /// How many wakers there are.
    pub(super) fn live(&self) -> usize {
        self.counts.live.load(Ordering::SeqCst)
    }
}

impl Counts {
    fn tell(&self, event: Event) {
        let hook = self.hook.lock().unwrap().take();
        if let Some(mut hook) = hook {
            hook(event);
            *self.hook.lock().unwrap() = Some(hook);
        }
    }
}

mod raw {
    #![expect(unsafe_code, reason = "only a hand-made waker sees its clones")]

    use super::*;

    static VTABLE: RawWakerVTable = RawWakerVTable::new(clone, wake, wake_by_ref, drop);

    pub(super) fn waker(data: *const ()) -> Waker {
        // SAFETY: `data` owns one count of an `Arc<Counts>`, as the functions of the table expect.
        unsafe { Waker::new(data, &VTABLE) }
    }

    fn counts(data: *const ()) -> Arc<Counts> {
        // SAFETY: `data` is from `Arc::into_raw`; the caller decides what becomes of its count.
        unsafe { Arc::from_raw(data.cast()) }
    }

    unsafe fn clone(data: *const ()) -> RawWaker {
        let this = counts(data);
        let other = Arc::clone(&this);
        std::mem::forget(this);
        other.clones.fetch_add(1, Ordering::SeqCst);
        other.live.fetch_add(1, Ordering::SeqCst);
        other.tell(Event::Clone);
        RawWaker::new(Arc::into_raw(other).cast(), &VTABLE)
    }

    unsafe fn wake(data: *const ()) {
        let this = counts(data);
        this.live.fetch_sub(1, Ordering::SeqCst);
        this.wakes.fetch_add(1, Ordering::SeqCst);
        this.tell(Event::Wake);
    }

    unsafe fn wake_by_ref(data: *const ()) {
        let this = counts(data);
        this.wakes.fetch_add(1, Ordering::SeqCst);
        this.tell(Event::Wake);
        std::mem::forget(this);
    }

    unsafe fn drop(data: *const ()) {
        let this = counts(data);
        this.live.fetch_sub(1, Ordering::SeqCst);
        this.tell(Event::Drop);
    }
}

/// Counts values that are made and dropped.
#[derive(Clone, Default)]
pub(super) struct Ledger {
    dropped: Arc<AtomicUsize>,
}

/// A value of a [`Ledger`].
pub(super) struct Entry {
    dropped: Arc<AtomicUsize>,
}

impl Ledger {
    pub(super) fn entry(&self) -> Entry {
        Entry { dropped: Arc::clone(&self.dropped) }
    }

    pub(super) fn dropped(&self) -> usize {
        self.dropped.load(Ordering::SeqCst)
    }
}

impl Drop for Entry {
    fn drop(&mut self) {
        self.dropped.fetch_add(1, Ordering::SeqCst);
    }
}

/// Calls a closure when it is dropped.
pub(super) struct OnDrop<F: FnMut()>(pub(super) F);

impl<F: FnMut()> Drop for OnDrop<F> {
    fn drop(&mut self) {
        (self.0)();
    }
}

/// The text of a panic.
pub(super) fn text(payload: &(dyn Any + Send)) -> Option<&str> {
    let literal = payload.downcast_ref::<&'static str>().copied();
    literal.or_else(|| payload.downcast_ref::<String>().map(String::as_str))
}

//! Wakers that count, and wakers that do something when they are used.

#![expect(unsafe_code, reason = "room 6: a waker whose clone and drop can be seen needs a vtable")]

use alloc::{boxed::Box, sync::Arc};
use core::{
    fmt,
    mem::ManuallyDrop,
    sync::atomic::{AtomicBool, AtomicUsize, Ordering::SeqCst},
    task::{Context, RawWaker, RawWakerVTable, Waker},
};

/// A waker that counts its wakes, clones and drops, and runs a hook at each where one is set.
///
/// Two test wakers never wake each other ([`Waker::will_wake`]); clones of one do. A hook runs on
/// the thread and on the stack of whoever uses the waker, which is how a check finds out that a
/// lock is held there. While a hook runs, the events that it causes are counted and start no
/// second hook.
///
/// # Invariants
///
/// 1. The data pointer of each raw waker with `VTABLE` comes from [`Arc::into_raw`] of an
///    `Arc<State>` and owns one strong reference.
pub struct TestWaker {
    state: Arc<State>,
    waker: Waker,
}

/// What can happen to a waker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// `wake` or `wake_by_ref`.
    Wake,
    /// `clone`.
    Clone,
    /// `drop`; a consuming `wake` is not counted as one.
    Drop,
}

impl TestWaker {
    /// Makes a waker that only counts.
    pub fn new() -> Self {
        Self::build(None)
    }

    /// Makes a waker that runs `hook` at each `event`, once it is [armed](Self::arm).
    pub fn with_hook(event: Event, hook: impl Fn() + Send + Sync + 'static) -> Self {
        Self::build(Some((event, Box::new(hook))))
    }

    fn build(hook: Option<(Event, Hook)>) -> Self {
        let state = Arc::new(State {
            wakes: AtomicUsize::new(0),
            clones: AtomicUsize::new(0),
            released: AtomicUsize::new(0),
            armed: AtomicBool::new(false),
            fired: AtomicUsize::new(0),
            hook,
        });
        let raw = raw_waker(Arc::clone(&state));
        // SAFETY: `raw_waker` upholds invariant 1, and `VTABLE` treats its data pointer so.
        let waker = unsafe { Waker::from_raw(raw) };
        Self { state, waker }
    }

    /// Lets the hook run from now on.
    pub fn arm(&self) {
        self.state.armed.store(true, SeqCst);
    }

    /// Keeps the hook from running from now on.
    pub fn disarm(&self) {
        self.state.armed.store(false, SeqCst);
    }

    /// Returns the waker.
    pub fn waker(&self) -> &Waker {
        &self.waker
    }

    /// Returns a context with the waker.
    pub fn context(&self) -> Context<'_> {
        Context::from_waker(&self.waker)
    }

    /// Returns how often the waker or a clone of it was woken.
    pub fn wakes(&self) -> usize {
        self.state.wakes.load(SeqCst)
    }

    /// Returns how often the waker or a clone of it was cloned.
    pub fn clones(&self) -> usize {
        self.state.clones.load(SeqCst)
    }

    /// Returns how many clones are alive now, the test's own waker not counted.
    pub fn live(&self) -> usize {
        self.clones() - self.state.released.load(SeqCst)
    }

    /// Returns how often the hook ran.
    pub fn fired(&self) -> usize {
        self.state.fired.load(SeqCst)
    }
}

impl Default for TestWaker {
    fn default() -> Self {
        Self::new()
    }
}

impl Drop for TestWaker {
    fn drop(&mut self) {
        // The test's own waker is no event of the subject.
        self.disarm();
    }
}

impl fmt::Debug for TestWaker {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = f.debug_struct("TestWaker");
        out.field("wakes", &self.wakes()).field("clones", &self.clones());
        out.field("live", &self.live()).finish()
    }
}

type Hook = Box<dyn Fn() + Send + Sync>;

struct State {
    wakes: AtomicUsize,
    clones: AtomicUsize,
    /// Clones that are gone, dropped or consumed by `wake`.
    released: AtomicUsize,
    armed: AtomicBool,
    fired: AtomicUsize,
    hook: Option<(Event, Hook)>,
}

impl State {
    fn on(&self, event: Event) {
        let Some((at, hook)) = &self.hook else { return };
        // Taking `armed` for the time of the hook keeps a hook from starting itself.
        if *at != event || !self.armed.swap(false, SeqCst) {
            return;
        }
        self.fired.fetch_add(1, SeqCst);
        hook();
        self.armed.store(true, SeqCst);
    }
}

/// Makes a raw waker that fulfils invariant 1 of [`TestWaker`].
fn raw_waker(state: Arc<State>) -> RawWaker {
    RawWaker::new(Arc::into_raw(state).cast(), &VTABLE)
}

static VTABLE: RawWakerVTable = RawWakerVTable::new(clone, wake, wake_by_ref, drop_raw);

/// Looks at the state behind `data` and leaves its reference alone.
///
/// # Safety
///
/// 1. `data` is the data pointer of a raw waker that fulfils invariant 1 of [`TestWaker`].
unsafe fn borrow(data: *const ()) -> ManuallyDrop<Arc<State>> {
    // SAFETY: by promise 1 the pointer owns a reference, and `ManuallyDrop` does not release it.
    ManuallyDrop::new(unsafe { Arc::from_raw(data.cast::<State>()) })
}

unsafe fn clone(data: *const ()) -> RawWaker {
    // SAFETY: called through the vtable, so invariant 1 holds for `data`.
    let state = unsafe { borrow(data) };
    state.clones.fetch_add(1, SeqCst);
    state.on(Event::Clone);
    raw_waker(Arc::clone(&state))
}

unsafe fn wake(data: *const ()) {
    // SAFETY: called through the vtable, so invariant 1 holds and the reference is ours to release.
    let state = unsafe { Arc::from_raw(data.cast::<State>()) };
    state.released.fetch_add(1, SeqCst);
    state.wakes.fetch_add(1, SeqCst);
    state.on(Event::Wake);
}

unsafe fn wake_by_ref(data: *const ()) {
    // SAFETY: called through the vtable, so invariant 1 holds for `data`.
    let state = unsafe { borrow(data) };
    state.wakes.fetch_add(1, SeqCst);
    state.on(Event::Wake);
}

unsafe fn drop_raw(data: *const ()) {
    // SAFETY: called through the vtable, so invariant 1 holds and the reference is ours to release.
    let state = unsafe { Arc::from_raw(data.cast::<State>()) };
    state.released.fetch_add(1, SeqCst);
    state.on(Event::Drop);
}

#[cfg(test)]
mod tests;

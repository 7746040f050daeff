//! The state word of a task and the two wakers that it guards.

use core::task::Waker;

use super::{
    panics,
    sync::{AtomicUsize, Ordering},
    waker_slot::WakerSlot,
};

/// The output is stored and the future is gone. Set once, by the executor's side; never cleared.
const DONE: usize = 1 << 0;
/// The handle is gone. Set once, by the handle's side; never cleared. Has no meaning if `DONE` came
/// first.
const DETACHED: usize = 1 << 1;
/// The task is to be canceled. Set by anyone; never cleared. Has no meaning if `DONE` came first.
const ABORT: usize = 1 << 2;
/// A waker is in `join_waker`. Set and cleared by the handle's side.
const JOIN_WAKER: usize = 1 << 3;
/// A waker is in `task_waker`. Set and cleared by the executor's side.
const TASK_WAKER: usize = 1 << 4;
/// The call that spawns the task has not returned. Set from the start, and in local tasks only;
/// cleared by the thread that spawns the task, before anyone can abort it.
const HELD: usize = 1 << 5;

/// The state word of a task and the two wakers that it guards.
///
/// Every call is on behalf of one of three: the *executor's side* (it polls and drops the task, one
/// call at a time), the *handle's side* (the one `JoinHandle`, through `&mut`), or *anyone* (who
/// aborts, or asks whether the task is done).
///
/// | slot | owner | its waker is in | taker | the taker came | the owner leaves by |
/// |---|---|---|---|---|---|
/// | `join_waker` | handle's side | `JOIN_WAKER` | executor's side | `DONE` | `DETACHED` |
/// | `task_waker` | executor's side | `TASK_WAKER` | anyone | `ABORT` | `DONE` |
///
/// # Invariants
///
/// 1. While the bit "its waker is in" is clear, only the owner touches the slot.
/// 2. While that bit is set, nobody writes the slot. The waker in it belongs to whoever comes
///    first: the taker, by setting its bit, or the owner, by clearing the first bit or by leaving.
///
/// Who "comes first" is settled by read-modify-writes of one word: the first one sees that the
/// waker is in, the other one sees the first.
///
/// The word is never in a state that another call would have to wait for. So it does no harm if a
/// waker's `clone`, `wake` or `drop`, which are foreign code, come back to this task.
///
/// A bit that one side alone changes is set by adding it and cleared by subtracting it: the same,
/// but one instruction on common machines, where "or" and "and" are a loop when the old value
/// matters.
///
/// # Orderings
///
/// Setting the bit of a waker releases the slot, and setting `DONE` releases the output. Whatever
/// decides who comes first also acquires. As one word carries all, nothing needs `SeqCst`.
pub(super) struct State {
    word: AtomicUsize,
    join_waker: WakerSlot,
    task_waker: WakerSlot,
}

/// What the executor's side has to do in a poll.
pub(super) enum Turn {
    Poll,
    Cancel,
    Wait,
    Nothing,
}

impl State {
    pub(super) fn new(held: bool) -> Self {
        Self {
            word: AtomicUsize::new(if held { HELD } else { 0 }),
            join_waker: WakerSlot::empty(),
            task_waker: WakerSlot::empty(),
        }
    }

    /// Returns whether the output is stored. If so, storing it happened before.
    #[inline]
    pub(super) fn is_done(&self) -> bool {
        // Acquire: pairs with the release in `finish`.
        self.word.load(Ordering::Acquire) & DONE != 0
    }

    /// Asks for the task to be canceled, and wakes it to that end.
    pub(super) fn abort(&self) {
        if self.is_done() {
            return;
        }
        // Acquire: pairs with the release in `put`. Release: what the caller did before happens
        // before the future's destructor.
        let before = self.word.fetch_or(ABORT, Ordering::AcqRel);
        if before & (DONE | ABORT | TASK_WAKER) == TASK_WAKER {
            // SAFETY: `TASK_WAKER` was set, so the waker was put in before and nobody writes the
            // slot; neither `ABORT` nor `DONE` was set, so this call came first and no other one
            // takes the waker (invariant 2).
            let waker = unsafe { self.task_waker.take() };
            waker.wake();
        }
        // Without `TASK_WAKER` the task has not been `Pending` yet, or is about to leave another
        // waker: it looks at `ABORT` after that.
    }

    /// Lets a held task run, as the call that spawned it has returned.
    ///
    /// Only the thread that spawned the task may call this, before anyone can abort it.
    pub(super) fn release(&self) {
        // No read-modify-write: both sides of a local task are on this thread, and nobody can
        // abort it yet.
        let word = self.word.load(Ordering::Relaxed);
        self.word.store(word & !HELD, Ordering::Relaxed);
    }
}

/// The executor's side.
impl State {
    #[inline]
    pub(super) fn turn(&self) -> Turn {
        // Acquire: pairs with the release in `abort`.
        let word = self.word.load(Ordering::Acquire);
        if word & (DONE | ABORT | HELD) == 0 {
            Turn::Poll
        } else if word & DONE != 0 {
            Turn::Nothing
        } else if word & HELD != 0 {
            Turn::Wait
        } else {
            Turn::Cancel
        }
    }

    /// Leaves `waker` for an aborter. Returns whether one has come already.
    ///
    /// # Safety
    ///
    /// 1. The caller is the executor's side, and has not called `finish`.
    #[inline]
    pub(super) unsafe fn park(&self, waker: &Waker) -> bool {
        // SAFETY: this is the row of `task_waker`, and the caller is its owner (promise 1).
        unsafe { self.leave(waker, &self.task_waker, TASK_WAKER, ABORT) }
    }

    /// Publishes the output, drops the task's waker and wakes the handle. Returns whether the
    /// handle is gone, which leaves the output to the executor's side.
    ///
    /// # Safety
    ///
    /// 1. The caller is the executor's side, and calls this once.
    #[inline]
    pub(super) unsafe fn finish(&self) -> bool {
        // Release: publishes the output. Acquire: pairs with the release in `put`.
        let before = self.word.fetch_add(DONE, Ordering::AcqRel);
        if before & (ABORT | TASK_WAKER) == TASK_WAKER {
            // SAFETY: `TASK_WAKER` was set, so the waker was put in before and nobody writes the
            // slot; `ABORT` was not, so this call came first and no other one takes the waker
            // (invariant 2).
            let waker = unsafe { self.task_waker.take() };
            panics::contain(|| drop(waker));
        }
        if before & (DETACHED | JOIN_WAKER) == JOIN_WAKER {
            // SAFETY: `JOIN_WAKER` was set, so the waker was put in before and nobody writes the
            // slot; `DETACHED` was not, so this call came first and no other one takes the waker
            // (invariant 2).
            let waker = unsafe { self.join_waker.take() };
            panics::contain(|| waker.wake());
        }
        before & DETACHED != 0
    }
}

/// The handle's side.
impl State {
    /// Returns whether the output is stored. If it is not, leaves `waker` to be woken.
    ///
    /// # Safety
    ///
    /// 1. The caller is the handle's side, and has not called `detach`.
    #[inline]
    pub(super) unsafe fn poll_done(&self, waker: &Waker) -> bool {
        // SAFETY: this is the row of `join_waker`, and the caller is its owner (promise 1).
        unsafe { self.leave(waker, &self.join_waker, JOIN_WAKER, DONE) }
    }

    /// Leaves the output to the executor's side, unless it is stored already: then returns true.
    ///
    /// # Safety
    ///
    /// 1. The caller is the handle's side, and calls this once.
    pub(super) unsafe fn detach(&self) -> bool {
        if self.is_done() {
            return true;
        }
        // Acquire: pairs with the release in `finish`.
        let before = self.word.fetch_add(DETACHED, Ordering::Acquire);
        if before & DONE != 0 {
            return true;
        }
        if before & JOIN_WAKER != 0 {
            // SAFETY: `JOIN_WAKER` was set, so this side put the waker in before, and nobody writes
            // the slot; `DONE` was not, so this call came first and no other one takes the waker
            // (invariant 2).
            let waker = unsafe { self.join_waker.take() };
            drop(waker);
        }
        false
    }
}

/// Either side, as the owner of a slot.
impl State {
    /// Leaves `waker` in `slot`. Returns whether the taker has come already; it will not wake then.
    ///
    /// # Safety
    ///
    /// 1. `slot`, `is_in` and `taken` are from one row of the table above.
    /// 2. The caller is the owner of `slot`, and has not left.
    #[inline]
    unsafe fn leave(&self, waker: &Waker, slot: &WakerSlot, is_in: usize, taken: usize) -> bool {
        // Acquire: pairs with the release by which the taker came.
        let word = self.word.load(Ordering::Acquire);
        if word & taken != 0 {
            return true;
        }
        if word & is_in != 0 {
            // SAFETY: `is_in` is set, so this side put a waker in before, and nobody writes the
            // slot (invariant 2).
            let same = unsafe { slot.will_wake(waker) };
            if same {
                // If the taker comes after the load above, it wakes the waker in the slot, and
                // that one was alive beside `waker` at the load: they wake the same task.
                return false;
            }
        }
        // Foreign code, so not between the steps below.
        let fresh = waker.clone();
        if word & is_in != 0 {
            // SAFETY: promises 1 and 2; `is_in` is set, as nobody else clears it.
            return unsafe { self.replace(fresh, slot, is_in, taken) };
        }
        // SAFETY: promises 1 and 2; `is_in` is clear, as nobody else sets it.
        unsafe { self.put(fresh, slot, is_in, taken) }
    }

    /// Takes the waker out of `slot`, and puts `fresh` in. Returns what `leave` does.
    ///
    /// # Safety
    ///
    /// 1. Those of `leave`, 1 and 2.
    /// 2. `is_in` is set.
    unsafe fn replace(&self, fresh: Waker, slot: &WakerSlot, is_in: usize, taken: usize) -> bool {
        // Acquire: pairs with the release by which the taker came.
        let before = self.word.fetch_sub(is_in, Ordering::Acquire);
        if before & taken != 0 {
            return true;
        }
        // SAFETY: `is_in` was set, so this side put the waker in before, and nobody else writes the
        // slot; the taker had not come, so no other call takes the waker (invariant 2).
        let stale = unsafe { slot.take() };
        // SAFETY: promise 1; `is_in` is clear, as of above.
        let late = unsafe { self.put(fresh, slot, is_in, taken) };
        drop(stale);
        late
    }

    /// Puts `fresh` in `slot`. Returns what `leave` does.
    ///
    /// # Safety
    ///
    /// 1. Those of `leave`, 1 and 2.
    /// 2. `is_in` is clear.
    #[inline]
    unsafe fn put(&self, fresh: Waker, slot: &WakerSlot, is_in: usize, taken: usize) -> bool {
        // SAFETY: only this side touches the slot (invariant 1, promise 2).
        unsafe { slot.put(fresh) };
        // Release: publishes the slot. Acquire: pairs with the release by which the taker came.
        let before = self.word.fetch_add(is_in, Ordering::AcqRel);
        let late = before & taken != 0;
        if late {
            // The taker came while no waker was in: it woke nobody and never looks at the slot.
            // SAFETY: put in above; nobody else reads, writes or takes it.
            let fresh = unsafe { slot.take() };
            drop(fresh);
        }
        late
    }
}

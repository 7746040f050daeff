//! The stack of woken children, and the waker of the task that polls them.

#![expect(unsafe_code, reason = "room 9: the task and a waker own the place of a waker in turn")]

use core::{fmt, mem, task::Waker};

use super::sync::{AtomicBool, AtomicUsize, Ordering, UnsafeCell};

/// A stack of slots by number, and the waker of the task that polls.
///
/// `top` says everything: the stack is empty ([`EMPTY`]), empty and the task waits ([`PARKED`]), or
/// the number of the newest slot. Whoever pushes onto `PARKED` wakes the task, and nobody else, so
/// all further wakes are one exchange.
///
/// # Invariants
///
/// 1. `top` becomes `PARKED` only in [`park`](Self::park), which the task calls, and after which
///    `lent` is `true`.
/// 2. While `lent` is `true` and `top` is `PARKED`, nobody touches `parent`. Who exchanges `PARKED`
///    for something else owns `parent` until it sets `lent` to `false`.
/// 3. While `lent` is `false`, the task owns `parent`. Only it sets `lent` to `true`.
/// 4. "The task" is whoever has the [`Woken`](super::Woken) by `&mut`: one at a time.
pub(super) struct Queue {
    top: AtomicUsize,
    lent: AtomicBool,
    parent: UnsafeCell<Option<Waker>>,
}

// SAFETY: `parent` is the only field that is not `Sync`; who may touch it when is what invariants
// 1 to 4 say, and each hand-over is a release and an acquire. A `Waker` is `Send`.
unsafe impl Sync for Queue {}

impl Queue {
    pub(super) fn new() -> Self {
        Self {
            top: AtomicUsize::new(EMPTY),
            lent: AtomicBool::new(false),
            parent: UnsafeCell::new(None),
        }
    }

    /// Pushes a slot, and wakes the task if it waits. `link` is the slot's own, and nobody else's
    /// until the slot was taken.
    #[inline]
    pub(super) fn push(&self, slot: usize, link: &AtomicUsize) {
        let mut top = self.top.load(Ordering::Relaxed);
        loop {
            link.store(if top == PARKED { EMPTY } else { top }, Ordering::Relaxed);
            // Release: `take` sees the link, and what happened before the wake. Acquire: if it was
            // `PARKED`, the waker that `park` stored.
            match self.top.compare_exchange_weak(top, slot, Ordering::AcqRel, Ordering::Relaxed) {
                Ok(_) => break,
                Err(now) => top = now,
            }
        }
        if top == PARKED {
            // Out of the place, and the place given back, before foreign code runs.
            if let Some(waker) = self.take_parent() {
                waker.wake();
            }
        }
    }

    /// Takes the whole stack: the newest slot, or [`EMPTY`]. Whoever wakes now, wakes nobody.
    ///
    /// For the task only.
    #[inline]
    pub(super) fn take(&self) -> usize {
        if self.top.load(Ordering::Relaxed) == EMPTY {
            return EMPTY;
        }
        // Acquire: pairs with `push`.
        let top = self.top.swap(EMPTY, Ordering::AcqRel);
        if top != PARKED {
            return top;
        }
        // Nobody took the loan: the exchange above did (invariant 2).
        self.lent.store(false, Ordering::Relaxed);
        EMPTY
    }

    /// Lets the next push wake `waker`. If there was a push already, wakes it now.
    ///
    /// For the task only, and after [`take`](Self::take).
    #[inline]
    pub(super) fn park(&self, waker: &Waker) {
        if self.top.load(Ordering::Relaxed) != EMPTY || self.lent.load(Ordering::Acquire) {
            // A push came in between; or one that was before `take` still holds the place, and
            // will wake the waker of an earlier poll.
            waker.wake_by_ref();
            return;
        }
        self.set_parent(waker);
        self.lent.store(true, Ordering::Relaxed);
        // Release: `push` sees the waker and the loan.
        if self.top.compare_exchange(EMPTY, PARKED, Ordering::AcqRel, Ordering::Relaxed).is_err() {
            // Never `PARKED`, so never lent. Whatever came in between has not seen a waker.
            self.lent.store(false, Ordering::Relaxed);
            waker.wake_by_ref();
        }
    }

    /// Takes the waker back: no push wakes the task from now on. What is on the stack stays there.
    ///
    /// For the task only.
    pub(super) fn unpark(&self) {
        if self.top.compare_exchange(PARKED, EMPTY, Ordering::AcqRel, Ordering::Relaxed).is_ok() {
            self.lent.store(false, Ordering::Relaxed);
        }
    }

    /// Drops the waker of the task: it polls no more.
    ///
    /// For the task only.
    pub(super) fn close(&self) {
        self.unpark();
        if !self.lent.load(Ordering::Acquire) {
            drop(self.take_parent());
        }
    }

    /// For the owner of the place only (invariants 2 and 3).
    fn take_parent(&self) -> Option<Waker> {
        // SAFETY: the caller owns the place: it exchanged `PARKED` in `push` (invariant 2), or it
        // is the task and saw `lent` false (invariant 3).
        let waker = self.parent.with_mut(|parent| unsafe { (*parent).take() });
        // Release: pairs with the loads of `lent`.
        self.lent.store(false, Ordering::Release);
        waker
    }

    /// For the task only, while the place is not lent.
    fn set_parent(&self, waker: &Waker) {
        // SAFETY: the task owns the place (invariant 3). `will_wake` compares two pointers.
        let same = self.parent.with_mut(|parent| unsafe {
            (*parent).as_ref().is_some_and(|parent| parent.will_wake(waker))
        });
        if same {
            return;
        }
        // Foreign code may panic and may come back: none of it runs inside the place.
        let newer = Some(waker.clone());
        // SAFETY: as above; the clone has not parked, as the task is here.
        let older = self.parent.with_mut(|parent| mem::replace(unsafe { &mut *parent }, newer));
        drop(older);
    }
}

impl fmt::Debug for Queue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Queue").finish_non_exhaustive()
    }
}

/// Nobody is on the stack.
pub(super) const EMPTY: usize = usize::MAX;

/// Nobody is on the stack, and the task waits.
const PARKED: usize = usize::MAX - 1;

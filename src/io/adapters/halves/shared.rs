//! An object that two sides use in turn, where neither ever blocks.

#![expect(unsafe_code, reason = "room 7: two sides use one value in turn, as a state says")]

use alloc::sync::Arc;
use core::{
    fmt,
    pin::Pin,
    task::{Context, Poll, Waker},
};

use crate::sync::{AtomicUsize, Ordering, UnsafeCell};

/// Nobody uses the value.
const FREE: usize = 0;
/// A side uses the value. The other one does not wait for it.
const HELD: usize = 1;
/// A side uses the value. The other one waits, and its waker is in its slot.
const AWAITED: usize = 2;
/// The side that used the value is done, and takes the other one's waker out of its slot.
const LEAVING: usize = 3;

/// One side of a value that two sides use in turn.
pub(super) struct Side<T> {
    shared: Arc<Shared<T>>,
    /// 0 or 1, and different for the two.
    index: usize,
}

/// A value, and who may use it.
///
/// # Invariants
///
/// 1. It has at most two sides. All that a side does here takes its `&mut`, so a side does one thing
///    at a time: it holds the value, or it is in [`Side::poll_lock`], or neither.
/// 2. The value is used by the side that moved `state` from `FREE` to `HELD`, and by nobody else until
///    that side has moved it back to `FREE`.
/// 3. A slot is used by its side, except that the side gives it away when it moves `state` from `HELD`
///    to `AWAITED`. It has it back once it has moved `AWAITED` to `HELD`, or once it finds `FREE` or
///    `HELD`. The side that holds the value has the other one's slot from when it moved `AWAITED` to
///    `LEAVING` until it moves that to `FREE`.
/// 4. Each move of `state` releases what its side did before, and acquires what was done before the
///    move that it follows. So does a failed one acquire.
/// 5. The value is not moved before it is the only thing left of both sides.
struct Shared<T> {
    state: AtomicUsize,
    slots: [UnsafeCell<Option<Waker>>; 2],
    value: UnsafeCell<T>,
}

// SAFETY: one side at a time uses the value (invariants 2 and 4), so to share it is to send it. One
// side at a time uses a slot (invariants 3 and 4), and a waker is `Send`.
unsafe impl<T: Send> Sync for Shared<T> {}

impl<T> Side<T> {
    /// Shares `value` between two sides.
    pub(super) fn pair(value: T) -> (Self, Self) {
        let shared = Arc::new(Shared {
            state: AtomicUsize::new(FREE),
            slots: [UnsafeCell::new(None), UnsafeCell::new(None)],
            value: UnsafeCell::new(value),
        });
        (Self { shared: Arc::clone(&shared), index: 0 }, Self { shared, index: 1 })
    }

    /// Calls `poll` with the value, or is pending while the other side uses it.
    ///
    /// Then the newest waker is woken when the other side is done. No waker is cloned, woken or
    /// dropped by this type while the value is held; what `poll` does is its own affair, and if it
    /// comes back to the other side, that one is pending.
    pub(super) fn poll<R>(
        &mut self,
        cx: &mut Context<'_>,
        poll: impl FnOnce(Pin<&mut T>, &mut Context<'_>) -> Poll<R>,
    ) -> Poll<R> {
        let Poll::Ready(held) = self.poll_lock(cx) else {
            return Poll::Pending;
        };
        held.0.shared.value.with_mut(|value| {
            // SAFETY: this side holds the value (invariant 2) until `held` is dropped, so nobody else
            // refers to it.
            let value = unsafe { &mut *value };
            // SAFETY: it is not moved while there are two sides, and then dropped in its place or
            // `Unpin` (invariant 5).
            let value = unsafe { Pin::new_unchecked(value) };
            poll(value, cx)
        })
    }

    fn poll_lock(&mut self, cx: &mut Context<'_>) -> Poll<Held<'_, T>> {
        let shared = &*self.shared;
        loop {
            match shared.advance(FREE, HELD) {
                Ok(()) => return Poll::Ready(Held(self)),
                Err(LEAVING) => {
                    // Our earlier waker is taken, and the value all but free: look again.
                    cx.waker().wake_by_ref();
                    return Poll::Pending;
                }
                Err(AWAITED) => {
                    // It is we who wait (invariant 1). The waker may be stale: take the slot back.
                    if shared.advance(AWAITED, HELD).is_err() {
                        continue;
                    }
                }
                Err(_) => {}
            }
            // Held by the other side, and the slot is ours (invariant 3). Foreign code runs here, and
            // the other side may leave meanwhile: the move below finds out.
            let waker = match self.take_waker() {
                Some(waker) if waker.will_wake(cx.waker()) => waker,
                stale => {
                    drop(stale);
                    cx.waker().clone()
                }
            };
            self.put_waker(waker);
            if shared.advance(HELD, AWAITED).is_ok() {
                return Poll::Pending;
            }
            drop(self.take_waker());
        }
    }

    /// Takes the waker out of this side's slot, which must be this side's to use.
    fn take_waker(&self) -> Option<Waker> {
        self.shared.slots[self.index].with_mut(|slot| {
            // SAFETY: only `poll_lock` calls this, where invariant 3 gives the slot to this side.
            unsafe { &mut *slot }.take()
        })
    }

    /// Puts a waker into this side's slot, which must be empty and this side's to use.
    fn put_waker(&self, waker: Waker) {
        self.shared.slots[self.index].with_mut(|slot| {
            // SAFETY: only `poll_lock` calls this, where invariant 3 gives the slot to this side.
            *unsafe { &mut *slot } = Some(waker);
        });
    }

    /// Returns whether `other` is the other side of the same value.
    pub(super) fn is_pair_of(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.shared, &other.shared)
    }

    /// Gives the value back, or the sides if they are not of one value.
    pub(super) fn reunite(self, other: Self) -> Result<T, (Self, Self)>
    where
        T: Unpin,
    {
        if !self.is_pair_of(&other) {
            return Err((self, other));
        }
        drop(other);
        let shared =
            Arc::into_inner(self.shared).expect("there were two sides, and one is dropped");
        Ok(shared.value.into_inner())
    }
}

impl<T> Shared<T> {
    /// Moves the state from `from` to `to`, or returns what it was.
    fn advance(&self, from: usize, to: usize) -> Result<(), usize> {
        // Invariant 4.
        self.state.compare_exchange(from, to, Ordering::AcqRel, Ordering::Acquire).map(drop)
    }
}

/// The right to use the value, given back on drop, also when a poll panics.
struct Held<'a, T>(&'a Side<T>);

impl<T> Drop for Held<'_, T> {
    fn drop(&mut self) {
        let Side { shared, index } = self.0;
        loop {
            if shared.advance(HELD, FREE).is_ok() {
                return;
            }
            // The other side waits. It may be about to put a new waker in; then it is `HELD` again.
            if shared.advance(AWAITED, LEAVING).is_ok() {
                break;
            }
        }
        let waker = shared.slots[1 - index].with_mut(|slot| {
            // SAFETY: between `LEAVING` and `FREE` the slot is this side's (invariant 3).
            unsafe { &mut *slot }.take()
        });
        let left = shared.advance(LEAVING, FREE);
        debug_assert!(left.is_ok(), "nobody else moves the state from there");
        if let Some(waker) = waker {
            waker.wake();
        }
    }
}

impl<T> fmt::Debug for Side<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Not the value: another thread may be using it.
        f.debug_struct("Side").finish_non_exhaustive()
    }
}

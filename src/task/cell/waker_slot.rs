//! Room for one waker, owned in turn by two sides.

use core::{mem::MaybeUninit, task::Waker};

use super::sync::UnsafeCell;

/// Room for one waker, which one side puts in and either side takes out.
///
/// Who may do what is said by bits of the state word beside it ([`Header`](super::header::Header)
/// has the rules). The slot itself knows nothing and never drops what it holds.
///
/// Taking out only *reads* the slot. So one side may compare the waker while the other one takes
/// it: there is no write to race with, and comparing looks at the two words of the waker alone.
pub(super) struct WakerSlot(UnsafeCell<MaybeUninit<Waker>>);

impl WakerSlot {
    pub(super) fn empty() -> Self {
        Self(UnsafeCell::new(MaybeUninit::uninit()))
    }

    /// Puts `waker` in.
    ///
    /// # Safety
    ///
    /// 1. No other thread accesses the slot during the call.
    pub(super) unsafe fn put(&self, waker: Waker) {
        self.0.with_mut(|slot| {
            // SAFETY: the pointer is that of the cell's own contents, and nobody else reads or
            // writes them now (promise 1).
            unsafe { (*slot).write(waker) };
        });
    }

    /// Tells whether the waker that was put in last wakes the same task as `waker`.
    ///
    /// # Safety
    ///
    /// 1. A waker was put in, and that happened before this call.
    /// 2. No other thread writes the slot during the call. It may take the waker out.
    pub(super) unsafe fn will_wake(&self, waker: &Waker) -> bool {
        self.0.with(|slot| {
            // SAFETY: nobody writes the slot now (promise 2).
            let slot = unsafe { &*slot };
            // SAFETY: the slot was initialized (promise 1), and no call of this type
            // de-initializes it. If the waker was taken out meanwhile, its words are still there,
            // and `will_wake` looks no further than at them.
            unsafe { slot.assume_init_ref() }.will_wake(waker)
        })
    }

    /// Takes the waker out.
    ///
    /// # Safety
    ///
    /// 1. A waker was put in, and that happened before this call.
    /// 2. No other thread writes the slot during the call.
    /// 3. Each waker that was put in is taken at most once.
    pub(super) unsafe fn take(&self) -> Waker {
        self.0.with(|slot| {
            // SAFETY: nobody writes the slot now (promise 2).
            let slot = unsafe { &*slot };
            // SAFETY: the slot is initialized (promise 1), and the copy becomes the only owner of
            // the waker (promise 3).
            unsafe { slot.assume_init_read() }
        })
    }
}

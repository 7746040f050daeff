//! A lock, without std.

#![expect(unsafe_code, reason = "room 7: a value that is used by one thread at a time")]

use core::hint;

use crate::sync::{AtomicUsize, Ordering, UnsafeCell};

/// A value that two ends share.
///
/// Who finds it locked spins. It is locked while bytes are copied, and never while foreign code runs.
///
/// # Invariants
///
/// 1. The value is used by the thread that moved `locked` from 0 to 1, until it moves it back.
pub(super) struct Lock<T> {
    locked: AtomicUsize,
    value: UnsafeCell<T>,
}

// SAFETY: one thread at a time uses the value (invariant 1), so to share it is to send it.
unsafe impl<T: Send> Sync for Lock<T> {}

impl<T> Lock<T> {
    pub(super) const fn new(value: T) -> Self {
        Self { locked: AtomicUsize::new(0), value: UnsafeCell::new(value) }
    }

    /// Runs `use_it`, which must not run foreign code, with the value.
    pub(super) fn with<R>(&self, use_it: impl FnOnce(&mut T) -> R) -> R {
        while self.locked.compare_exchange(0, 1, Ordering::Acquire, Ordering::Relaxed).is_err() {
            hint::spin_loop();
        }
        let unlock = Unlock(&self.locked);
        let result = self.value.with_mut(|value| {
            // SAFETY: this thread has moved `locked` from 0 to 1, and moves it back below (invariant
            // 1), so this is the only reference.
            use_it(unsafe { &mut *value })
        });
        drop(unlock);
        result
    }
}

/// Unlocks on drop, also when `use_it` panics.
struct Unlock<'a>(&'a AtomicUsize);

impl Drop for Unlock<'_> {
    fn drop(&mut self) {
        self.0.store(0, Ordering::Release);
    }
}

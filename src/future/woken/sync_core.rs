//! What the woken set takes from `core`, in the shape of `loom`, which takes its place in models.

pub(super) use core::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

/// `core`'s `UnsafeCell`, reached through a closure, so that a model sees each access begin and end.
#[derive(Debug)]
pub(super) struct UnsafeCell<T>(core::cell::UnsafeCell<T>);

impl<T> UnsafeCell<T> {
    pub(super) const fn new(value: T) -> Self {
        Self(core::cell::UnsafeCell::new(value))
    }

    /// Calls `write` with a pointer that it may write through.
    #[inline(always)]
    pub(super) fn with_mut<R>(&self, write: impl FnOnce(*mut T) -> R) -> R {
        write(self.0.get())
    }
}

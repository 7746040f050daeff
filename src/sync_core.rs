//! What cells that two sides own in turn take from `core`, in the shape of `loom`, which takes its place in models.

#[cfg(all(feature = "alloc", target_has_atomic = "ptr"))]
pub(crate) use core::sync::atomic::AtomicUsize;
pub(crate) use core::sync::atomic::{AtomicU8, Ordering};

/// `core`'s `UnsafeCell`, reached through closures, so that a model sees each access begin and end.
pub(crate) struct UnsafeCell<T>(core::cell::UnsafeCell<T>);

impl<T> UnsafeCell<T> {
    pub(crate) const fn new(value: T) -> Self {
        Self(core::cell::UnsafeCell::new(value))
    }

    #[cfg(all(feature = "alloc", target_has_atomic = "ptr"))]
    pub(crate) fn into_inner(self) -> T {
        self.0.into_inner()
    }

    /// Calls `read` with a pointer that it only reads through.
    #[inline(always)]
    pub(crate) fn with<R>(&self, read: impl FnOnce(*const T) -> R) -> R {
        read(self.0.get())
    }

    /// Calls `write` with a pointer that it may write through.
    #[inline(always)]
    pub(crate) fn with_mut<R>(&self, write: impl FnOnce(*mut T) -> R) -> R {
        write(self.0.get())
    }
}

//! A value that a shared reference does not reach.

#![expect(unsafe_code, reason = "room 3: shares a wrapper that shares nothing of what it holds")]

use core::fmt;
#[cfg(feature = "hyper")]
use core::pin::Pin;

use pin_project_lite::pin_project;

pin_project! {
    /// A value that a shared reference does not reach, so that the wrapper is `Sync` where the value
    /// is not.
    ///
    /// Errors need it: `dyn Error + Send + Sync` is what `?` converts to, and neither a task nor a
    /// panic's payload is `Sync`.
    ///
    /// # Invariants
    ///
    /// 1. No function of this type that takes `&self` looks at the value.
    pub(crate) struct Exclusive<T> {
        #[pin]
        value: T,
    }
}

// SAFETY: two threads that share a wrapper share nothing of its value (invariant 1).
unsafe impl<T: Send> Sync for Exclusive<T> {}

impl<T> Exclusive<T> {
    pub(crate) const fn new(value: T) -> Self {
        Self { value }
    }

    #[cfg(feature = "hyper")]
    pub(crate) fn get_pin_mut(self: Pin<&mut Self>) -> Pin<&mut T> {
        self.project().value
    }

    pub(crate) fn into_inner(self) -> T {
        self.value
    }
}

impl<T> fmt::Debug for Exclusive<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Exclusive").finish_non_exhaustive()
    }
}

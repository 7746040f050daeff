//! A value that hooks and other threads can reach.

use alloc::sync::Arc;
use core::fmt;

use super::Lock;

/// A value that hooks and other threads can reach, as long as it is there.
///
/// A subject in a slot whose hook holds the slot is a cycle: [`take`](Self::take) it out in the end.
pub struct Slot<T>(Arc<Lock<Option<T>>>);

impl<T> Slot<T> {
    /// Makes a slot with nothing in it.
    pub fn empty() -> Self {
        Self(Arc::default())
    }

    /// Puts `value` in, and returns what was there before.
    pub fn put(&self, value: T) -> Option<T> {
        self.0.with(|slot| slot.replace(value))
    }

    /// Takes the value out, so that it can be dropped while nothing is locked.
    pub fn take(&self) -> Option<T> {
        self.0.with(Option::take)
    }

    /// Uses the value where it is, or returns `None` if it is not there.
    pub fn with<R>(&self, run: impl FnOnce(&mut T) -> R) -> Option<R> {
        self.0.with(|slot| slot.as_mut().map(run))
    }
}

impl<T> Clone for Slot<T> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<T> fmt::Debug for Slot<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Slot").finish_non_exhaustive()
    }
}

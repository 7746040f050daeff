//! A lock, with std.

use std::sync::{Mutex, PoisonError};

/// A value that two ends share.
pub(super) struct Lock<T>(Mutex<T>);

impl<T> Lock<T> {
    pub(super) const fn new(value: T) -> Self {
        Self(Mutex::new(value))
    }

    /// Runs `use_it`, which must not run foreign code, with the value.
    pub(super) fn with<R>(&self, use_it: impl FnOnce(&mut T) -> R) -> R {
        // What a panic left behind is good: no step of a lane can be interrupted half-way.
        use_it(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

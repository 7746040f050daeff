//! A lock, with std.

use std::sync::{Mutex, PoisonError};

/// A value that a check and the tasks it spawned share.
#[derive(Debug, Default)]
pub struct Lock<T>(Mutex<T>);

impl<T> Lock<T> {
    /// Makes the lock.
    pub const fn new(value: T) -> Self {
        Self(Mutex::new(value))
    }

    /// Runs `use_it` with the value.
    ///
    /// Keep foreign code out of `use_it`: it might come back here.
    pub fn with<R>(&self, use_it: impl FnOnce(&mut T) -> R) -> R {
        // A panic inside a check is reported by itself; the value is still one.
        use_it(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

//! A lock, without std.

/// A value that a check and the tasks it spawned share.
#[derive(Debug, Default)]
pub struct Lock<T>(spin::Mutex<T>);

impl<T> Lock<T> {
    /// Makes the lock.
    pub const fn new(value: T) -> Self {
        Self(spin::Mutex::new(value))
    }

    /// Runs `use_it` with the value.
    ///
    /// Keep foreign code out of `use_it`: it might come back here.
    pub fn with<R>(&self, use_it: impl FnOnce(&mut T) -> R) -> R {
        use_it(&mut self.0.lock())
    }
}

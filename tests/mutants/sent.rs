//! A future that is sent to where it must not go: what safe code cannot do.

#![expect(
    unsafe_code,
    reason = "the defect is to drop on another thread what must stay on this one"
)]

use std::{future::Future, pin::Pin};

/// A future, said to be `Send`.
pub(crate) struct Sent<F: ?Sized>(Pin<Box<F>>);

// SAFETY: none holds; this is the defect. The future of the rule that must notice holds nothing that
// minds the thread, and says that it does.
unsafe impl<F: ?Sized> Send for Sent<F> {}

impl<F: Future + ?Sized> Sent<F> {
    /// Says that `future` is `Send`.
    pub(crate) fn new(future: Pin<Box<F>>) -> Self {
        Self(future)
    }

    /// Returns the future.
    pub(crate) fn as_mut(&mut self) -> Pin<&mut F> {
        self.0.as_mut()
    }
}

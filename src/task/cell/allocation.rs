//! The allocation of a task.

use alloc::boxed::Box;
use core::{cell::UnsafeCell, future::Future, ptr::NonNull};

use super::{anchor::Anchor, shared::Shared};

/// The allocation of a task: what its two sides share, and a place for the executor's side alone.
#[repr(C)] // begins with what begins with the header
pub(super) struct Cell<F: Future> {
    pub(super) shared: Shared<F>,
    pub(super) anchor: UnsafeCell<Anchor<F>>,
}

impl<F: Future> Cell<F> {
    pub(super) fn new(future: F, held: bool) -> Box<Self> {
        Box::new(Self {
            shared: Shared::new(future, held),
            anchor: UnsafeCell::new(Anchor { cell: NonNull::dangling() }),
        })
    }
}

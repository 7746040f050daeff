//! One waker that stands for many.

use alloc::{sync::Arc, task::Wake};
use core::task::{Context, Waker};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Wakes the task that asked last, by a waker that is always the same one.
///
/// A reactor that compares wakers may take each poll of one task for a poll by another: where an
/// executor's wakers are not equal to their clones, as monoio's are in release builds. async-io then
/// wakes the "other" task, which polls again, and so on for ever.
#[derive(Debug)]
pub(super) struct Newest {
    slot: Arc<Slot>,
    waker: Waker,
}

impl Newest {
    pub(super) fn new() -> Self {
        let slot = Arc::new(Slot { task: Mutex::new(None) });
        Self { waker: Waker::from(Arc::clone(&slot)), slot }
    }

    /// Keeps the waker of `cx`, and returns the one that stands for it.
    pub(super) fn keep(&self, cx: &Context<'_>) -> &Waker {
        let same = self.slot.lock().as_ref().is_some_and(|kept| kept.will_wake(cx.waker()));
        if !same {
            // A waker is foreign code: it is cloned and dropped without the lock.
            let newest = cx.waker().clone();
            let other = self.slot.lock().replace(newest);
            drop(other);
        }
        &self.waker
    }
}

#[derive(Debug)]
struct Slot {
    task: Mutex<Option<Waker>>,
}

impl Slot {
    fn lock(&self) -> MutexGuard<'_, Option<Waker>> {
        self.task.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Wake for Slot {
    fn wake(self: Arc<Self>) {
        let task = self.lock().take();
        if let Some(task) = task {
            task.wake();
        }
    }
}

//! The right to abort a task.

use core::{
    fmt,
    panic::{RefUnwindSafe, UnwindSafe},
};

use crate::task::cell;

/// The right to abort a task, apart from the right to join it.
///
/// Returned by [`JoinHandle::abort_handle`](crate::task::JoinHandle::abort_handle). It keeps the
/// memory of the task, but neither its future nor its output.
#[derive(Clone)]
pub struct AbortHandle {
    task: cell::Aborter,
}

impl AbortHandle {
    pub(super) const fn new(task: cell::Aborter) -> Self {
        Self { task }
    }

    /// Cancels the task, as [`JoinHandle::abort`](crate::task::JoinHandle::abort) does.
    pub fn abort(&self) {
        self.task.abort();
    }

    /// Returns whether the task has ended.
    pub fn is_finished(&self) -> bool {
        self.task.is_finished()
    }
}

// No panic leaves a task half changed.
impl UnwindSafe for AbortHandle {}
impl RefUnwindSafe for AbortHandle {}

impl fmt::Debug for AbortHandle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AbortHandle")
            .field("is_finished", &self.is_finished())
            .finish_non_exhaustive()
    }
}

static_assertions::assert_impl_all!(AbortHandle: Send, Sync, Unpin);

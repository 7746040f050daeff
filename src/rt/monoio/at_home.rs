//! A task that is not dropped away from its thread.

use core::{
    future::Future,
    mem,
    pin::Pin,
    task::{Context, Poll},
};
use std::thread::{self, ThreadId};

use crate::task::LocalFutureObj;

/// A task that need not be `Send`.
///
/// monoio drops a task with its last waker. What of it is left after the runtime's end may so come
/// to be dropped on another thread, where it must not be touched. There it leaks.
pub(super) struct AtHome {
    /// Taken in `drop` only.
    task: Option<LocalFutureObj<'static, ()>>,
    home: ThreadId,
}

impl AtHome {
    pub(super) fn new(task: LocalFutureObj<'static, ()>) -> Self {
        Self { task: Some(task), home: thread::current().id() }
    }
}

impl Future for AtHome {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let task = self.task.as_mut().expect("a task that is polled was not dropped");
        Pin::new(task).poll(cx)
    }
}

impl Drop for AtHome {
    fn drop(&mut self) {
        if thread::current().id() != self.home {
            mem::forget(self.task.take());
        }
    }
}

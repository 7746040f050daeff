//! A task that does not outlive its handle for long.

use core::{
    future::Future,
    pin::Pin,
    task::{Context, Poll},
};

use crate::task::{AbortHandle, JoinError, JoinHandle, async_drop::PollDrop};

/// Handle of a task that is aborted when the handle is dropped.
///
/// Returned by [`JoinHandle::abort_on_drop`]. As a future it is the same as [`JoinHandle`].
///
/// Dropping it does not wait: the executor drops the task's future soon after.
///
/// # Cancel safety
///
/// Dropping it aborts the task.
#[derive(Debug)]
#[must_use = "dropping the handle aborts the task"]
pub struct AbortOnDrop<T> {
    handle: JoinHandle<T>,
}

impl<T> AbortOnDrop<T> {
    pub(super) const fn new(handle: JoinHandle<T>) -> Self {
        Self { handle }
    }

    /// Cancels the task, as [`JoinHandle::abort`] does.
    pub fn abort(&self) {
        self.handle.abort();
    }

    /// Returns a second handle, which can abort the task but not join it.
    pub fn abort_handle(&self) -> AbortHandle {
        self.handle.abort_handle()
    }

    /// Returns whether the task has ended, so that polling the handle is ready.
    pub fn is_finished(&self) -> bool {
        self.handle.is_finished()
    }
}

impl<T> Future for AbortOnDrop<T> {
    type Output = Result<T, JoinError>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        Pin::new(&mut self.handle).poll(cx)
    }
}

/// Aborts the task, and waits until it has ended: its future's destructor has run.
impl<T> PollDrop for AbortOnDrop<T> {
    fn poll_drop_ready(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        // Whoever has joined the task must not join it again.
        if self.is_finished() {
            return Poll::Ready(());
        }
        self.abort();
        Pin::new(&mut self.handle).poll(cx).map(drop)
    }
}

impl<T> Drop for AbortOnDrop<T> {
    fn drop(&mut self) {
        self.handle.abort();
    }
}

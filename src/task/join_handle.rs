//! The handle of a spawned task.

use core::{
    fmt,
    future::Future,
    panic::{RefUnwindSafe, UnwindSafe},
    pin::Pin,
    task::{Context, Poll},
};

use crate::task::{AbortHandle, AbortOnDrop, JoinError, cell};

/// The handle of a spawned task: a future of what the task returns.
///
/// Returned by [`SpawnExt::spawn`](crate::task::SpawnExt::spawn),
/// [`SpawnLocalExt::spawn_local`](crate::task::SpawnLocalExt::spawn_local) and
/// [`task::spawn`](crate::task::spawn). It means the same on every runtime, whatever the runtime's
/// own handles do:
///
/// - the task runs whether or not the handle is polled;
/// - dropping the handle **detaches** the task, as with [`std::thread::JoinHandle`]: the task runs
///   on, and what it returns is dropped. [`abort_on_drop`](Self::abort_on_drop) is the other way;
/// - a panic of the task goes to the handle and no further (with the feature `std`), also one of
///   the future's destructor, and also one of the output's when nobody takes it;
/// - when the handle is ready, the future's destructor has run, on the executor's side: never on
///   the thread that polls, drops or aborts through a handle.
///
/// # Return value
///
/// - `Poll::Pending`: the task has not ended. The waker of the latest poll is woken when it does.
/// - `Poll::Ready(Ok(output))`: the task has returned `output`.
/// - `Poll::Ready(Err(error))`: the task has panicked or was canceled; [`JoinError`] says which.
///
/// An executor that leaks its tasks instead of dropping them leaves the handle pending for ever.
///
/// # Panics
///
/// Polling the handle again after it was ready panics.
///
/// # Cancel safety
///
/// Cancel safe: polled by reference, the handle keeps the output until it is ready. Dropping it
/// detaches the task.
///
/// # Examples
///
/// ```
/// # #[cfg(feature = "rt-futures")]
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use async_interop::{
///     rt::ThreadPool,
///     task::{BlockOn as _, SpawnExt as _},
/// };
///
/// let pool = ThreadPool::new(futures::executor::ThreadPool::new()?);
/// let handle = pool.spawn(async { 6 * 7 })?;
/// assert_eq!(pool.block_on(handle)?, 42);
/// # Ok(())
/// # }
/// # #[cfg(not(feature = "rt-futures"))]
/// # fn main() {}
/// ```
// Not `must_use`: dropping it is how one detaches a task.
pub struct JoinHandle<T> {
    task: cell::Handle<T>,
}

impl<T> JoinHandle<T> {
    pub(super) const fn new(task: cell::Handle<T>) -> Self {
        Self { task }
    }

    /// Makes the task be aborted when the handle is dropped.
    pub const fn abort_on_drop(self) -> AbortOnDrop<T> {
        AbortOnDrop::new(self)
    }

    /// Cancels the task.
    ///
    /// The task is woken, and its executor drops the future instead of polling it. Then the handle
    /// is ready, with an error that [is canceled](JoinError::is_cancelled). If the task has
    /// returned already, its output stays.
    ///
    /// This does not wait for the task to end: to do so, poll the handle. It may be called from any
    /// thread, also from the task itself, which is canceled when its poll returns `Pending`.
    pub fn abort(&self) {
        self.task.abort();
    }

    /// Returns a second handle, which can abort the task but not join it.
    pub fn abort_handle(&self) -> AbortHandle {
        AbortHandle::new(self.task.aborter())
    }

    /// Returns whether the task has ended, so that polling the handle is ready.
    pub fn is_finished(&self) -> bool {
        self.task.is_finished()
    }
}

impl<T> Future for JoinHandle<T> {
    type Output = Result<T, JoinError>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        self.task.poll(cx)
    }
}

// No panic leaves a task half changed.
impl<T> UnwindSafe for JoinHandle<T> {}
impl<T> RefUnwindSafe for JoinHandle<T> {}

impl<T> fmt::Debug for JoinHandle<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("JoinHandle")
            .field("is_finished", &self.is_finished())
            .finish_non_exhaustive()
    }
}

static_assertions::assert_impl_all!(JoinHandle<core::cell::Cell<u8>>: Send, Sync, Unpin);
static_assertions::assert_not_impl_any!(JoinHandle<*const u8>: Send, Sync);

//! Spawning tasks that stay on their thread.

#[cfg(feature = "alloc")]
use alloc::boxed::Box;
#[cfg(feature = "alloc")]
use core::future::Future;

use futures_task::LocalFutureObj;

use crate::task::{SpawnError, SpawnErrorKind};

/// An executor that takes tasks which are not `Send`, on the thread where this value is.
///
/// Everything that [`Spawn`](crate::task::Spawn) says holds here as well, and the task is polled
/// and dropped on the thread on which it was spawned.
///
/// # Implementing
///
/// An implementation
///
/// - must poll and drop the task on the thread of the call, whichever thread wakes it or drops its
///   last waker;
/// - must wake its driver if the driver sleeps when a task is spawned;
/// - should not poll the task in the call. Where a runtime does so, tasks with a
///   [`JoinHandle`](crate::task::JoinHandle) answer with `Pending` and wake themselves, so that the
///   future itself still starts later;
/// - must return an error, or panic and document it, if nobody will ever drive the task.
pub trait SpawnLocal {
    /// Spawns a task in the form that needs no allocator and no type parameter.
    ///
    /// # Errors
    ///
    /// Returns an error if the executor does not take the task.
    fn spawn_local_obj(
        &self,
        task: LocalFutureObj<'static, ()>,
    ) -> Result<(), SpawnError<LocalFutureObj<'static, ()>>>;

    /// Returns whether the executor takes tasks, as far as it knows; the next call may find it
    /// changed.
    ///
    /// # Errors
    ///
    /// Returns what spawning a task would most likely fail with.
    fn status_local(&self) -> Result<(), SpawnErrorKind> {
        Ok(())
    }

    /// Spawns a future that nobody joins.
    ///
    /// # Implementing
    ///
    /// The provided method boxes the future. A runtime overrides it with its own way to spawn, and
    /// detaches what that returns.
    ///
    /// # Errors
    ///
    /// Returns an error if the executor does not take the task.
    #[cfg(feature = "alloc")]
    fn spawn_local_detached<F>(
        &self,
        future: F,
    ) -> Result<(), SpawnError<LocalFutureObj<'static, ()>>>
    where
        Self: Sized,
        F: Future<Output = ()> + 'static,
    {
        self.spawn_local_obj(LocalFutureObj::new(Box::new(future)))
    }
}

static_assertions::assert_obj_safe!(SpawnLocal);

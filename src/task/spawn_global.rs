//! Spawning on the global executor.

use core::future::Future;

use crate::task::{
    JoinHandle, SpawnError, SpawnErrorKind, SpawnExt as _,
    ambient::{self, inherit},
    cell, global,
};

/// Spawns a future on the global executor, and returns a handle of the new task.
///
/// This works on any thread. The program decides where the task runs, with
/// [`global::set`](crate::task::global::set) or
/// [`global_executor!`](crate::task::global_executor), and a part of it can be given another one
/// with `task::scope` (with the feature `std`).
///
/// # Errors
///
/// Returns an error of the kind [`NoExecutor`](SpawnErrorKind::NoExecutor), which holds the task,
/// if no global executor is set, and the executor's own error if it does not take the task.
///
/// # Examples
///
/// ```
/// use async_interop::task::{self, SpawnErrorKind};
///
/// let error = task::spawn(async {}).unwrap_err();
/// assert_eq!(error.kind(), SpawnErrorKind::NoExecutor);
/// assert!(error.into_task().is_some());
/// ```
pub fn spawn<F>(future: F) -> Result<JoinHandle<F::Output>, SpawnError>
where
    F: Future<Output: Send> + Send + 'static,
{
    if let Some(executor) = ambient::executor() {
        return executor.spawn(future);
    }
    let Some(executor) = global::get() else {
        let (task, _handle) = inherit(future, cell::task, cell::task);
        return Err(SpawnError::with_task(SpawnErrorKind::NoExecutor, task));
    };
    executor.spawn(future)
}

//! Spawning with a handle.

use core::future::Future;

use crate::task::{JoinHandle, Spawn, SpawnError, ambient::inherit, cell};

/// What every [`Spawn`] can do, `dyn Spawn` included.
pub trait SpawnExt: Spawn {
    /// Spawns a future, and returns a handle of the new task.
    ///
    /// The future, its output, and what the handle needs share one allocation, beside those that
    /// the executor makes for any task.
    ///
    /// The task may run on another thread and outlive the caller, so the future is `Send` and
    /// `'static`, and its output is `Send`.
    ///
    /// # Errors
    ///
    /// Returns an error if the executor does not take the task. If it gives the task back, the
    /// error holds it: [`SpawnError::into_task`].
    ///
    /// # Examples
    ///
    /// ```
    /// use std::error::Error;
    ///
    /// use async_interop::task::{Spawn, SpawnExt as _};
    ///
    /// async fn sum(executor: &dyn Spawn, numbers: Vec<u64>) -> Result<u64, Box<dyn Error>> {
    ///     let handle = executor.spawn(async move { numbers.iter().sum() })?;
    ///     Ok(handle.await?)
    /// }
    /// # #[cfg(feature = "rt-smol")]
    /// # {
    /// # use async_interop::{rt::Smol, task::BlockOn as _};
    /// # let sum = Smol::new().block_on(sum(&Smol::new(), vec![1, 2, 3]));
    /// # assert_eq!(sum.unwrap(), 6);
    /// # }
    /// ```
    fn spawn<F>(&self, future: F) -> Result<JoinHandle<F::Output>, SpawnError>
    where
        F: Future<Output: Send> + Send + 'static,
    {
        let (task, handle) = inherit(future, cell::task, cell::task);
        self.spawn_obj(task)?;
        Ok(JoinHandle::new(handle))
    }
}

impl<S: Spawn + ?Sized> SpawnExt for S {}

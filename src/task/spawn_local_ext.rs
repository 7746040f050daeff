//! Spawning on the current thread with a handle.

use core::future::Future;

use futures_task::LocalFutureObj;

use crate::task::{JoinHandle, SpawnError, SpawnLocal, ambient::inherit, cell};

/// What every [`SpawnLocal`] can do, `dyn SpawnLocal` included.
pub trait SpawnLocalExt: SpawnLocal {
    /// Spawns a future on this thread, and returns a handle of the new task.
    ///
    /// The future, its output, and what the handle needs share one allocation, beside those that
    /// the executor makes for any task. If the output is `Send`, then so is the handle: the future
    /// stays on this thread all the same.
    ///
    /// # Errors
    ///
    /// Returns an error if the executor does not take the task. If it gives the task back, the
    /// error holds it: [`SpawnError::into_task`].
    ///
    /// # Examples
    ///
    /// ```
    /// use std::{error::Error, rc::Rc};
    ///
    /// use async_interop::task::{SpawnError, SpawnLocal, SpawnLocalExt as _};
    ///
    /// async fn count(executor: &dyn SpawnLocal, text: Rc<str>) -> Result<usize, Box<dyn Error>> {
    ///     let handle = executor.spawn_local(async move { text.len() });
    ///     Ok(handle.map_err(SpawnError::without_task)?.await?)
    /// }
    /// # #[cfg(feature = "rt-futures")]
    /// # {
    /// # use async_interop::{rt::LocalPool, task::BlockOn as _};
    /// # let pool = LocalPool::new(futures::executor::LocalPool::new());
    /// # assert_eq!(pool.block_on(count(&pool, Rc::from("four"))).unwrap(), 4);
    /// # }
    /// ```
    fn spawn_local<F>(
        &self,
        future: F,
    ) -> Result<JoinHandle<F::Output>, SpawnError<LocalFutureObj<'static, ()>>>
    where
        F: Future + 'static,
    {
        let spawn = |task| self.spawn_local_obj(task);
        let handle = inherit(
            future,
            |future| cell::spawn_local_by(spawn, future),
            |future| cell::spawn_local_by(spawn, future),
        )?;
        Ok(JoinHandle::new(handle))
    }
}

impl<S: SpawnLocal + ?Sized> SpawnLocalExt for S {}

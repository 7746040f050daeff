//! Running closures that block, with a handle.

use crate::task::{
    BlockingTask, JoinHandle, SpawnBlocking, SpawnError, ambient::inherit, blocking_task::Call,
    cell,
};

/// What every [`SpawnBlocking`] can do, `dyn SpawnBlocking` included.
pub trait SpawnBlockingExt: SpawnBlocking {
    /// Has a closure called on a thread that it may block, and returns a handle.
    ///
    /// The handle is that of a task, with one difference: once the closure has begun, aborting it
    /// has no effect. One that waits for a thread is dropped there instead of called. A panic of
    /// the closure goes to the handle (with the feature `std`).
    ///
    /// The closure, its output, and what the handle needs share one allocation, beside those that
    /// the runtime makes.
    ///
    /// # Errors
    ///
    /// Returns an error if the runtime does not take the closure. If it gives the closure back, the
    /// error holds it: [`SpawnError::into_task`].
    ///
    /// # Examples
    ///
    /// ```
    /// use std::{error::Error, fs};
    ///
    /// use async_interop::task::{SpawnBlocking, SpawnBlockingExt as _};
    ///
    /// async fn read<R: SpawnBlocking>(
    ///     runtime: &R,
    ///     path: &'static str,
    /// ) -> Result<String, Box<dyn Error>> {
    ///     let text = runtime.spawn_blocking(move || fs::read_to_string(path))?;
    ///     Ok(text.await??)
    /// }
    /// # #[cfg(feature = "rt-smol")]
    /// # {
    /// # use async_interop::{rt::Smol, task::BlockOn as _};
    /// # let text = Smol::new().block_on(read(&Smol::new(), "Cargo.toml")).unwrap();
    /// # assert!(text.contains("async-interop"));
    /// # }
    /// ```
    fn spawn_blocking<F, T>(&self, closure: F) -> Result<JoinHandle<T>, SpawnError<BlockingTask>>
    where
        F: FnOnce() -> T + Send + 'static,
        T: Send + 'static,
    {
        let (task, handle) = inherit(Call::new(closure), cell::task, cell::task);
        self.spawn_blocking_obj(BlockingTask::from_call(task))?;
        Ok(JoinHandle::new(handle))
    }
}

impl<S: SpawnBlocking + ?Sized> SpawnBlockingExt for S {}

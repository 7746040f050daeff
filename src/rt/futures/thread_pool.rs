//! The thread pool of futures.

use core::future::Future;

use crate::task::{BlockOn, FutureObj, Spawn, SpawnError};

/// The thread pool of futures.
///
/// Clones share the pool; its threads end with the last one.
///
/// [`block_on`](BlockOn::block_on) runs its future on the calling thread, and panics on a thread of
/// a pool.
///
/// # Examples
///
/// ```
/// use async_interop::{
///     rt::ThreadPool,
///     task::{BlockOn as _, SpawnExt as _},
/// };
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let pool = ThreadPool::new(futures::executor::ThreadPool::new()?);
/// let handle = pool.spawn(async { 6 * 7 })?;
/// assert_eq!(pool.block_on(handle)?, 42);
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct ThreadPool {
    pool: futures_executor::ThreadPool,
}

impl ThreadPool {
    /// Takes over a pool.
    pub const fn new(pool: futures_executor::ThreadPool) -> Self {
        Self { pool }
    }
}

impl BlockOn for ThreadPool {
    fn block_on<F: Future>(&self, future: F) -> F::Output {
        futures_executor::block_on(future)
    }
}

impl Spawn for ThreadPool {
    fn spawn_obj(&self, task: FutureObj<'static, ()>) -> Result<(), SpawnError> {
        self.pool.spawn_obj_ok(task);
        Ok(())
    }
}

impl From<futures_executor::ThreadPool> for ThreadPool {
    fn from(pool: futures_executor::ThreadPool) -> Self {
        Self::new(pool)
    }
}

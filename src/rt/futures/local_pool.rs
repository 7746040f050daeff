//! The single-threaded executor of futures.

use core::{cell::RefCell, future::Future};

use super::local_pool_spawner::LocalPoolSpawner;
use crate::task::{
    BlockOn, FutureObj, LocalFutureObj, Spawn, SpawnError, SpawnErrorKind, SpawnLocal,
};

/// The single-threaded executor of futures.
///
/// Tasks run inside [`block_on`](BlockOn::block_on), on the thread that calls it. A task that
/// spawns others holds a [`spawner`](Self::spawner), which does not keep the pool alive.
///
/// Dropping it drops the tasks.
///
/// # Panics
///
/// A `block_on` within a `block_on` panics.
///
/// # Examples
///
/// ```
/// use std::rc::Rc;
///
/// use async_interop::{
///     rt::LocalPool,
///     task::{BlockOn as _, SpawnError, SpawnLocalExt as _},
/// };
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let pool = LocalPool::new(futures::executor::LocalPool::new());
/// let number = Rc::new(42);
/// let handle = pool.spawn_local(async move { *number }).map_err(SpawnError::without_task)?;
/// assert_eq!(pool.block_on(handle)?, 42);
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct LocalPool {
    pool: RefCell<futures_executor::LocalPool>,
    spawner: LocalPoolSpawner,
}

impl LocalPool {
    /// Takes over a pool.
    pub fn new(pool: futures_executor::LocalPool) -> Self {
        let spawner = LocalPoolSpawner::new(pool.spawner());
        Self { pool: RefCell::new(pool), spawner }
    }

    /// Returns a value that spawns on this pool and does not keep it alive.
    pub fn spawner(&self) -> LocalPoolSpawner {
        self.spawner.clone()
    }
}

impl BlockOn for LocalPool {
    fn block_on<F: Future>(&self, future: F) -> F::Output {
        let mut pool = self
            .pool
            .try_borrow_mut()
            .expect("`LocalPool::block_on` within `LocalPool::block_on`: await the future instead");
        pool.run_until(future)
    }
}

impl Spawn for LocalPool {
    fn spawn_obj(&self, task: FutureObj<'static, ()>) -> Result<(), SpawnError> {
        self.spawner.spawn_obj(task)
    }

    fn status(&self) -> Result<(), SpawnErrorKind> {
        self.spawner.status()
    }
}

impl SpawnLocal for LocalPool {
    fn spawn_local_obj(
        &self,
        task: LocalFutureObj<'static, ()>,
    ) -> Result<(), SpawnError<LocalFutureObj<'static, ()>>> {
        self.spawner.spawn_local_obj(task)
    }

    fn status_local(&self) -> Result<(), SpawnErrorKind> {
        self.spawner.status_local()
    }
}

impl From<futures_executor::LocalPool> for LocalPool {
    fn from(pool: futures_executor::LocalPool) -> Self {
        Self::new(pool)
    }
}

static_assertions::assert_not_impl_any!(LocalPool: Send, Sync);

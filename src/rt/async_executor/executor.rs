//! The executor of async-executor, as one owns it.

use alloc::sync::Arc;
use core::future::Future;

use ::async_executor::Executor;

use super::AsyncExecutorSpawner;
use crate::{
    rt::{AsyncIoSleep, AsyncIoTimer},
    task::{BlockOn, FutureObj, Spawn, SpawnError},
    time::{Instant, Timer},
};

/// The executor of async-executor, with as many threads as block on it.
///
/// Tasks run inside [`block_on`](BlockOn::block_on), on any thread that calls it: each one more is
/// one more worker. A task that spawns others holds a [`spawner`](Self::spawner), which does not
/// keep the executor alive.
///
/// Dropping it drops the tasks.
///
/// # Examples
///
/// A second worker, until it is stopped:
///
/// ```
/// use std::thread;
///
/// use async_interop::{
///     rt::AsyncExecutor,
///     task::{BlockOn as _, SpawnExt as _},
/// };
/// use futures::channel::oneshot;
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let executor = AsyncExecutor::new(async_executor::Executor::new());
/// let (stop, stopped) = oneshot::channel::<()>();
/// thread::scope(|scope| {
///     scope.spawn(|| executor.block_on(stopped));
///     let handle = executor.spawn(async { 6 * 7 })?;
///     assert_eq!(executor.block_on(handle)?, 42);
///     drop(stop);
///     Ok(())
/// })
/// # }
/// ```
#[derive(Debug)]
pub struct AsyncExecutor {
    executor: Arc<Executor<'static>>,
}

impl AsyncExecutor {
    /// Takes over an executor.
    pub fn new(executor: Executor<'static>) -> Self {
        Self { executor: Arc::new(executor) }
    }

    /// Returns a value that spawns on this executor and does not keep it alive.
    pub fn spawner(&self) -> AsyncExecutorSpawner {
        AsyncExecutorSpawner::new(Arc::downgrade(&self.executor))
    }
}

impl BlockOn for AsyncExecutor {
    fn block_on<F: Future>(&self, future: F) -> F::Output {
        ::async_io::block_on(self.executor.run(future))
    }
}

impl Spawn for AsyncExecutor {
    fn spawn_obj(&self, task: FutureObj<'static, ()>) -> Result<(), SpawnError> {
        self.executor.spawn(task).detach();
        Ok(())
    }

    fn spawn_detached<F>(&self, future: F) -> Result<(), SpawnError>
    where
        F: Future<Output = ()> + Send + 'static,
    {
        self.executor.spawn(future).detach();
        Ok(())
    }
}

impl Timer for AsyncExecutor {
    type Sleep = AsyncIoSleep;

    fn now(&self) -> Instant {
        Instant::now()
    }

    fn sleep_until(&self, deadline: Instant) -> AsyncIoSleep {
        AsyncIoTimer::new().sleep_until(deadline)
    }
}

impl From<Executor<'static>> for AsyncExecutor {
    fn from(executor: Executor<'static>) -> Self {
        Self::new(executor)
    }
}

static_assertions::assert_impl_all!(AsyncExecutor: Send, Sync);

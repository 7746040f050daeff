//! The single-threaded executor of async-executor, as one owns it.

use alloc::rc::Rc;
use core::future::Future;

use ::async_executor::LocalExecutor;

use super::AsyncLocalExecutorSpawner;
use crate::{
    rt::{AsyncIoSleep, AsyncIoTimer},
    task::{BlockOn, FutureObj, LocalFutureObj, Spawn, SpawnError, SpawnLocal},
    time::{Instant, Timer},
};

/// The single-threaded executor of async-executor.
///
/// Tasks run inside [`block_on`](BlockOn::block_on), on the thread that calls it. A task that
/// spawns others holds a [`spawner`](Self::spawner), which does not keep the executor alive.
///
/// Dropping it drops the tasks.
///
/// # Examples
///
/// ```
/// use std::rc::Rc;
///
/// use async_interop::{
///     rt::AsyncLocalExecutor,
///     task::{BlockOn as _, SpawnError, SpawnLocalExt as _},
/// };
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let executor = AsyncLocalExecutor::new(async_executor::LocalExecutor::new());
/// let number = Rc::new(42);
/// let handle = executor.spawn_local(async move { *number }).map_err(SpawnError::without_task)?;
/// assert_eq!(executor.block_on(handle)?, 42);
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct AsyncLocalExecutor {
    executor: Rc<LocalExecutor<'static>>,
}

impl AsyncLocalExecutor {
    /// Takes over an executor.
    pub fn new(executor: LocalExecutor<'static>) -> Self {
        Self { executor: Rc::new(executor) }
    }

    /// Returns a value that spawns on this executor and does not keep it alive.
    pub fn spawner(&self) -> AsyncLocalExecutorSpawner {
        AsyncLocalExecutorSpawner::new(Rc::downgrade(&self.executor))
    }
}

impl BlockOn for AsyncLocalExecutor {
    fn block_on<F: Future>(&self, future: F) -> F::Output {
        ::async_io::block_on(self.executor.run(future))
    }
}

impl Spawn for AsyncLocalExecutor {
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

impl SpawnLocal for AsyncLocalExecutor {
    fn spawn_local_obj(
        &self,
        task: LocalFutureObj<'static, ()>,
    ) -> Result<(), SpawnError<LocalFutureObj<'static, ()>>> {
        self.executor.spawn(task).detach();
        Ok(())
    }

    fn spawn_local_detached<F>(
        &self,
        future: F,
    ) -> Result<(), SpawnError<LocalFutureObj<'static, ()>>>
    where
        F: Future<Output = ()> + 'static,
    {
        self.executor.spawn(future).detach();
        Ok(())
    }
}

impl Timer for AsyncLocalExecutor {
    type Sleep = AsyncIoSleep;

    fn now(&self) -> Instant {
        Instant::now()
    }

    fn sleep_until(&self, deadline: Instant) -> AsyncIoSleep {
        AsyncIoTimer::new().sleep_until(deadline)
    }
}

impl From<LocalExecutor<'static>> for AsyncLocalExecutor {
    fn from(executor: LocalExecutor<'static>) -> Self {
        Self::new(executor)
    }
}

static_assertions::assert_not_impl_any!(AsyncLocalExecutor: Send, Sync);

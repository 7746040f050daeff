//! A spawner of the single-threaded executor of async-executor.

use alloc::rc::Weak;
use core::future::Future;

use ::async_executor::LocalExecutor;

use crate::{
    rt::{AsyncIoSleep, AsyncIoTimer},
    task::{FutureObj, LocalFutureObj, Spawn, SpawnError, SpawnErrorKind, SpawnLocal},
    time::{Instant, Timer},
};

/// Spawns on an [`AsyncLocalExecutor`](crate::rt::AsyncLocalExecutor), on its thread.
///
/// Returned by [`AsyncLocalExecutor::spawner`](crate::rt::AsyncLocalExecutor::spawner). It does not
/// keep the executor alive, so tasks may hold it. When the executor is gone, spawning returns
/// `Shutdown`.
#[derive(Clone, Debug)]
pub struct AsyncLocalExecutorSpawner {
    executor: Weak<LocalExecutor<'static>>,
}

impl AsyncLocalExecutorSpawner {
    pub(super) const fn new(executor: Weak<LocalExecutor<'static>>) -> Self {
        Self { executor }
    }
}

impl Spawn for AsyncLocalExecutorSpawner {
    fn spawn_obj(&self, task: FutureObj<'static, ()>) -> Result<(), SpawnError> {
        let Some(executor) = self.executor.upgrade() else {
            return Err(SpawnError::with_task(SpawnErrorKind::Shutdown, task));
        };
        executor.spawn(task).detach();
        Ok(())
    }

    fn status(&self) -> Result<(), SpawnErrorKind> {
        if self.executor.strong_count() == 0 { Err(SpawnErrorKind::Shutdown) } else { Ok(()) }
    }

    fn spawn_detached<F>(&self, future: F) -> Result<(), SpawnError>
    where
        F: Future<Output = ()> + Send + 'static,
    {
        let executor = self.executor.upgrade().ok_or(SpawnErrorKind::Shutdown)?;
        executor.spawn(future).detach();
        Ok(())
    }
}

impl SpawnLocal for AsyncLocalExecutorSpawner {
    fn spawn_local_obj(
        &self,
        task: LocalFutureObj<'static, ()>,
    ) -> Result<(), SpawnError<LocalFutureObj<'static, ()>>> {
        let Some(executor) = self.executor.upgrade() else {
            return Err(SpawnError::with_task(SpawnErrorKind::Shutdown, task));
        };
        executor.spawn(task).detach();
        Ok(())
    }

    fn status_local(&self) -> Result<(), SpawnErrorKind> {
        self.status()
    }

    fn spawn_local_detached<F>(
        &self,
        future: F,
    ) -> Result<(), SpawnError<LocalFutureObj<'static, ()>>>
    where
        F: Future<Output = ()> + 'static,
    {
        let executor = self.executor.upgrade().ok_or(SpawnErrorKind::Shutdown)?;
        executor.spawn(future).detach();
        Ok(())
    }
}

impl Timer for AsyncLocalExecutorSpawner {
    type Sleep = AsyncIoSleep;

    fn now(&self) -> Instant {
        Instant::now()
    }

    fn sleep_until(&self, deadline: Instant) -> AsyncIoSleep {
        AsyncIoTimer::new().sleep_until(deadline)
    }
}

static_assertions::assert_not_impl_any!(AsyncLocalExecutorSpawner: Send, Sync);

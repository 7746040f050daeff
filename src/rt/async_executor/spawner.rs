//! A spawner of the executor of async-executor.

use alloc::sync::Weak;
use core::future::Future;

use ::async_executor::Executor;

use crate::{
    rt::{AsyncIoSleep, AsyncIoTimer},
    task::{FutureObj, Spawn, SpawnError, SpawnErrorKind},
    time::{Instant, Timer},
};

/// Spawns on an [`AsyncExecutor`](crate::rt::AsyncExecutor), from any thread.
///
/// Returned by [`AsyncExecutor::spawner`](crate::rt::AsyncExecutor::spawner). It does not keep the
/// executor alive, so tasks may hold it. When the executor is gone, spawning returns `Shutdown`.
#[derive(Clone, Debug)]
pub struct AsyncExecutorSpawner {
    executor: Weak<Executor<'static>>,
}

impl AsyncExecutorSpawner {
    pub(super) const fn new(executor: Weak<Executor<'static>>) -> Self {
        Self { executor }
    }
}

impl Spawn for AsyncExecutorSpawner {
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

impl Timer for AsyncExecutorSpawner {
    type Sleep = AsyncIoSleep;

    fn now(&self) -> Instant {
        Instant::now()
    }

    fn sleep_until(&self, deadline: Instant) -> AsyncIoSleep {
        AsyncIoTimer::new().sleep_until(deadline)
    }
}

static_assertions::assert_impl_all!(AsyncExecutorSpawner: Send, Sync);

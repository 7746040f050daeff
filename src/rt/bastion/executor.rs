//! bastion's executor, without supervision.

use core::future::Future;

use ::bastion_executor::{blocking, pool, run};

use crate::{
    rt::{AsyncIoSleep, AsyncIoTimer},
    task::{BlockOn, BlockingTask, FutureObj, Spawn, SpawnBlocking, SpawnError},
    time::{Instant, Timer},
};

/// The executor of bastion, without supervision.
///
/// # Examples
///
/// ```
/// use async_interop::{
///     rt::BastionExecutor,
///     task::{BlockOn as _, SpawnExt as _},
/// };
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let executor = BastionExecutor::new();
/// let handle = executor.spawn(async { 6 * 7 })?;
/// assert_eq!(executor.block_on(handle)?, 42);
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct BastionExecutor {
    _private: (),
}

impl BastionExecutor {
    /// Returns the executor. All values are the same one.
    pub const fn new() -> Self {
        Self { _private: () }
    }
}

impl BlockOn for BastionExecutor {
    fn block_on<F: Future>(&self, future: F) -> F::Output {
        run::run(future, Default::default())
    }
}

impl Spawn for BastionExecutor {
    fn spawn_obj(&self, task: FutureObj<'static, ()>) -> Result<(), SpawnError> {
        drop(pool::spawn(task, Default::default()));
        Ok(())
    }

    fn spawn_detached<F>(&self, future: F) -> Result<(), SpawnError>
    where
        F: Future<Output = ()> + Send + 'static,
    {
        drop(pool::spawn(future, Default::default()));
        Ok(())
    }
}

impl SpawnBlocking for BastionExecutor {
    fn spawn_blocking_obj(&self, task: BlockingTask) -> Result<(), SpawnError<BlockingTask>> {
        self.spawn_blocking_detached(|| task.run())
    }

    fn spawn_blocking_detached<F>(&self, closure: F) -> Result<(), SpawnError<BlockingTask>>
    where
        F: FnOnce() + Send + 'static,
    {
        drop(blocking::spawn_blocking(async { closure() }, Default::default()));
        Ok(())
    }
}

impl Timer for BastionExecutor {
    type Sleep = AsyncIoSleep;

    fn now(&self) -> Instant {
        Instant::now()
    }

    fn sleep_until(&self, deadline: Instant) -> AsyncIoSleep {
        AsyncIoTimer::new().sleep_until(deadline)
    }
}

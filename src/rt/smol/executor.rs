//! smol's global executor.

use core::future::Future;

use crate::{
    rt::{AsyncIoSleep, AsyncIoTimer},
    task::{BlockOn, BlockingTask, FutureObj, Spawn, SpawnBlocking, SpawnError},
    time::{Instant, Timer},
};

/// smol's global executor.
///
/// # Examples
///
/// ```
/// use async_interop::{
///     rt::Smol,
///     task::{BlockOn as _, SpawnExt as _},
/// };
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let runtime = Smol::new();
/// let handle = runtime.spawn(async { 6 * 7 })?;
/// assert_eq!(runtime.block_on(handle)?, 42);
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct Smol {
    _private: (),
}

impl Smol {
    /// Returns the executor. All values are the same one.
    pub const fn new() -> Self {
        Self { _private: () }
    }
}

impl BlockOn for Smol {
    fn block_on<F: Future>(&self, future: F) -> F::Output {
        ::smol::block_on(future)
    }
}

impl Spawn for Smol {
    fn spawn_obj(&self, task: FutureObj<'static, ()>) -> Result<(), SpawnError> {
        ::smol::spawn(task).detach();
        Ok(())
    }

    fn spawn_detached<F>(&self, future: F) -> Result<(), SpawnError>
    where
        F: Future<Output = ()> + Send + 'static,
    {
        ::smol::spawn(future).detach();
        Ok(())
    }
}

impl SpawnBlocking for Smol {
    fn spawn_blocking_obj(&self, task: BlockingTask) -> Result<(), SpawnError<BlockingTask>> {
        ::smol::unblock(|| task.run()).detach();
        Ok(())
    }

    fn spawn_blocking_detached<F>(&self, closure: F) -> Result<(), SpawnError<BlockingTask>>
    where
        F: FnOnce() + Send + 'static,
    {
        ::smol::unblock(closure).detach();
        Ok(())
    }
}

impl Timer for Smol {
    type Sleep = AsyncIoSleep;

    fn now(&self) -> Instant {
        Instant::now()
    }

    fn sleep_until(&self, deadline: Instant) -> AsyncIoSleep {
        AsyncIoTimer::new().sleep_until(deadline)
    }
}

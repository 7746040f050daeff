//! async-std.
//!
//! - **Threads.** Tasks move between the threads of async-std's global executor, which it starts when
//!   it is first used: one for each core, or as many as the environment variable
//!   `ASYNC_STD_THREAD_COUNT` says. A thread inside `block_on` runs none of them.
//! - **Its own join handle**, dropped, detaches the task. That is what `spawn_obj` does with it.
//! - **A panic** of a task stays in the task. A panic of the future's destructor aborts the process.
//! - **Its end.** It has none: the executor is a static, and what is left of its tasks when the
//!   process ends is not dropped. Spawning never fails.
//! - **Time.** async-io's timer, which a thread of its own drives:
//!   [`AsyncIoTimer`](crate::rt::AsyncIoTimer).
//! - **Closures that block** run on the threads of the crate `blocking`, 500 unless the environment
//!   variable `BLOCKING_MAX_THREADS` says otherwise.
//! - **Not supported.** Local tasks: async-std has them behind its feature `unstable` only.
//!
//! Its authors have ended its development and point to smol.

use core::future::Future;

use ::async_std::task;

use crate::{
    rt::{AsyncIoSleep, AsyncIoTimer},
    task::{BlockOn, BlockingTask, FutureObj, Spawn, SpawnBlocking, SpawnError},
    time::{Instant, Timer},
};

/// async-std's global executor.
///
/// # Examples
///
/// ```
/// use async_interop::{
///     rt::AsyncStd,
///     task::{BlockOn as _, SpawnExt as _},
/// };
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let runtime = AsyncStd::new();
/// let handle = runtime.spawn(async { 6 * 7 })?;
/// assert_eq!(runtime.block_on(handle)?, 42);
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct AsyncStd {
    _private: (),
}

impl AsyncStd {
    /// Returns the executor. All values are the same one.
    pub const fn new() -> Self {
        Self { _private: () }
    }
}

impl BlockOn for AsyncStd {
    fn block_on<F: Future>(&self, future: F) -> F::Output {
        task::block_on(future)
    }
}

impl Spawn for AsyncStd {
    fn spawn_obj(&self, task: FutureObj<'static, ()>) -> Result<(), SpawnError> {
        drop(task::spawn(task));
        Ok(())
    }

    fn spawn_detached<F>(&self, future: F) -> Result<(), SpawnError>
    where
        F: Future<Output = ()> + Send + 'static,
    {
        drop(task::spawn(future));
        Ok(())
    }
}

impl SpawnBlocking for AsyncStd {
    fn spawn_blocking_obj(&self, task: BlockingTask) -> Result<(), SpawnError<BlockingTask>> {
        drop(task::spawn_blocking(|| task.run()));
        Ok(())
    }

    fn spawn_blocking_detached<F>(&self, closure: F) -> Result<(), SpawnError<BlockingTask>>
    where
        F: FnOnce() + Send + 'static,
    {
        drop(task::spawn_blocking(closure));
        Ok(())
    }
}

impl Timer for AsyncStd {
    type Sleep = AsyncIoSleep;

    fn now(&self) -> Instant {
        Instant::now()
    }

    fn sleep_until(&self, deadline: Instant) -> AsyncIoSleep {
        AsyncIoTimer::new().sleep_until(deadline)
    }
}

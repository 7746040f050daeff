//! The compio runtime of the current thread.

use core::future::Future;

use ::compio::runtime::Runtime;

use super::CompioSleep;
use crate::{
    io,
    task::{
        BlockOn, BlockingTask, FutureObj, LocalFutureObj, Spawn, SpawnBlocking, SpawnError,
        SpawnErrorKind, SpawnLocal,
    },
    time::{Instant, Timer},
};

/// The compio runtime that the current thread is in.
///
/// Spawning, closures and timers use that runtime, so this is for code that runs inside it.
/// [`block_on`](BlockOn::block_on) makes a runtime, and drops it with the tasks that are left.
///
/// # Examples
///
/// ```
/// use std::rc::Rc;
///
/// use async_interop::{
///     rt::Compio,
///     task::{BlockOn as _, SpawnError, SpawnLocalExt as _},
/// };
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let runtime = Compio::new();
/// let number = runtime.block_on(async {
///     let number = Rc::new(42);
///     let handle = runtime.spawn_local(async move { *number });
///     Ok::<_, Box<dyn std::error::Error>>(handle.map_err(SpawnError::without_task)?.await?)
/// })?;
/// assert_eq!(number, 42);
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct Compio {
    _private: (),
}

impl Compio {
    /// Returns the value. All are the same one.
    pub const fn new() -> Self {
        Self { _private: () }
    }

    /// Runs `future` in a new runtime on the current thread, as [`BlockOn::block_on`] does.
    ///
    /// # Errors
    ///
    /// If the system refuses what the runtime's driver needs.
    pub fn try_block_on<F: Future>(&self, future: F) -> io::Result<F::Output> {
        Ok(Runtime::new()?.block_on(future))
    }
}

impl BlockOn for Compio {
    /// Runs `future` in a new runtime.
    ///
    /// # Panics
    ///
    /// If the runtime does not start; [`try_block_on`](Self::try_block_on) returns an error.
    #[track_caller]
    fn block_on<F: Future>(&self, future: F) -> F::Output {
        match self.try_block_on(future) {
            Ok(output) => output,
            Err(error) => panic!("compio does not start: {error}"),
        }
    }
}

impl Spawn for Compio {
    fn spawn_obj(&self, task: FutureObj<'static, ()>) -> Result<(), SpawnError> {
        match self.status() {
            Ok(()) => spawn(task),
            Err(kind) => return Err(SpawnError::with_task(kind, task)),
        }
        Ok(())
    }

    fn status(&self) -> Result<(), SpawnErrorKind> {
        Runtime::try_with_current(|_| ()).map_err(|_| SpawnErrorKind::NoExecutor)
    }

    fn spawn_detached<F>(&self, future: F) -> Result<(), SpawnError>
    where
        F: Future<Output = ()> + Send + 'static,
    {
        self.status()?;
        spawn(future);
        Ok(())
    }
}

impl SpawnLocal for Compio {
    fn spawn_local_obj(
        &self,
        task: LocalFutureObj<'static, ()>,
    ) -> Result<(), SpawnError<LocalFutureObj<'static, ()>>> {
        match self.status() {
            Ok(()) => spawn(task),
            Err(kind) => return Err(SpawnError::with_task(kind, task)),
        }
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
        self.status()?;
        spawn(future);
        Ok(())
    }
}

impl SpawnBlocking for Compio {
    fn spawn_blocking_obj(&self, task: BlockingTask) -> Result<(), SpawnError<BlockingTask>> {
        match self.status() {
            Ok(()) => ::compio::runtime::spawn_blocking(|| task.run()).detach(),
            Err(kind) => return Err(SpawnError::with_task(kind, task)),
        }
        Ok(())
    }

    fn status_blocking(&self) -> Result<(), SpawnErrorKind> {
        self.status()
    }

    fn spawn_blocking_detached<F>(&self, closure: F) -> Result<(), SpawnError<BlockingTask>>
    where
        F: FnOnce() + Send + 'static,
    {
        self.status()?;
        ::compio::runtime::spawn_blocking(closure).detach();
        Ok(())
    }
}

impl Timer for Compio {
    type Sleep = CompioSleep;

    fn now(&self) -> Instant {
        Instant::now()
    }

    fn sleep_until(&self, deadline: Instant) -> CompioSleep {
        CompioSleep::new(deadline)
    }
}

/// Spawns on the runtime that [`Compio::status`] has found.
fn spawn(future: impl Future<Output = ()> + 'static) {
    ::compio::runtime::spawn(future).detach();
}

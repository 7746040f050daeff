//! An executor and a timer as one value.

use core::{future::Future, time::Duration};

use super::{Instant, Timer};
use crate::task::{
    BlockOn, FutureObj, LocalFutureObj, Spawn, SpawnError, SpawnErrorKind, SpawnLocal,
};
#[cfg(feature = "alloc")]
use crate::task::{BlockingTask, SpawnBlocking};

/// An executor and a timer as one value.
///
/// For code that asks for one runtime that has both (`R: Spawn + Timer`), and executors that have no
/// timer of their own.
#[derive(Clone, Copy, Debug, Default)]
pub struct WithTimer<E, T> {
    /// What runs tasks.
    pub executor: E,
    /// What tells the time.
    pub timer: T,
}

impl<E, T> WithTimer<E, T> {
    /// Puts the two together.
    pub const fn new(executor: E, timer: T) -> Self {
        Self { executor, timer }
    }
}

impl<E, T: Timer> Timer for WithTimer<E, T> {
    type Sleep = T::Sleep;

    fn now(&self) -> Instant {
        self.timer.now()
    }

    fn sleep_until(&self, deadline: Instant) -> T::Sleep {
        self.timer.sleep_until(deadline)
    }

    fn sleep(&self, duration: Duration) -> T::Sleep {
        self.timer.sleep(duration)
    }
}

impl<E: Spawn, T> Spawn for WithTimer<E, T> {
    fn spawn_obj(&self, task: FutureObj<'static, ()>) -> Result<(), SpawnError> {
        self.executor.spawn_obj(task)
    }

    fn status(&self) -> Result<(), SpawnErrorKind> {
        self.executor.status()
    }

    #[cfg(feature = "alloc")]
    fn spawn_detached<F>(&self, future: F) -> Result<(), SpawnError>
    where
        F: Future<Output = ()> + Send + 'static,
    {
        self.executor.spawn_detached(future)
    }
}

impl<E: SpawnLocal, T> SpawnLocal for WithTimer<E, T> {
    fn spawn_local_obj(
        &self,
        task: LocalFutureObj<'static, ()>,
    ) -> Result<(), SpawnError<LocalFutureObj<'static, ()>>> {
        self.executor.spawn_local_obj(task)
    }

    fn status_local(&self) -> Result<(), SpawnErrorKind> {
        self.executor.status_local()
    }

    #[cfg(feature = "alloc")]
    fn spawn_local_detached<F>(
        &self,
        future: F,
    ) -> Result<(), SpawnError<LocalFutureObj<'static, ()>>>
    where
        F: Future<Output = ()> + 'static,
    {
        self.executor.spawn_local_detached(future)
    }
}

#[cfg(feature = "alloc")]
impl<E: SpawnBlocking, T> SpawnBlocking for WithTimer<E, T> {
    fn spawn_blocking_obj(&self, task: BlockingTask) -> Result<(), SpawnError<BlockingTask>> {
        self.executor.spawn_blocking_obj(task)
    }

    fn status_blocking(&self) -> Result<(), SpawnErrorKind> {
        self.executor.status_blocking()
    }

    fn spawn_blocking_detached<F>(&self, closure: F) -> Result<(), SpawnError<BlockingTask>>
    where
        F: FnOnce() + Send + 'static,
    {
        self.executor.spawn_blocking_detached(closure)
    }
}

impl<E: BlockOn, T> BlockOn for WithTimer<E, T> {
    fn block_on<F: Future>(&self, future: F) -> F::Output {
        self.executor.block_on(future)
    }
}

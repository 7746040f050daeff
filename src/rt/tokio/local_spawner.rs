//! A spawner of tokio's current-thread runtime.

use alloc::rc::Weak;
use core::future::Future;

use ::tokio::{runtime::Handle, task::LocalSet};

use super::refused::detach_unless_refused;
use crate::task::{
    BlockingTask, FutureObj, LocalFutureObj, Spawn, SpawnBlocking, SpawnError, SpawnErrorKind,
    SpawnLocal,
};

/// Spawns on a [`TokioLocal`](crate::rt::TokioLocal), on its thread.
///
/// Returned by [`TokioLocal::spawner`](crate::rt::TokioLocal::spawner). It does not keep the
/// runtime alive, so tasks may hold it. When the runtime is gone, spawning returns `Shutdown`.
#[derive(Clone, Debug)]
pub struct TokioLocalSpawner {
    handle: Handle,
    tasks: Weak<LocalSet>,
}

impl TokioLocalSpawner {
    pub(super) const fn new(handle: Handle, tasks: Weak<LocalSet>) -> Self {
        Self { handle, tasks }
    }
}

impl Spawn for TokioLocalSpawner {
    fn spawn_obj(&self, task: FutureObj<'static, ()>) -> Result<(), SpawnError> {
        match self.status() {
            Ok(()) => detach_unless_refused(self.handle.spawn(task)),
            Err(kind) => Err(SpawnError::with_task(kind, task)),
        }
    }

    fn status(&self) -> Result<(), SpawnErrorKind> {
        if self.tasks.strong_count() == 0 { Err(SpawnErrorKind::Shutdown) } else { Ok(()) }
    }

    fn spawn_detached<F>(&self, future: F) -> Result<(), SpawnError>
    where
        F: Future<Output = ()> + Send + 'static,
    {
        self.status()?;
        detach_unless_refused(self.handle.spawn(future))
    }
}

impl SpawnLocal for TokioLocalSpawner {
    fn spawn_local_obj(
        &self,
        task: LocalFutureObj<'static, ()>,
    ) -> Result<(), SpawnError<LocalFutureObj<'static, ()>>> {
        match self.tasks.upgrade() {
            Some(tasks) => detach_unless_refused(tasks.spawn_local(task)),
            None => Err(SpawnError::with_task(SpawnErrorKind::Shutdown, task)),
        }
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
        let tasks = self.tasks.upgrade().ok_or(SpawnErrorKind::Shutdown)?;
        detach_unless_refused(tasks.spawn_local(future))
    }
}

impl SpawnBlocking for TokioLocalSpawner {
    fn spawn_blocking_obj(&self, task: BlockingTask) -> Result<(), SpawnError<BlockingTask>> {
        match self.status() {
            Ok(()) => detach_unless_refused(self.handle.spawn_blocking(|| task.run())),
            Err(kind) => Err(SpawnError::with_task(kind, task)),
        }
    }

    fn status_blocking(&self) -> Result<(), SpawnErrorKind> {
        self.status()
    }

    fn spawn_blocking_detached<F>(&self, closure: F) -> Result<(), SpawnError<BlockingTask>>
    where
        F: FnOnce() + Send + 'static,
    {
        self.status()?;
        detach_unless_refused(self.handle.spawn_blocking(closure))
    }
}

static_assertions::assert_not_impl_any!(TokioLocalSpawner: Send, Sync);

//! tokio's current-thread runtime.

use alloc::rc::Rc;
use core::{future::Future, mem};

use ::tokio::{runtime::Runtime, task::LocalSet};

use super::{local_spawner::TokioLocalSpawner, refused::detach_unless_refused, sleep::TokioSleep};
use crate::{
    task::{
        BlockOn, BlockingTask, FutureObj, LocalFutureObj, Spawn, SpawnBlocking, SpawnError,
        SpawnLocal,
    },
    time::{Instant, Timer},
};

/// tokio's current-thread runtime, with a set of tasks that need not be `Send`.
///
/// Tasks run inside [`block_on`](BlockOn::block_on), on the thread that calls it. A task that
/// spawns others holds a [`spawner`](Self::spawner), which does not keep the runtime alive.
///
/// Dropping it drops the tasks, in tokio's context.
///
/// # Examples
///
/// ```
/// use std::rc::Rc;
///
/// use async_interop::{
///     rt::TokioLocal,
///     task::{BlockOn as _, SpawnError, SpawnLocalExt as _},
/// };
/// use tokio::runtime::Builder;
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let runtime = TokioLocal::new(Builder::new_current_thread().build()?);
/// let number = Rc::new(42);
/// let handle = runtime.spawn_local(async move { *number }).map_err(SpawnError::without_task)?;
/// assert_eq!(runtime.block_on(handle)?, 42);
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct TokioLocal {
    tasks: Rc<LocalSet>,
    runtime: Runtime,
}

impl TokioLocal {
    /// Takes over a runtime, which should be a current-thread one.
    pub fn new(runtime: Runtime) -> Self {
        Self { tasks: Rc::new(LocalSet::new()), runtime }
    }

    /// Returns a value that spawns on this runtime and does not keep it alive.
    pub fn spawner(&self) -> TokioLocalSpawner {
        TokioLocalSpawner::new(self.runtime.handle().clone(), Rc::downgrade(&self.tasks))
    }
}

impl BlockOn for TokioLocal {
    fn block_on<F: Future>(&self, future: F) -> F::Output {
        self.tasks.block_on(&self.runtime, future)
    }
}

impl Spawn for TokioLocal {
    fn spawn_obj(&self, task: FutureObj<'static, ()>) -> Result<(), SpawnError> {
        detach_unless_refused(self.runtime.spawn(task))
    }

    fn spawn_detached<F>(&self, future: F) -> Result<(), SpawnError>
    where
        F: Future<Output = ()> + Send + 'static,
    {
        detach_unless_refused(self.runtime.spawn(future))
    }
}

impl SpawnLocal for TokioLocal {
    fn spawn_local_obj(
        &self,
        task: LocalFutureObj<'static, ()>,
    ) -> Result<(), SpawnError<LocalFutureObj<'static, ()>>> {
        detach_unless_refused(self.tasks.spawn_local(task))
    }

    fn spawn_local_detached<F>(
        &self,
        future: F,
    ) -> Result<(), SpawnError<LocalFutureObj<'static, ()>>>
    where
        F: Future<Output = ()> + 'static,
    {
        detach_unless_refused(self.tasks.spawn_local(future))
    }
}

impl SpawnBlocking for TokioLocal {
    fn spawn_blocking_obj(&self, task: BlockingTask) -> Result<(), SpawnError<BlockingTask>> {
        detach_unless_refused(self.runtime.spawn_blocking(|| task.run()))
    }

    fn spawn_blocking_detached<F>(&self, closure: F) -> Result<(), SpawnError<BlockingTask>>
    where
        F: FnOnce() + Send + 'static,
    {
        detach_unless_refused(self.runtime.spawn_blocking(closure))
    }
}

impl Timer for TokioLocal {
    type Sleep = TokioSleep;

    /// Returns tokio's current moment, which tests of tokio may have paused.
    fn now(&self) -> Instant {
        let _context = self.runtime.enter();
        ::tokio::time::Instant::now().into_std().into()
    }

    /// Returns a future that is ready at `deadline`.
    ///
    /// # Panics
    ///
    /// If the runtime was built without its timer: call `enable_time` or `enable_all`.
    fn sleep_until(&self, deadline: Instant) -> TokioSleep {
        TokioSleep::new(self.runtime.handle(), deadline)
    }
}

impl From<Runtime> for TokioLocal {
    fn from(runtime: Runtime) -> Self {
        Self::new(runtime)
    }
}

impl Drop for TokioLocal {
    fn drop(&mut self) {
        // Destructors of tasks may use tokio's timers and sockets, or spawn.
        let _context = self.runtime.enter();
        drop(mem::take(&mut self.tasks));
    }
}

static_assertions::assert_not_impl_any!(TokioLocal: Send, Sync);

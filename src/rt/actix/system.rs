//! A system of actix, as one owns it.

use core::future::Future;

use ::actix_rt::{System, SystemRunner};
use ::tokio::runtime::Handle;

use super::ActixArbiter;
use crate::{
    rt::{TokioSleep, tokio::detach_unless_refused},
    task::{
        BlockOn, BlockingTask, FutureObj, LocalFutureObj, Spawn, SpawnBlocking, SpawnError,
        SpawnLocal,
    },
    time::{Instant, Timer},
};

/// A system of actix.
///
/// Tasks run inside [`block_on`](BlockOn::block_on), on the thread that calls it. A task that
/// spawns others uses [`ActixLocal`](crate::rt::ActixLocal); other threads use
/// [`arbiter`](Self::arbiter).
///
/// Dropping it drops the tasks, in tokio's context.
///
/// # Examples
///
/// ```
/// use std::rc::Rc;
///
/// use async_interop::{
///     rt::Actix,
///     task::{BlockOn as _, SpawnError, SpawnLocalExt as _},
/// };
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let system = Actix::new(actix_rt::System::new());
/// let number = Rc::new(42);
/// let handle = system.spawn_local(async move { *number }).map_err(SpawnError::without_task)?;
/// assert_eq!(system.block_on(handle)?, 42);
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct Actix {
    /// Taken when it is dropped.
    runner: Option<SystemRunner>,
    arbiter: ActixArbiter,
}

impl Actix {
    /// Takes over a system, which has to be the newest one of this thread.
    ///
    /// actix finds the arbiter of a system by the thread alone: after another `System::new` on the
    /// same thread, [`arbiter`](Self::arbiter) would be that one's.
    pub fn new(runner: SystemRunner) -> Self {
        let arbiter = System::current().arbiter().clone();
        let runtime = runner.runtime().tokio_runtime().handle().clone();
        Self { runner: Some(runner), arbiter: ActixArbiter::new(arbiter, runtime) }
    }

    /// Returns a value that refers to the system's arbiter and does not keep the system alive.
    pub fn arbiter(&self) -> ActixArbiter {
        self.arbiter.clone()
    }

    fn runner(&self) -> &SystemRunner {
        self.runner.as_ref().expect("only `drop` takes the system")
    }

    fn tokio(&self) -> &Handle {
        self.runner().runtime().tokio_runtime().handle()
    }
}

impl BlockOn for Actix {
    fn block_on<F: Future>(&self, future: F) -> F::Output {
        self.runner().block_on(future)
    }
}

impl Spawn for Actix {
    fn spawn_obj(&self, task: FutureObj<'static, ()>) -> Result<(), SpawnError> {
        detach_unless_refused(self.runner().runtime().spawn(task))
    }

    fn spawn_detached<F>(&self, future: F) -> Result<(), SpawnError>
    where
        F: Future<Output = ()> + Send + 'static,
    {
        detach_unless_refused(self.runner().runtime().spawn(future))
    }
}

impl SpawnLocal for Actix {
    fn spawn_local_obj(
        &self,
        task: LocalFutureObj<'static, ()>,
    ) -> Result<(), SpawnError<LocalFutureObj<'static, ()>>> {
        detach_unless_refused(self.runner().runtime().spawn(task))
    }

    fn spawn_local_detached<F>(
        &self,
        future: F,
    ) -> Result<(), SpawnError<LocalFutureObj<'static, ()>>>
    where
        F: Future<Output = ()> + 'static,
    {
        detach_unless_refused(self.runner().runtime().spawn(future))
    }
}

impl SpawnBlocking for Actix {
    fn spawn_blocking_obj(&self, task: BlockingTask) -> Result<(), SpawnError<BlockingTask>> {
        detach_unless_refused(self.tokio().spawn_blocking(|| task.run()))
    }

    fn spawn_blocking_detached<F>(&self, closure: F) -> Result<(), SpawnError<BlockingTask>>
    where
        F: FnOnce() + Send + 'static,
    {
        detach_unless_refused(self.tokio().spawn_blocking(closure))
    }
}

impl Timer for Actix {
    type Sleep = TokioSleep;

    /// Returns tokio's current moment, which tests of tokio may have paused.
    fn now(&self) -> Instant {
        self.arbiter.now()
    }

    /// Returns a future that is ready at `deadline`.
    ///
    /// # Panics
    ///
    /// If the system was made over a tokio runtime without its timer.
    fn sleep_until(&self, deadline: Instant) -> TokioSleep {
        self.arbiter.sleep_until(deadline)
    }
}

impl From<SystemRunner> for Actix {
    fn from(runner: SystemRunner) -> Self {
        Self::new(runner)
    }
}

impl Drop for Actix {
    fn drop(&mut self) {
        // Destructors of tasks may use tokio's timers and sockets. Those that spawn are refused.
        let handle = self.tokio().clone();
        let _context = handle.enter();
        drop(self.runner.take());
    }
}

static_assertions::assert_not_impl_any!(Actix: Send, Sync);

//! An arbiter of actix, from any thread.

use core::future::Future;

use ::actix_rt::{Arbiter, ArbiterHandle};
use ::tokio::runtime::Handle;

use crate::{
    rt::{TokioSleep, tokio::detach_unless_refused},
    task::{BlockingTask, FutureObj, Spawn, SpawnBlocking, SpawnError, SpawnErrorKind},
    time::{Instant, Timer},
};

/// An arbiter of actix, which runs tasks on its thread.
///
/// It does not keep the arbiter alive. When that was stopped, spawning drops the task and returns
/// `Shutdown`.
///
/// # Examples
///
/// An arbiter beside the system's own:
///
/// ```
/// use async_interop::{
///     rt::{Actix, ActixArbiter},
///     task::{BlockOn as _, SpawnExt as _},
/// };
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let system = Actix::new(actix_rt::System::new());
/// let arbiter = actix_rt::Arbiter::new();
/// let (tell, told) = std::sync::mpsc::channel();
/// arbiter.spawn_fn(move || tell.send(ActixArbiter::current()).unwrap());
/// let worker = told.recv()?.unwrap();
///
/// let handle = worker.spawn(async { std::thread::current().id() })?;
/// assert_ne!(system.block_on(handle)?, std::thread::current().id());
/// # arbiter.stop();
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct ActixArbiter {
    arbiter: ArbiterHandle,
    runtime: Handle,
}

impl ActixArbiter {
    /// Takes the handle of an arbiter, and that of the tokio runtime which the arbiter runs on.
    pub const fn new(arbiter: ArbiterHandle, runtime: Handle) -> Self {
        Self { arbiter, runtime }
    }

    /// Returns the arbiter of the calling thread, or `None` outside the tasks of one.
    pub fn current() -> Option<Self> {
        Some(Self::new(Arbiter::try_current()?, Handle::try_current().ok()?))
    }
}

impl Spawn for ActixArbiter {
    fn spawn_obj(&self, task: FutureObj<'static, ()>) -> Result<(), SpawnError> {
        self.spawn_detached(task)
    }

    fn spawn_detached<F>(&self, future: F) -> Result<(), SpawnError>
    where
        F: Future<Output = ()> + Send + 'static,
    {
        if self.arbiter.spawn(future) {
            Ok(())
        } else {
            Err(SpawnError::new(SpawnErrorKind::Shutdown))
        }
    }
}

impl SpawnBlocking for ActixArbiter {
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

impl Timer for ActixArbiter {
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
    /// If the arbiter was made over a tokio runtime without its timer.
    fn sleep_until(&self, deadline: Instant) -> TokioSleep {
        TokioSleep::new(&self.runtime, deadline)
    }
}

static_assertions::assert_impl_all!(ActixArbiter: Send, Sync);

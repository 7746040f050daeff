//! tokio's multi-thread runtime.

use core::future::Future;

use ::tokio::runtime::{Handle, Runtime};

use super::{refused::detach_unless_refused, sleep::TokioSleep};
use crate::{
    task::{BlockOn, BlockingTask, FutureObj, Spawn, SpawnBlocking, SpawnError},
    time::{Instant, Timer},
};

/// tokio's multi-thread runtime, owned or borrowed.
///
/// Made from a `Runtime`, it is the runtime: dropping it shuts the runtime down, and drops its
/// tasks. Made from a `Handle`, or by [`handle`](Self::handle), it refers to a runtime that
/// somebody else owns.
///
/// A `Handle` of a current-thread runtime works for spawning. To block on such a runtime, use
/// [`TokioLocal`](crate::rt::TokioLocal): a `Handle` does not drive it.
///
/// # Examples
///
/// ```
/// use async_interop::{
///     rt::Tokio,
///     task::{BlockOn as _, SpawnExt as _},
/// };
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let runtime = Tokio::new(tokio::runtime::Runtime::new()?);
/// let handle = runtime.spawn(async { 6 * 7 })?;
/// assert_eq!(runtime.block_on(handle)?, 42);
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct Tokio {
    runtime: Source,
}

#[derive(Debug)]
enum Source {
    Owned(Runtime),
    Borrowed(Handle),
}

impl Tokio {
    /// Takes over a runtime, which should be a multi-thread one.
    pub const fn new(runtime: Runtime) -> Self {
        Self { runtime: Source::Owned(runtime) }
    }

    /// Returns a value that refers to the same runtime and does not own it.
    pub fn handle(&self) -> Self {
        Self::from(self.get().clone())
    }

    fn get(&self) -> &Handle {
        match &self.runtime {
            Source::Owned(runtime) => runtime.handle(),
            Source::Borrowed(handle) => handle,
        }
    }
}

impl BlockOn for Tokio {
    fn block_on<F: Future>(&self, future: F) -> F::Output {
        match &self.runtime {
            Source::Owned(runtime) => runtime.block_on(future),
            Source::Borrowed(handle) => handle.block_on(future),
        }
    }
}

impl Spawn for Tokio {
    fn spawn_obj(&self, task: FutureObj<'static, ()>) -> Result<(), SpawnError> {
        detach_unless_refused(self.get().spawn(task))
    }

    fn spawn_detached<F>(&self, future: F) -> Result<(), SpawnError>
    where
        F: Future<Output = ()> + Send + 'static,
    {
        detach_unless_refused(self.get().spawn(future))
    }
}

impl SpawnBlocking for Tokio {
    fn spawn_blocking_obj(&self, task: BlockingTask) -> Result<(), SpawnError<BlockingTask>> {
        detach_unless_refused(self.get().spawn_blocking(|| task.run()))
    }

    fn spawn_blocking_detached<F>(&self, closure: F) -> Result<(), SpawnError<BlockingTask>>
    where
        F: FnOnce() + Send + 'static,
    {
        detach_unless_refused(self.get().spawn_blocking(closure))
    }
}

impl Timer for Tokio {
    type Sleep = TokioSleep;

    /// Returns tokio's current moment, which tests of tokio may have paused.
    fn now(&self) -> Instant {
        let _context = self.get().enter();
        ::tokio::time::Instant::now().into_std().into()
    }

    /// Returns a future that is ready at `deadline`.
    ///
    /// # Panics
    ///
    /// If the runtime was built without its timer: call `enable_time` or `enable_all`.
    fn sleep_until(&self, deadline: Instant) -> TokioSleep {
        TokioSleep::new(self.get(), deadline)
    }
}

impl From<Runtime> for Tokio {
    fn from(runtime: Runtime) -> Self {
        Self::new(runtime)
    }
}

impl From<Handle> for Tokio {
    fn from(handle: Handle) -> Self {
        Self { runtime: Source::Borrowed(handle) }
    }
}

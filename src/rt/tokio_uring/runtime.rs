//! The tokio-uring runtime of the current thread.

use core::future::Future;

use ::tokio::{
    runtime::{Handle, RuntimeFlavor},
    task::spawn_local,
};
use tokio_uring::{Runtime, builder};

use crate::{
    io,
    rt::tokio::{TokioSleep, detach_unless_refused},
    task::{
        BlockOn, BlockingTask, FutureObj, LocalFutureObj, Spawn, SpawnBlocking, SpawnError,
        SpawnErrorKind, SpawnLocal,
    },
    time::{Instant, Timer},
};

/// The tokio-uring runtime that the current thread is in.
///
/// Spawning, closures and timers use that runtime, so this is for code that runs inside it.
/// [`block_on`](BlockOn::block_on) makes a runtime, and drops it with the tasks that are left.
///
/// # Panics
///
/// Spawning panics in a current-thread runtime of tokio's that is neither one of tokio-uring nor has
/// a `LocalSet` that runs.
///
/// # Examples
///
/// ```
/// use std::rc::Rc;
///
/// use async_interop::{
///     rt::TokioUring,
///     task::{BlockOn as _, SpawnError, SpawnLocalExt as _},
/// };
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let runtime = TokioUring::new();
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
pub struct TokioUring {
    _private: (),
}

impl TokioUring {
    /// Returns the value. All are the same one.
    pub const fn new() -> Self {
        Self { _private: () }
    }

    /// Runs `future` in a new runtime on the current thread, as [`BlockOn::block_on`] does.
    ///
    /// # Errors
    ///
    /// If the system refuses the ring, or what tokio needs.
    ///
    /// # Panics
    ///
    /// Within a task of tokio's.
    pub fn try_block_on<F: Future>(&self, future: F) -> io::Result<F::Output> {
        Ok(Runtime::new(&builder())?.block_on(future))
    }
}

impl BlockOn for TokioUring {
    /// Runs `future` in a new runtime.
    ///
    /// # Panics
    ///
    /// If the runtime does not start; [`try_block_on`](Self::try_block_on) returns an error. Within
    /// a task of tokio's.
    #[track_caller]
    fn block_on<F: Future>(&self, future: F) -> F::Output {
        match self.try_block_on(future) {
            Ok(output) => output,
            Err(error) => panic!(
                "tokio-uring does not start: {error}; it needs io_uring, which containers and \
                 `/proc/sys/kernel/io_uring_disabled` may forbid"
            ),
        }
    }
}

impl Spawn for TokioUring {
    fn spawn_obj(&self, task: FutureObj<'static, ()>) -> Result<(), SpawnError> {
        match self.status() {
            Ok(()) => detach_unless_refused(spawn_local(task)),
            Err(kind) => Err(SpawnError::with_task(kind, task)),
        }
    }

    fn status(&self) -> Result<(), SpawnErrorKind> {
        current().map(drop)
    }

    fn spawn_detached<F>(&self, future: F) -> Result<(), SpawnError>
    where
        F: Future<Output = ()> + Send + 'static,
    {
        self.status()?;
        detach_unless_refused(spawn_local(future))
    }
}

impl SpawnLocal for TokioUring {
    fn spawn_local_obj(
        &self,
        task: LocalFutureObj<'static, ()>,
    ) -> Result<(), SpawnError<LocalFutureObj<'static, ()>>> {
        match self.status() {
            Ok(()) => detach_unless_refused(spawn_local(task)),
            Err(kind) => Err(SpawnError::with_task(kind, task)),
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
        self.status()?;
        detach_unless_refused(spawn_local(future))
    }
}

impl SpawnBlocking for TokioUring {
    fn spawn_blocking_obj(&self, task: BlockingTask) -> Result<(), SpawnError<BlockingTask>> {
        match current() {
            Ok(runtime) => detach_unless_refused(runtime.spawn_blocking(|| task.run())),
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
        detach_unless_refused(current()?.spawn_blocking(closure))
    }
}

impl Timer for TokioUring {
    type Sleep = TokioSleep;

    fn now(&self) -> Instant {
        ::tokio::time::Instant::now().into_std().into()
    }

    /// Returns a future that is ready at `deadline`.
    ///
    /// # Panics
    ///
    /// Where no runtime is.
    fn sleep_until(&self, deadline: Instant) -> TokioSleep {
        TokioSleep::new(&Handle::current(), deadline)
    }
}

/// Returns the runtime of the current thread, if it is of the kind that tokio-uring has.
fn current() -> Result<Handle, SpawnErrorKind> {
    let runtime = Handle::try_current().map_err(|_| SpawnErrorKind::NoExecutor)?;
    match runtime.runtime_flavor() {
        RuntimeFlavor::CurrentThread => Ok(runtime),
        _ => Err(SpawnErrorKind::NoExecutor),
    }
}

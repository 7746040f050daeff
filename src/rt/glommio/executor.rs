//! The glommio executor of the current thread.

use alloc::string::ToString as _;
use core::future::Future;
use std::panic;

use ::glommio::{GlommioError, LocalExecutorBuilder};

use super::{GlommioSleep, deferred::Deferred};
use crate::{
    io,
    task::{
        BlockOn, BlockingTask, FutureObj, LocalFutureObj, Spawn, SpawnBlocking, SpawnError,
        SpawnErrorKind, SpawnLocal,
    },
    time::{Instant, Timer},
};

/// The glommio executor that the current thread is in.
///
/// Spawning, closures and timers use that executor, so this is for code that runs inside it.
/// [`block_on`](BlockOn::block_on) makes an executor with glommio's defaults. Tasks that are left at
/// its end leak, as glommio does not drop them.
///
/// # Examples
///
/// ```
/// use std::rc::Rc;
///
/// use async_interop::{
///     rt::Glommio,
///     task::{BlockOn as _, SpawnError, SpawnLocalExt as _},
/// };
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let runtime = Glommio::new();
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
pub struct Glommio {
    _private: (),
}

impl Glommio {
    /// Returns the value. All are the same one.
    pub const fn new() -> Self {
        Self { _private: () }
    }

    /// Runs `future` in a new executor on the current thread, as [`BlockOn::block_on`] does.
    ///
    /// # Errors
    ///
    /// If the system refuses what the executor needs: a ring, or locked memory. The error says which.
    ///
    /// # Panics
    ///
    /// Within an executor of glommio's.
    pub fn try_block_on<F: Future>(&self, future: F) -> io::Result<F::Output> {
        let executor = LocalExecutorBuilder::default().make().map_err(explained)?;
        Ok(executor.run(future))
    }
}

impl BlockOn for Glommio {
    /// Runs `future` in a new executor.
    ///
    /// # Panics
    ///
    /// If the executor does not start; [`try_block_on`](Self::try_block_on) returns an error. Within
    /// an executor of glommio's.
    #[track_caller]
    fn block_on<F: Future>(&self, future: F) -> F::Output {
        match self.try_block_on(future) {
            Ok(output) => output,
            Err(error) => panic!("glommio does not start: {error}"),
        }
    }
}

impl Spawn for Glommio {
    fn spawn_obj(&self, task: FutureObj<'static, ()>) -> Result<(), SpawnError> {
        match self.status() {
            Ok(()) => spawn(task),
            Err(kind) => return Err(SpawnError::with_task(kind, task)),
        }
        Ok(())
    }

    fn status(&self) -> Result<(), SpawnErrorKind> {
        // Asking for the executor's number is the cheapest call that panics without one.
        let asked = panic::catch_unwind(|| ::glommio::executor().id());
        asked.map(drop).map_err(|_| SpawnErrorKind::NoExecutor)
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

impl SpawnLocal for Glommio {
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

impl SpawnBlocking for Glommio {
    fn spawn_blocking_obj(&self, task: BlockingTask) -> Result<(), SpawnError<BlockingTask>> {
        match self.status() {
            Ok(()) => spawn_blocking(|| task.run()),
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
        spawn_blocking(closure);
        Ok(())
    }
}

impl Timer for Glommio {
    type Sleep = GlommioSleep;

    fn now(&self) -> Instant {
        Instant::now()
    }

    /// Returns a future that is ready at `deadline`.
    ///
    /// # Panics
    ///
    /// Where no executor is.
    fn sleep_until(&self, deadline: Instant) -> GlommioSleep {
        GlommioSleep::new(deadline)
    }
}

/// Spawns on the executor that [`Glommio::status`] has found.
fn spawn(future: impl Future<Output = ()> + 'static) {
    ::glommio::spawn_local(Deferred::new(future)).detach();
}

/// As [`spawn`]. The executor starts the closure in the call, and waits for its end in a task.
fn spawn_blocking(closure: impl FnOnce() + Send + 'static) {
    ::glommio::spawn_local(::glommio::executor().spawn_blocking(closure)).detach();
}

/// Says what to do about the error that new users see.
fn explained(error: GlommioError<()>) -> io::Error {
    // It has a variant of its own, which has become text where it comes from the reactor.
    let text = error.to_string();
    if !text.contains("MemLockLimit") && !text.contains("memlock") {
        return std::io::Error::from(error).into();
    }
    io::Error::new(
        io::ErrorKind::OutOfMemory,
        "the limit of locked memory is below the 512 KiB that an executor needs: run `ulimit -l 512` \
         before the program, or set `memlock` in /etc/security/limits.conf",
    )
}

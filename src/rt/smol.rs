//! smol.
//!
//! - **Threads.** Tasks move between the threads of smol's global executor, which smol starts when
//!   the first task is spawned: one, or as many as the environment variable `SMOL_THREADS` says.
//! - **Its own task handle**, dropped, cancels the task. `spawn_obj` detaches it.
//! - **A panic** of a task ends what the worker is doing at the moment; smol catches it and goes
//!   on. A panic of the future's destructor aborts the process.
//! - **Its end.** It has none: the executor is a static, and what is left of its tasks when the
//!   process ends is not dropped. Spawning never fails.
//! - **Not supported.** Local tasks: the global executor takes `Send` ones only.

use core::future::Future;

use crate::task::{BlockOn, FutureObj, Spawn, SpawnError};

/// smol's global executor.
///
/// # Examples
///
/// ```
/// use async_interop::{
///     rt::Smol,
///     task::{BlockOn as _, SpawnExt as _},
/// };
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let runtime = Smol::new();
/// let handle = runtime.spawn(async { 6 * 7 })?;
/// assert_eq!(runtime.block_on(handle)?, 42);
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct Smol {
    _private: (),
}

impl Smol {
    /// Returns the executor. All values are the same one.
    pub const fn new() -> Self {
        Self { _private: () }
    }
}

impl BlockOn for Smol {
    fn block_on<F: Future>(&self, future: F) -> F::Output {
        ::smol::block_on(future)
    }
}

impl Spawn for Smol {
    fn spawn_obj(&self, task: FutureObj<'static, ()>) -> Result<(), SpawnError> {
        ::smol::spawn(task).detach();
        Ok(())
    }

    fn spawn_detached<F>(&self, future: F) -> Result<(), SpawnError>
    where
        F: Future<Output = ()> + Send + 'static,
    {
        ::smol::spawn(future).detach();
        Ok(())
    }
}

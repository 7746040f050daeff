//! The monoio runtime of the current thread.

use core::future::Future;
use std::panic;

use ::monoio::{FusionDriver, RuntimeBuilder};

use super::{MonoioSleep, at_home::AtHome};
use crate::{
    io,
    task::{BlockOn, FutureObj, LocalFutureObj, Spawn, SpawnError, SpawnErrorKind, SpawnLocal},
    time::{Instant, Timer},
};

/// The monoio runtime that the current thread is in.
///
/// Spawning and timers use that runtime, so this is for code that runs inside it.
/// [`block_on`](BlockOn::block_on) makes a runtime with a timer, and with a ring if the system has
/// them. Tasks that wait at its end live as long as their wakers do.
///
/// # Examples
///
/// ```
/// use std::rc::Rc;
///
/// use async_interop::{
///     rt::Monoio,
///     task::{BlockOn as _, SpawnError, SpawnLocalExt as _},
/// };
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let runtime = Monoio::new();
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
pub struct Monoio {
    _private: (),
}

impl Monoio {
    /// Returns the value. All are the same one.
    pub const fn new() -> Self {
        Self { _private: () }
    }

    /// Runs `future` in a new runtime on the current thread, as [`BlockOn::block_on`] does.
    ///
    /// # Errors
    ///
    /// If the system refuses what the runtime's driver needs.
    ///
    /// # Panics
    ///
    /// Within a runtime of monoio's.
    pub fn try_block_on<F: Future>(&self, future: F) -> io::Result<F::Output> {
        let mut runtime = RuntimeBuilder::<FusionDriver>::new().enable_timer().build()?;
        Ok(runtime.block_on(future))
    }
}

impl BlockOn for Monoio {
    /// Runs `future` in a new runtime.
    ///
    /// # Panics
    ///
    /// If the runtime does not start; [`try_block_on`](Self::try_block_on) returns an error. Within
    /// a runtime of monoio's.
    #[track_caller]
    fn block_on<F: Future>(&self, future: F) -> F::Output {
        match self.try_block_on(future) {
            Ok(output) => output,
            Err(error) => panic!("monoio does not start: {error}"),
        }
    }
}

impl Spawn for Monoio {
    fn spawn_obj(&self, task: FutureObj<'static, ()>) -> Result<(), SpawnError> {
        match self.status() {
            Ok(()) => spawn(task),
            Err(kind) => return Err(SpawnError::with_task(kind, task)),
        }
        Ok(())
    }

    fn status(&self) -> Result<(), SpawnErrorKind> {
        // Asking for the kind of driver is the cheapest call that panics without one.
        let asked = panic::catch_unwind(::monoio::utils::is_legacy);
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

impl SpawnLocal for Monoio {
    fn spawn_local_obj(
        &self,
        task: LocalFutureObj<'static, ()>,
    ) -> Result<(), SpawnError<LocalFutureObj<'static, ()>>> {
        match self.status() {
            Ok(()) => spawn(AtHome::new(task)),
            Err(kind) => return Err(SpawnError::with_task(kind, task)),
        }
        Ok(())
    }

    fn status_local(&self) -> Result<(), SpawnErrorKind> {
        self.status()
    }
}

impl Timer for Monoio {
    type Sleep = MonoioSleep;

    fn now(&self) -> Instant {
        Instant::now()
    }

    /// Returns a future that is ready at `deadline`.
    ///
    /// # Panics
    ///
    /// Where no runtime is, or one that was built without a timer: call `enable_timer`.
    fn sleep_until(&self, deadline: Instant) -> MonoioSleep {
        MonoioSleep::new(deadline)
    }
}

/// Spawns on the runtime that [`Monoio::status`] has found.
fn spawn(future: impl Future<Output = ()> + 'static) {
    drop(::monoio::spawn(future));
}

//! The arbiter of the calling thread.

use core::future::Future;

use ::actix_rt::Arbiter;
use ::tokio::runtime::Handle;

use crate::{
    rt::tokio::detach_unless_refused,
    task::{FutureObj, LocalFutureObj, Spawn, SpawnError, SpawnErrorKind, SpawnLocal},
};

/// The arbiter of actix that runs the calling task.
///
/// For tasks that spawn others on their own thread, also ones that are not `Send`. Outside the tasks
/// of an arbiter, spawning returns `NoExecutor`.
///
/// # Panics
///
/// actix panics if a task is spawned where tokio's context was entered by hand, on a thread that has
/// an arbiter and outside of its tasks.
///
/// # Examples
///
/// ```
/// use std::rc::Rc;
///
/// use async_interop::{
///     rt::{Actix, ActixLocal},
///     task::{BlockOn as _, SpawnErrorKind, SpawnLocalExt as _},
/// };
///
/// let system = Actix::new(actix_rt::System::new());
/// let number = Rc::new(42);
/// let joined = system.block_on(async {
///     let handle = ActixLocal::new().spawn_local(async move { *number });
///     handle.expect("the system runs this").await
/// });
/// assert_eq!(joined.unwrap(), 42);
///
/// let error = ActixLocal::new().spawn_local(async {}).unwrap_err();
/// assert_eq!(error.kind(), SpawnErrorKind::NoExecutor);
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct ActixLocal {
    _private: (),
}

impl ActixLocal {
    /// Returns the value. All are the same one: what they mean depends on the thread.
    pub const fn new() -> Self {
        Self { _private: () }
    }
}

impl Spawn for ActixLocal {
    fn spawn_obj(&self, task: FutureObj<'static, ()>) -> Result<(), SpawnError> {
        match self.status() {
            Ok(()) => detach_unless_refused(::actix_rt::spawn(task)),
            Err(kind) => Err(SpawnError::with_task(kind, task)),
        }
    }

    fn status(&self) -> Result<(), SpawnErrorKind> {
        // A thread keeps its arbiter's handle when the system is gone, but not tokio's context.
        match (Arbiter::try_current(), Handle::try_current()) {
            (Some(_), Ok(_)) => Ok(()),
            _ => Err(SpawnErrorKind::NoExecutor),
        }
    }

    fn spawn_detached<F>(&self, future: F) -> Result<(), SpawnError>
    where
        F: Future<Output = ()> + Send + 'static,
    {
        self.status()?;
        detach_unless_refused(::actix_rt::spawn(future))
    }
}

impl SpawnLocal for ActixLocal {
    fn spawn_local_obj(
        &self,
        task: LocalFutureObj<'static, ()>,
    ) -> Result<(), SpawnError<LocalFutureObj<'static, ()>>> {
        match self.status() {
            Ok(()) => detach_unless_refused(::actix_rt::spawn(task)),
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
        detach_unless_refused(::actix_rt::spawn(future))
    }
}

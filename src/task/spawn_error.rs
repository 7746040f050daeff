//! The error of spawning.

use core::{error, fmt};

use futures_task::FutureObj;

use crate::task::{SpawnErrorKind, exclusive::Exclusive};

/// The error of spawning: why the task was not spawned, and the task if the executor still had it.
///
/// `T` is the type of the task: [`FutureObj`] for [`Spawn`](crate::task::Spawn),
/// [`LocalFutureObj`](crate::task::LocalFutureObj) for [`SpawnLocal`](crate::task::SpawnLocal).
///
/// `SpawnError` is `Send`, `Sync` and `'static`, and so goes through `?` into
/// `Box<dyn Error + Send + Sync>`. The error of `SpawnLocal` is not `Send` as long as it holds a
/// task; [`without_task`](Self::without_task) makes it so.
///
/// # Examples
///
/// A refused task can be spawned elsewhere:
///
/// ```
/// use async_interop::task::{FutureObj, Spawn, SpawnError};
///
/// fn spawn_on_either(
///     first: &dyn Spawn,
///     second: &dyn Spawn,
///     task: FutureObj<'static, ()>,
/// ) -> Result<(), SpawnError> {
///     match first.spawn_obj(task) {
///         Ok(()) => Ok(()),
///         Err(error) => {
///             let kind = error.kind();
///             let task = error.into_task().ok_or(SpawnError::new(kind))?;
///             second.spawn_obj(task)
///         }
///     }
/// }
/// ```
pub struct SpawnError<T = FutureObj<'static, ()>> {
    kind: SpawnErrorKind,
    task: Exclusive<Option<T>>,
}

impl<T> SpawnError<T> {
    /// Creates an error without a task: the executor has dropped it.
    pub const fn new(kind: SpawnErrorKind) -> Self {
        Self { kind, task: Exclusive::new(None) }
    }

    /// Creates an error that gives the task back.
    pub const fn with_task(kind: SpawnErrorKind, task: T) -> Self {
        Self { kind, task: Exclusive::new(Some(task)) }
    }

    /// Returns the task if the executor gave it back.
    ///
    /// A task that was made by [`SpawnExt::spawn`](crate::task::SpawnExt::spawn) or
    /// [`task::spawn`](crate::task::spawn) has lost its handle; spawned elsewhere, it runs
    /// detached.
    pub fn into_task(self) -> Option<T> {
        self.task.into_inner()
    }

    /// Drops the task, if there is one. What is left is `Send`.
    pub fn without_task(self) -> SpawnError {
        SpawnError::new(self.kind)
    }

    /// Returns why the task was not spawned.
    pub const fn kind(&self) -> SpawnErrorKind {
        self.kind
    }
}

impl<T> From<SpawnErrorKind> for SpawnError<T> {
    fn from(kind: SpawnErrorKind) -> Self {
        Self::new(kind)
    }
}

impl<T> error::Error for SpawnError<T> {}

impl<T> fmt::Display for SpawnError<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.kind, f)
    }
}

impl<T> fmt::Debug for SpawnError<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SpawnError").field("kind", &self.kind).finish_non_exhaustive()
    }
}

static_assertions::assert_impl_all!(SpawnError: Send, Sync, Unpin);

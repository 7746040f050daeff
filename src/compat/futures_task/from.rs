//! From the spawning traits of futures-task to ours.

use core::pin::Pin;

use futures_task::{LocalSpawn, Spawn as TheirSpawn};
use pin_project_lite::pin_project;

use crate::task::{FutureObj, LocalFutureObj, Spawn, SpawnError, SpawnErrorKind, SpawnLocal};

pin_project! {
    /// Gives an executor of futures-task our spawning traits.
    ///
    /// | theirs | ours | lost on the way |
    /// |---|---|---|
    /// | `Spawn::spawn_obj`, `status` | [`Spawn`] | the task, if it is refused: theirs drop it |
    /// | `LocalSpawn::spawn_local_obj`, `status_local` | [`SpawnLocal`] | the same |
    /// | `SpawnError` | [`SpawnError`] of the kind [`Shutdown`](SpawnErrorKind::Shutdown) | nothing: theirs know no other |
    ///
    /// Tasks are boxed. For the executors of the futures crate there are values in `rt`, which do
    /// without.
    ///
    /// # Examples
    ///
    /// ```
    /// use async_interop::{compat::FromFuturesTask, task::{Spawn, SpawnExt as _}};
    ///
    /// // Code that knows our traits only.
    /// async fn answer(executor: &impl Spawn) -> Result<u8, Box<dyn std::error::Error>> {
    ///     Ok(executor.spawn(async { 42 })?.await?)
    /// }
    ///
    /// let mut pool = futures::executor::LocalPool::new();
    /// let executor = FromFuturesTask::new(pool.spawner());
    /// assert_eq!(pool.run_until(answer(&executor))?, 42);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[derive(Clone, Copy, Debug)]
    #[must_use = "an adapter does nothing until it is used"]
    pub struct FromFuturesTask<T> {
        #[pin]
        inner: T,
    }
}

impl<T> FromFuturesTask<T> {
    /// Creates an adapter for `inner`.
    #[inline]
    pub const fn new(inner: T) -> Self {
        Self { inner }
    }

    /// Returns a reference to the inner value.
    #[inline]
    pub const fn get_ref(&self) -> &T {
        &self.inner
    }

    /// Returns a mutable reference to the inner value.
    #[inline]
    pub const fn get_mut(&mut self) -> &mut T {
        &mut self.inner
    }

    /// Returns a pinned mutable reference to the inner value.
    #[inline]
    pub fn get_pin_mut(self: Pin<&mut Self>) -> Pin<&mut T> {
        self.project().inner
    }

    /// Returns the inner value.
    #[inline]
    pub fn into_inner(self) -> T {
        self.inner
    }
}

impl<T: TheirSpawn> Spawn for FromFuturesTask<T> {
    fn spawn_obj(&self, task: FutureObj<'static, ()>) -> Result<(), SpawnError> {
        self.inner.spawn_obj(task).map_err(|_| SpawnErrorKind::Shutdown.into())
    }

    fn status(&self) -> Result<(), SpawnErrorKind> {
        self.inner.status().map_err(|_| SpawnErrorKind::Shutdown)
    }
}

impl<T: LocalSpawn> SpawnLocal for FromFuturesTask<T> {
    fn spawn_local_obj(
        &self,
        task: LocalFutureObj<'static, ()>,
    ) -> Result<(), SpawnError<LocalFutureObj<'static, ()>>> {
        self.inner.spawn_local_obj(task).map_err(|_| SpawnErrorKind::Shutdown.into())
    }

    fn status_local(&self) -> Result<(), SpawnErrorKind> {
        self.inner.status_local().map_err(|_| SpawnErrorKind::Shutdown)
    }
}

impl<T> From<T> for FromFuturesTask<T> {
    #[inline]
    fn from(inner: T) -> Self {
        Self::new(inner)
    }
}

static_assertions::assert_impl_all!(FromFuturesTask<()>: Send, Sync, Unpin);

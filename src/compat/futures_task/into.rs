//! From our spawning traits to those of futures-task.

use core::pin::Pin;

use futures_task::{LocalSpawn, Spawn as TheirSpawn, SpawnError as TheirError};
use pin_project_lite::pin_project;

use crate::task::{FutureObj, LocalFutureObj, Spawn, SpawnLocal};

pin_project! {
    /// Gives an executor of ours the spawning traits of futures-task, and with them the methods of
    /// `futures::task::SpawnExt`.
    ///
    /// | ours | theirs | lost on the way |
    /// |---|---|---|
    /// | [`Spawn::spawn_obj`], `status` | `Spawn` | why it was refused, and the task: theirs know "shut down" only |
    /// | [`Spawn::spawn_detached`] | – | spawning without a box |
    /// | [`SpawnLocal`] | `LocalSpawn` | the same |
    ///
    /// # Examples
    ///
    /// ```
    /// use async_interop::{compat::IntoFuturesTaskExt as _, task::Spawn};
    /// use futures::task::SpawnExt;
    ///
    /// // Code that knows futures-task only gets an executor of ours.
    /// async fn answer(executor: &impl Spawn) -> Result<u8, futures::task::SpawnError> {
    ///     Ok(executor.into_futures_task().spawn_with_handle(async { 42 })?.await)
    /// }
    /// # #[cfg(feature = "rt-smol")]
    /// # {
    /// # use async_interop::{rt::Smol, task::BlockOn as _};
    /// # assert_eq!(Smol::new().block_on(answer(&Smol::new())).unwrap(), 42);
    /// # }
    /// ```
    #[derive(Clone, Copy, Debug)]
    #[must_use = "an adapter does nothing until it is used"]
    pub struct IntoFuturesTask<T> {
        #[pin]
        inner: T,
    }
}

impl<T> IntoFuturesTask<T> {
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

impl<T: Spawn> TheirSpawn for IntoFuturesTask<T> {
    fn spawn_obj(&self, task: FutureObj<'static, ()>) -> Result<(), TheirError> {
        self.inner.spawn_obj(task).map_err(|_| TheirError::shutdown())
    }

    fn status(&self) -> Result<(), TheirError> {
        self.inner.status().map_err(|_| TheirError::shutdown())
    }
}

impl<T: SpawnLocal> LocalSpawn for IntoFuturesTask<T> {
    fn spawn_local_obj(&self, task: LocalFutureObj<'static, ()>) -> Result<(), TheirError> {
        self.inner.spawn_local_obj(task).map_err(|_| TheirError::shutdown())
    }

    fn status_local(&self) -> Result<(), TheirError> {
        self.inner.status_local().map_err(|_| TheirError::shutdown())
    }
}

impl<T> From<T> for IntoFuturesTask<T> {
    #[inline]
    fn from(inner: T) -> Self {
        Self::new(inner)
    }
}

/// Gives every executor of ours the method [`into_futures_task`](Self::into_futures_task).
pub trait IntoFuturesTaskExt: Sized {
    /// Wraps the value so that it has the spawning traits of futures-task.
    ///
    /// The page of [`IntoFuturesTask`] says what is lost.
    #[inline]
    fn into_futures_task(self) -> IntoFuturesTask<Self> {
        IntoFuturesTask::new(self)
    }
}

impl<T> IntoFuturesTaskExt for T {}

static_assertions::assert_impl_all!(IntoFuturesTask<()>: Send, Sync, Unpin);

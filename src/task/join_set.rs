//! A set of tasks, joined in the order in which they end.

use core::{
    fmt,
    future::Future,
    mem,
    pin::Pin,
    task::{Context, Poll, ready},
};

use futures_task::LocalFutureObj;

use crate::{
    future::Unordered,
    stream::Stream,
    task::{
        AbortHandle, BlockingTask, JoinError, JoinHandle, JoinNext, Spawn, SpawnBlocking,
        SpawnBlockingExt as _, SpawnError, SpawnExt as _, SpawnLocal, SpawnLocalExt as _,
        async_drop::PollDrop,
    },
};

/// A set of tasks, joined in the order in which they end.
///
/// The tasks may be on different executors. Dropping the set aborts all of them, and does not wait;
/// [`abort_all`](Self::abort_all) and joining what is left does.
///
/// Joining looks only at tasks that are new or have ended, however many there are. A task takes no
/// allocation beside its own: places are used again, and added in blocks.
///
/// As a [`Stream`], the set ends when it is empty, and goes on when there are tasks again.
///
/// # Examples
///
/// ```
/// use std::error::Error;
///
/// use async_interop::task::{JoinSet, Spawn};
///
/// async fn sum_of_squares<R: Spawn>(runtime: &R) -> Result<u32, Box<dyn Error>> {
///     let mut set = JoinSet::new();
///     for number in 1..=3 {
///         set.spawn(runtime, async move { number * number })?;
///     }
///     let mut sum = 0;
///     while let Some(square) = set.join_next().await {
///         sum += square?;
///     }
///     Ok(sum)
/// }
/// # #[cfg(all(feature = "rt-smol", feature = "rt-futures"))]
/// # {
/// # use async_interop::{rt::{LocalPool, Smol}, task::BlockOn as _};
/// # let smol = Smol::new();
/// # assert_eq!(smol.block_on(sum_of_squares(&smol)).unwrap(), 14);
/// # let pool = LocalPool::new(futures::executor::LocalPool::new());
/// # assert_eq!(pool.block_on(sum_of_squares(&pool)).unwrap(), 14);
/// # }
/// ```
#[must_use = "dropping the set aborts its tasks"]
pub struct JoinSet<T> {
    tasks: Unordered<JoinHandle<T>>,
    /// All tasks were aborted by `poll_drop_ready`, which need not do so again.
    ending: bool,
}

impl<T> JoinSet<T> {
    /// Makes an empty set.
    pub fn new() -> Self {
        Self { tasks: Unordered::with_capacity(FIRST_CAPACITY), ending: false }
    }

    /// Spawns a future on `executor`, and puts its task into the set.
    ///
    /// # Errors
    ///
    /// Those of [`SpawnExt::spawn`](crate::task::SpawnExt::spawn).
    pub fn spawn<S, F>(&mut self, executor: &S, future: F) -> Result<AbortHandle, SpawnError>
    where
        S: Spawn + ?Sized,
        F: Future<Output = T> + Send + 'static,
        T: Send,
    {
        executor.spawn(future).map(|handle| self.insert(handle))
    }

    /// Spawns a future on this thread, on `executor`, and puts its task into the set.
    ///
    /// # Errors
    ///
    /// Those of [`SpawnLocalExt::spawn_local`](crate::task::SpawnLocalExt::spawn_local).
    pub fn spawn_local<S, F>(
        &mut self,
        executor: &S,
        future: F,
    ) -> Result<AbortHandle, SpawnError<LocalFutureObj<'static, ()>>>
    where
        S: SpawnLocal + ?Sized,
        F: Future<Output = T> + 'static,
    {
        executor.spawn_local(future).map(|handle| self.insert(handle))
    }

    /// Has a closure called on a thread that it may block, and puts its task into the set.
    ///
    /// # Errors
    ///
    /// Those of [`SpawnBlockingExt::spawn_blocking`](crate::task::SpawnBlockingExt::spawn_blocking).
    pub fn spawn_blocking<S, F>(
        &mut self,
        executor: &S,
        closure: F,
    ) -> Result<AbortHandle, SpawnError<BlockingTask>>
    where
        S: SpawnBlocking + ?Sized,
        F: FnOnce() -> T + Send + 'static,
        T: Send + 'static,
    {
        executor.spawn_blocking(closure).map(|handle| self.insert(handle))
    }

    /// Puts a task into the set that was spawned before, and returns the right to abort it.
    pub fn insert(&mut self, handle: JoinHandle<T>) -> AbortHandle {
        self.ending = false;
        let abort = handle.abort_handle();
        self.tasks.push(handle);
        abort
    }

    /// Waits for the next task to end, and takes it out of the set. Returns `None` if the set is
    /// empty.
    ///
    /// # Cancel safety
    ///
    /// Cancel safe: if the future is dropped before it is ready, nothing was taken out.
    pub fn join_next(&mut self) -> JoinNext<'_, T> {
        JoinNext::new(self)
    }

    /// Attempts to join a task, as [`join_next`](Self::join_next) does.
    ///
    /// # Return value
    ///
    /// - `Poll::Pending`: no task has ended. The waker of the latest poll is woken when one has. If a
    ///   task was put in since then, poll again: only then is it looked at.
    /// - `Poll::Ready(Some(result))`: a task has ended with `result`, and is in the set no more.
    /// - `Poll::Ready(None)`: the set is empty.
    pub fn poll_join_next(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<T, JoinError>>> {
        self.tasks.poll_next(cx)
    }

    /// Aborts all tasks. They stay in the set until they are joined.
    pub fn abort_all(&self) {
        self.tasks.iter().for_each(JoinHandle::abort);
    }

    /// Takes all tasks out of the set, and lets them run.
    pub fn detach_all(&mut self) {
        self.tasks = Unordered::with_capacity(FIRST_CAPACITY);
    }

    /// Returns how many tasks are in the set: those that were not joined.
    pub const fn len(&self) -> usize {
        self.tasks.len()
    }

    /// Returns whether there are no tasks in the set.
    pub const fn is_empty(&self) -> bool {
        self.tasks.is_empty()
    }
}

impl<T> Stream for JoinSet<T> {
    type Item = Result<T, JoinError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll_join_next(cx)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.len(), Some(self.len()))
    }
}

/// Aborts all tasks, and waits until they have ended.
impl<T> PollDrop for JoinSet<T> {
    fn poll_drop_ready(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        if !mem::replace(&mut self.ending, true) {
            self.abort_all();
        }
        while ready!(self.poll_join_next(cx)).is_some() {}
        Poll::Ready(())
    }
}

impl<T> Drop for JoinSet<T> {
    fn drop(&mut self) {
        self.abort_all();
    }
}

impl<T> Default for JoinSet<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T> Extend<JoinHandle<T>> for JoinSet<T> {
    fn extend<I: IntoIterator<Item = JoinHandle<T>>>(&mut self, handles: I) {
        handles.into_iter().for_each(|handle| drop(self.insert(handle)));
    }
}

impl<T> FromIterator<JoinHandle<T>> for JoinSet<T> {
    fn from_iter<I: IntoIterator<Item = JoinHandle<T>>>(handles: I) -> Self {
        let mut set = Self::new();
        set.extend(handles);
        set
    }
}

impl<T> fmt::Debug for JoinSet<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("JoinSet").field("len", &self.len()).finish_non_exhaustive()
    }
}

/// Room for few tasks; it doubles.
const FIRST_CAPACITY: usize = 8;

static_assertions::assert_impl_all!(JoinSet<core::cell::Cell<u8>>: Send, Sync, Unpin);
static_assertions::assert_not_impl_any!(JoinSet<*const u8>: Send, Sync);

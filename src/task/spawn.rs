//! Spawning tasks that may move between threads.

#[cfg(feature = "alloc")]
use alloc::boxed::Box;
#[cfg(feature = "alloc")]
use core::future::Future;

use futures_task::FutureObj;

use crate::task::{SpawnError, SpawnErrorKind};

/// An executor that takes tasks, from wherever this value can be used.
///
/// A type that implements `Spawn` is (a handle of) a runtime; code that is generic over it, or that
/// takes a `&dyn Spawn`, runs on any.
///
/// # Implementing
///
/// One method is required. An implementation
///
/// - must run the task to its end though nobody holds a handle of it;
/// - must neither poll the task in the call, nor block: the caller may hold a lock, and may itself
///   be a task. It may take an internal lock for a moment;
/// - must poll the task again after each wake, from any thread, also after a wake in the middle of
///   a poll, and must not poll it after it was ready;
/// - must drop the task when it is ready, and must drop the tasks that are left when it is itself
///   dropped, if it can be;
/// - must not drop a task while it holds a lock that spawning or waking takes: destructors do both;
/// - must return an error if it knows that the task will not run, and should give the task back
///   then ([`SpawnError::with_task`]);
/// - should override [`spawn_detached`](Self::spawn_detached) if it can store a future without a
///   box.
///
/// What a panic of a task does is up to the runtime. Tasks with a
/// [`JoinHandle`](crate::task::JoinHandle) never let one out, if the feature `std` is on.
///
/// # Calling
///
/// Use [`SpawnExt::spawn`](crate::task::SpawnExt::spawn) to get a handle of the task, and
/// [`spawn_detached`](Self::spawn_detached) if none is needed.
///
/// # Wrapping
///
/// `&T`, `Box<T>`, `Rc<T>` and `Arc<T>` of an executor are executors, and so are those of a
/// `dyn Spawn` with or without `Send` and `Sync`. A wrapper must forward every method: leaving out
/// `spawn_detached` compiles, and boxes each future on a runtime that would not.
///
/// # Examples
///
/// An executor that keeps its tasks for a driver elsewhere:
///
/// ```
/// use std::sync::Mutex;
///
/// use async_interop::task::{FutureObj, Spawn, SpawnError, SpawnErrorKind};
///
/// struct Queue {
///     tasks: Mutex<Vec<FutureObj<'static, ()>>>,
/// }
///
/// impl Spawn for Queue {
///     fn spawn_obj(&self, task: FutureObj<'static, ()>) -> Result<(), SpawnError> {
///         let Ok(mut tasks) = self.tasks.lock() else {
///             return Err(SpawnError::with_task(SpawnErrorKind::Shutdown, task));
///         };
///         tasks.push(task);
///         Ok(())
///     }
/// }
///
/// let queue = Queue { tasks: Mutex::new(Vec::new()) };
/// queue.spawn_detached(async { println!("running") })?;
/// # assert_eq!(queue.tasks.lock().unwrap().len(), 1);
/// # Ok::<(), SpawnError>(())
/// ```
#[doc(alias = "Executor")]
pub trait Spawn {
    /// Spawns a task in the form that needs no allocator and no type parameter.
    ///
    /// # Errors
    ///
    /// Returns an error if the executor does not take the task.
    fn spawn_obj(&self, task: FutureObj<'static, ()>) -> Result<(), SpawnError>;

    /// Returns whether the executor takes tasks, as far as it knows; the next call may find it
    /// changed.
    ///
    /// # Errors
    ///
    /// Returns what spawning a task would most likely fail with.
    fn status(&self) -> Result<(), SpawnErrorKind> {
        Ok(())
    }

    /// Spawns a future that nobody joins.
    ///
    /// # Implementing
    ///
    /// The provided method boxes the future. A runtime overrides it with its own way to spawn, and
    /// detaches what that returns.
    ///
    /// # Errors
    ///
    /// Returns an error if the executor does not take the task.
    #[cfg(feature = "alloc")]
    fn spawn_detached<F>(&self, future: F) -> Result<(), SpawnError>
    where
        Self: Sized,
        F: Future<Output = ()> + Send + 'static,
    {
        self.spawn_obj(FutureObj::new(Box::new(future)))
    }
}

static_assertions::assert_obj_safe!(Spawn);

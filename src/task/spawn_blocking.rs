//! Running closures that block.

use crate::task::{BlockingTask, SpawnError, SpawnErrorKind};

/// A runtime that has threads on which a closure may block.
///
/// A task must not block: it would hold up its neighbors. What cannot be done otherwise, such as
/// reading a file or a long computation, is a closure for a `SpawnBlocking`.
///
/// # Implementing
///
/// An implementation
///
/// - must run the closure on a thread that is allowed to block, and must not run it in the call;
/// - must run it though nobody holds a handle of it;
/// - must return an error if it knows that the closure will not run, and should give it back then
///   ([`SpawnError::with_task`]);
/// - may make closures wait for each other: how many threads there are is up to it, so a closure
///   must not wait for a later one.
///
/// # Calling
///
/// Use [`SpawnBlockingExt::spawn_blocking`](crate::task::SpawnBlockingExt::spawn_blocking) to get
/// what the closure returns. A closure that has begun cannot be stopped: a program that ends may
/// wait for it, or cut it short.
///
/// # Wrapping
///
/// `&T`, `Box<T>`, `Rc<T>` and `Arc<T>` of a `SpawnBlocking` are one, and so are those of a
/// `dyn SpawnBlocking`, as with [`Spawn`](crate::task::Spawn).
///
/// # Examples
///
/// One thread for everything:
///
/// ```
/// use std::sync::mpsc::{Receiver, Sender};
///
/// use async_interop::task::{BlockingTask, SpawnBlocking, SpawnError, SpawnErrorKind};
///
/// struct OneThread {
///     tasks: Sender<BlockingTask>,
/// }
///
/// impl SpawnBlocking for OneThread {
///     fn spawn_blocking_obj(&self, task: BlockingTask) -> Result<(), SpawnError<BlockingTask>> {
///         let sent = self.tasks.send(task);
///         sent.map_err(|error| SpawnError::with_task(SpawnErrorKind::Shutdown, error.0))
///     }
/// }
///
/// let (tasks, receiver): (_, Receiver<BlockingTask>) = std::sync::mpsc::channel();
/// let thread = std::thread::spawn(move || receiver.into_iter().for_each(BlockingTask::run));
/// let runtime = OneThread { tasks };
/// runtime.spawn_blocking_detached(|| println!("blocking"))?;
/// drop(runtime);
/// thread.join().unwrap();
/// # Ok::<(), SpawnError<BlockingTask>>(())
/// ```
pub trait SpawnBlocking {
    /// Spawns a closure in the form that needs no type parameter.
    ///
    /// # Errors
    ///
    /// Returns an error if the runtime does not take the closure.
    fn spawn_blocking_obj(&self, task: BlockingTask) -> Result<(), SpawnError<BlockingTask>>;

    /// Returns whether the runtime takes closures, as far as it knows; the next call may find it
    /// changed.
    ///
    /// # Errors
    ///
    /// Returns what spawning a closure would most likely fail with.
    fn status_blocking(&self) -> Result<(), SpawnErrorKind> {
        Ok(())
    }

    /// Spawns a closure that nobody joins.
    ///
    /// # Implementing
    ///
    /// The provided method boxes the closure. A runtime that can store it without overrides it.
    ///
    /// # Errors
    ///
    /// Returns an error if the runtime does not take the closure.
    fn spawn_blocking_detached<F>(&self, closure: F) -> Result<(), SpawnError<BlockingTask>>
    where
        Self: Sized,
        F: FnOnce() + Send + 'static,
    {
        self.spawn_blocking_obj(BlockingTask::new(closure))
    }
}

static_assertions::assert_obj_safe!(SpawnBlocking);

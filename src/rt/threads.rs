//! Threads of std.
//!
//! - **Threads.** Each closure has one of its own, which ends with it.
//! - **A panic** of a closure ends its thread, and goes no further.
//! - **Its end.** It has none: what still runs when the process ends is cut short.
//! - **Not supported.** Tasks: this is for closures that block, beside an executor that has no
//!   threads for them.

use std::thread;

use crate::task::{BlockingTask, SpawnBlocking, SpawnError, SpawnErrorKind};

/// A new thread of std for each closure that blocks.
///
/// For executors that have no threads to block, such as [`ThreadPool`] and [`LocalPool`] of
/// futures. There is no limit: who spawns very many closures needs a pool.
///
/// If the system has no thread left, spawning returns `Full`, and the closure is dropped.
///
/// # Examples
///
/// ```
/// use async_interop::{rt::Threads, task::SpawnBlockingExt as _};
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let handle = Threads::new().spawn_blocking(|| 6 * 7)?;
/// assert_eq!(futures::executor::block_on(handle)?, 42);
/// # Ok(())
/// # }
/// ```
///
/// [`LocalPool`]: https://docs.rs/futures/latest/futures/executor/struct.LocalPool.html
/// [`ThreadPool`]: https://docs.rs/futures/latest/futures/executor/struct.ThreadPool.html
#[derive(Clone, Copy, Debug, Default)]
pub struct Threads {
    _private: (),
}

impl Threads {
    /// Returns the value. All are the same one.
    pub const fn new() -> Self {
        Self { _private: () }
    }
}

impl SpawnBlocking for Threads {
    fn spawn_blocking_obj(&self, task: BlockingTask) -> Result<(), SpawnError<BlockingTask>> {
        self.spawn_blocking_detached(|| task.run())
    }

    fn spawn_blocking_detached<F>(&self, closure: F) -> Result<(), SpawnError<BlockingTask>>
    where
        F: FnOnce() + Send + 'static,
    {
        match thread::Builder::new().spawn(closure) {
            Ok(_detached) => Ok(()),
            Err(_no_thread) => Err(SpawnError::new(SpawnErrorKind::Full)),
        }
    }
}

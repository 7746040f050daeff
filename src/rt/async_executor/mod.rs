//! async-executor.
//!
//! - **Threads.** It starts none. [`AsyncExecutor`]: a task moves between the threads that call
//!   `block_on`, and runs while one does. [`AsyncLocalExecutor`]: tasks run on the thread that calls
//!   `block_on`, and only meanwhile.
//! - **Its own task handle**, dropped, cancels the task. `spawn_obj` detaches it.
//! - **A panic** of a task stays in the task. A panic of the future's destructor aborts the process.
//! - **Its end.** Dropping the executor drops its tasks, and spawners return `Shutdown`, with the
//!   task.
//! - **Input, output and time.** `block_on` is async-io's: it also drives the reactor, as async-io's
//!   own thread does where nobody blocks. Sleeps are those of
//!   [`AsyncIoTimer`](crate::rt::AsyncIoTimer).
//! - **Closures that block**: there are no threads for them; [`Threads`](crate::rt::Threads) has.

mod executor;
mod local_executor;
mod local_spawner;
mod spawner;

pub use executor::AsyncExecutor;
pub use local_executor::AsyncLocalExecutor;
pub use local_spawner::AsyncLocalExecutorSpawner;
pub use spawner::AsyncExecutorSpawner;

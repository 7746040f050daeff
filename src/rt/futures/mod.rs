//! The executors of futures.
//!
//! - **Threads.** [`ThreadPool`]: a task moves between the threads of the pool. [`LocalPool`]:
//!   tasks run on the thread that calls `block_on`, and only meanwhile.
//! - **Its own handle**, `RemoteHandle`, cancels the task when it is dropped. We do not use it.
//! - **A panic** of a task ends the thread of the pool that runs it, for ever; in a `LocalPool` it
//!   goes on to the caller of `block_on`.
//! - **Its end.** The last clone of a `ThreadPool` ends its threads; nobody can spawn then.
//!   Dropping a `LocalPool` drops its tasks, and spawners return `Shutdown`, without the task.
//! - **Input, output and time.** There is no driver: tasks use one that runs on a thread of its
//!   own, such as that of async-io.
//! - **Closures that block**: there are no threads for them; [`Threads`](crate::rt::Threads) has.
//! - **`spawn_detached`** boxes the future: so do these executors themselves.

mod local_pool;
mod local_pool_spawner;
mod thread_pool;

pub use local_pool::LocalPool;
pub use local_pool_spawner::LocalPoolSpawner;
pub use thread_pool::ThreadPool;

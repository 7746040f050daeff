//! glommio. On Linux.
//!
//! - **Threads.** One executor for each thread that wants one; its tasks stay there, and need not be
//!   `Send`. [`Glommio`] is no executor, but the way to the one that the current thread is in. Wakes
//!   come from any thread.
//! - **Spawning** polls a task in the call. Ours do not: the first poll, the one in the call, is
//!   answered with a wake.
//! - **Its own task handle**, dropped, cancels the task. `spawn_obj` detaches it.
//! - **A panic** of a task goes on to the caller of `block_on`.
//! - **Its end.** Dropping the executor drops no task that waits: its future leaks, and its handle
//!   waits for ever. `block_on` makes an executor and drops it, so join all tasks before it ends.
//! - **Where no executor is**, spawning returns `NoExecutor` and gives the task back. glommio cannot
//!   be asked whether one is there, but panics; we catch that. So the panic hook is called, which
//!   prints a message, and a program that is built with `panic = "abort"` ends.
//! - **Memory.** An executor locks memory for its rings, and needs a limit of 512 KiB (`ulimit -l`).
//! - **Time.** glommio's timer. Its sleeps stay on their thread, as tasks do.
//! - **Closures that block** run one after the other on one thread, unless the executor was built with
//!   more of them. A bare closure that panics ends that thread.
//! - **Sockets** are futures-io's, and need [`FromFutures`](crate::compat::FromFutures) only.
//! - **Not supported.** Spawning from another thread: there is no handle that may go there.

mod deferred;
mod executor;
mod sleep;

pub use executor::Glommio;
pub use sleep::GlommioSleep;

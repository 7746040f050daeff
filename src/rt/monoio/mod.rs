//! monoio. On Linux.
//!
//! - **Threads.** One runtime for each thread that wants one; its tasks stay there, and need not be
//!   `Send`. [`Monoio`] is no runtime, but the way to the one that the current thread is in. Wakes
//!   come from any thread, with monoio's feature `sync`, which ours turns on: without it a wake from
//!   another thread panics there.
//! - **Its own join handle**, dropped, detaches the task.
//! - **A panic** of a task goes on to the caller of `block_on`.
//! - **Its end.** Dropping the runtime drops no task that waits: its future is dropped with its last
//!   waker, and its handle waits until then. A local task whose last waker goes on another thread
//!   leaks. `block_on` makes a runtime and drops it, so join all tasks before it ends.
//! - **Where no runtime is**, spawning returns `NoExecutor` and gives the task back. monoio cannot be
//!   asked whether one is there, but panics; we catch that. So the panic hook is called, which prints
//!   a message, and a program that is built with `panic = "abort"` ends.
//! - **Time.** monoio's timer, in milliseconds. Its sleeps stay on their thread, as tasks do. While
//!   tasks are always ready, it does not fire.
//! - **Wakers** are not equal to their clones in many release builds. A task that polls a socket of
//!   async-io's twice then wakes itself for ever, and no wake of another thread comes through
//!   (`docs/findings.md`). The sockets of `IntoQuinn` do not.
//! - **Not supported.** Spawning from another thread: there is no handle that may go there. Closures
//!   that block: monoio has threads for them only if a pool was attached to the runtime, and cannot
//!   be asked; [`Threads`](crate::rt::Threads) runs them.
//! - **Sockets** own the buffers of what they do, and our traits lend theirs. With monoio's feature
//!   `poll-io` a socket becomes one that is polled, which has tokio's traits: `FromTokio` takes it, and
//!   the matrix checks it.

mod at_home;
mod runtime;
mod sleep;

pub use runtime::Monoio;
pub use sleep::MonoioSleep;

//! tokio.
//!
//! - **Threads.** [`Tokio`]: a task moves between the threads of the runtime, which run while
//!   nobody blocks on it. [`TokioLocal`]: tasks run on the thread that calls `block_on`, and only
//!   meanwhile.
//! - **Its own join handle**, dropped, detaches the task. That is what `spawn_obj` does with it.
//! - **A panic** of a task stays in the task, also one of the future's destructor.
//! - **Its end.** Dropping the runtime drops its tasks. A task that is spawned later is dropped at
//!   once; tokio's handle tells, so spawning returns `Shutdown`, without the task.
//! - **Context.** Tasks and `block_on` run inside tokio's context, so that tokio's own timers and
//!   sockets work in them, if the runtime was built with these enabled.
//! - **Time.** tokio's timer, if the runtime was built with it; sleeps are bound to the runtime.
//! - **Closures that block** run on tokio's threads for these, of which there are 512 unless the
//!   builder was told otherwise. tokio panics if it has none and the system refuses the first one.
//! - **Not supported.** `status` cannot tell a runtime that was shut down: tokio's `Handle` does
//!   not say.

mod local;
mod local_spawner;
mod multi_thread;
mod refused;
mod sleep;

pub use local::TokioLocal;
pub use local_spawner::TokioLocalSpawner;
pub use multi_thread::Tokio;
pub use sleep::TokioSleep;

#[cfg(any(feature = "rt-actix", all(feature = "rt-tokio-uring-05", target_os = "linux")))]
pub(super) use refused::detach_unless_refused;

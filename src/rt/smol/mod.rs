//! smol.
//!
//! - **Threads.** Tasks move between the threads of smol's global executor, which smol starts when
//!   the first task is spawned: one, or as many as the environment variable `SMOL_THREADS` says.
//! - **Its own task handle**, dropped, cancels the task. `spawn_obj` detaches it.
//! - **A panic** of a task stays in the task. A panic of the future's destructor aborts the process.
//! - **Its end.** It has none: the executor is a static, and what is left of its tasks when the
//!   process ends is not dropped. Spawning never fails.
//! - **Time.** async-io's timer, which a thread of its own drives:
//!   [`AsyncIoTimer`](crate::rt::AsyncIoTimer).
//! - **Closures that block** run on the threads of the crate `blocking`, 500 unless the environment
//!   variable `BLOCKING_MAX_THREADS` says otherwise.
//! - **Not supported.** Local tasks: the global executor takes `Send` ones only.

mod executor;

pub use executor::Smol;

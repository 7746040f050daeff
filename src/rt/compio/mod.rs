//! compio.
//!
//! - **Threads.** One runtime for each thread that wants one; its tasks stay there, and need not be
//!   `Send`. [`Compio`] is no runtime, but the way to the one that the current thread is in. Wakes
//!   come from any thread.
//! - **Its own join handle**, dropped, cancels the task. `spawn_obj` detaches it.
//! - **A panic** of a task stays in the task. One of the future's destructor aborts the process.
//! - **Its end.** Dropping the runtime drops its tasks, and so does `block_on`, which makes one.
//! - **Where no runtime is**, spawning returns `NoExecutor` and gives the task back.
//! - **Time.** compio's timer. Its sleeps stay on their thread, as tasks do.
//! - **Closures that block** run on threads of compio's driver, which starts them as they are needed.
//!   They are handed over by a task, so the runtime has to run for them to begin.
//! - **Not supported.** Spawning from another thread: there is no handle that may go there.
//! - **Sockets and files** own the buffers of what they do, and our traits lend theirs. With compio's
//!   feature `io-compat`, its `AsyncStream` puts a buffer between and has the traits of futures-io:
//!   `FromFutures` takes it, and the matrix checks it.

mod runtime;
mod sleep;

pub use runtime::Compio;
pub use sleep::CompioSleep;

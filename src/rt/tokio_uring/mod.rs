//! tokio-uring.
//!
//! - **Threads.** One runtime for each thread that wants one: tokio's current-thread runtime with a
//!   ring beside it. Its tasks stay there, and need not be `Send`. [`TokioUring`] is no runtime, but
//!   the way to the one that the current thread is in. Wakes come from any thread.
//! - **Its own join handle** is tokio's and, dropped, detaches the task.
//! - **A panic** of a task stays in the task, also one of the future's destructor.
//! - **Its end.** Dropping the runtime drops its tasks, and so does `block_on`, which makes one.
//! - **Where no runtime is**, spawning returns `NoExecutor` and gives the task back. tokio can be
//!   asked for that, tokio-uring cannot: spawning in another current-thread runtime of tokio's
//!   panics, unless a `LocalSet` runs there, in which case the task is spawned on that.
//! - **Time** is tokio's, and so are the threads of **closures that block**.
//! - **Not supported.** Spawning from another thread: there is no handle that may go there;
//!   [`Tokio`](crate::rt::Tokio) made from the runtime's own `Handle` spawns on it, but outside the
//!   set of local tasks. Sockets and files: tokio-uring's own the buffers of what they do, and our
//!   traits lend theirs. tokio's sockets work in it, through `FromTokio`.

mod runtime;

pub use runtime::TokioUring;

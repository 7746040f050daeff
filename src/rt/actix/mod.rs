//! actix-rt 2.
//!
//! - **Threads.** A system has one thread, and its arbiters have one each. A task stays on the thread
//!   of its arbiter; those of the system's own arbiter run inside `block_on` only.
//! - **Which type.** [`Actix`] owns a system. [`ActixArbiter`] refers to one arbiter, from any thread.
//!   [`ActixLocal`] is the arbiter of the calling thread, and takes tasks that are not `Send`.
//! - **Its own join handle** is tokio's: dropped, it detaches the task. That is what `spawn_obj` does
//!   with it. An arbiter gives none.
//! - **A panic** of a task stays in the task, also one of the future's destructor.
//! - **Its end.** Dropping [`Actix`] drops the tasks of the system's arbiter. An arbiter that was
//!   stopped drops its own. Spawning on either returns `Shutdown`, without the task; where there is no
//!   arbiter, [`ActixLocal`] returns `NoExecutor`, with it.
//! - **Context.** Tasks run inside tokio's context, so that tokio's own timers and sockets work in
//!   them, and so do their destructors when an [`Actix`] is dropped.
//! - **Time, closures that block**: those of the tokio runtime below, [`TokioSleep`].
//! - **Not supported.** `status` cannot tell an arbiter that was stopped: only the newest actix-rt says.
//!
//! [`TokioSleep`]: crate::rt::TokioSleep

mod arbiter;
mod local;
mod system;

pub use arbiter::ActixArbiter;
pub use local::ActixLocal;
pub use system::Actix;

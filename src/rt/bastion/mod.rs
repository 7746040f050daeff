//! bastion 0.4.
//!
//! - **Which type.** [`Bastion`] supervises each task as a children group of its own.
//!   [`BastionExecutor`] is the executor below, without supervision and several times as fast.
//! - **Threads.** Tasks move between the threads of bastion's executor, which it starts when it is
//!   first used: two that always run, and more under load.
//! - **Its own handle**, dropped, detaches the task. That is what `spawn_obj` does with it.
//! - **A panic** of a task stays in the task; one of the future's destructor ends the thread, for ever.
//! - **Its end.** [`BastionExecutor`] has none: it is a static, and spawning never fails. [`Bastion`]
//!   ends with `Bastion::stop` or `Bastion::kill` of bastion, which drop the tasks; spawning then
//!   returns `Shutdown`. There is no other system in the process afterwards.
//! - **Input, output and time.** There is no driver: tasks use one that runs on a thread of its own,
//!   such as that of async-io. Sleeps are those of [`AsyncIoTimer`](crate::rt::AsyncIoTimer).
//! - **Closures that block** run on further threads of the same crate.
//! - **Not supported.** Local tasks: tasks move between threads.

mod executor;
mod member;
mod supervised;

pub use executor::BastionExecutor;
pub use supervised::Bastion;

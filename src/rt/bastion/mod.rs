//! bastion 0.4.
//!
//! - **Which type.** [`Bastion`] supervises each task as a children group of its own.
//!   [`BastionExecutor`] is the executor below, without supervision and several times as fast.
//! - **Threads.** Tasks move between the threads of bastion's executor, which it starts when it is
//!   first used: two that always run, and more under load.
//! - **Its own handle**, dropped, detaches the task. That is what `spawn_obj` does with it.
//! - **A panic** of a task stays in the task, with [`Bastion`] also one of the future's destructor.
//!   With [`BastionExecutor`] that ends a thread for ever, and tasks wait once both are gone.
//! - **Its end.** [`BastionExecutor`] has none: it is a static, and spawning never fails. [`Bastion`]
//!   ends with `Bastion::stop` of bastion, which drops the tasks; spawning then returns `Shutdown`, with
//!   the task. There is no other system in the process afterwards. `Bastion::kill` often ends nothing.
//! - **Input, output and time.** There is no driver: tasks use one that runs on a thread of its own,
//!   such as that of async-io. Sleeps are those of [`AsyncIoTimer`](crate::rt::AsyncIoTimer).
//! - **Closures that block** run on further threads of the same crate.
//! - **Not supported.** Local tasks: tasks move between threads.

mod executor;
mod member;
mod supervised;

pub use executor::BastionExecutor;
pub use supervised::Bastion;

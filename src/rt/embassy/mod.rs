//! embassy, on a microcontroller or elsewhere. Without std.
//!
//! - **Threads.** An executor runs on one thread, or in one interrupt. [`Embassy`] spawns on it from
//!   anywhere, [`EmbassyLocal`] from its own tasks, and these need not be `Send`.
//! - **Memory.** embassy has no queue of tasks but statics with room for some: here an
//!   [`EmbassyPool`] or [`EmbassyLocalPool`] in your program, whose size you choose. If it is full,
//!   spawning returns `Full` and gives the task back. A slot is free again once its task has ended.
//!   A heap is needed by `SpawnExt` only, which boxes its tasks: `spawn_obj` takes a `FutureObj` made
//!   of a static reference as well, as `tests/firmware/src/image` does.
//! - **Its own join handle**: it has none.
//! - **A panic** of a task is one of the executor, which ends with it.
//! - **Its end.** It has none: executors and pools are statics. What is left of their tasks is not
//!   dropped.
//! - **Time.** embassy-time's driver, which your program chooses, by a feature of its HAL as a rule.
//!   Moments are those of embassy's clock, also where the feature `std` is on: they cannot be mixed
//!   with those of other timers. A driver with the queue that is integrated into tasks, which is the
//!   usual one, wakes embassy's tasks only and panics for others; one with a generic queue wakes
//!   all.
//! - **Not supported.** `BlockOn`: an executor runs for ever, and its program has nothing else to do.
//!   Closures that block: there is no other thread.

mod handle;
mod local_handle;
mod local_pool;
mod pool;
mod sleep;
mod timer;

pub use handle::Embassy;
pub use local_handle::EmbassyLocal;
pub use local_pool::EmbassyLocalPool;
pub use pool::EmbassyPool;
pub use sleep::EmbassySleep;
pub use timer::EmbassyTimer;

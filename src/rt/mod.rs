//! Runtimes as values.
//!
//! One type per runtime, which implements what that runtime can do of [`BlockOn`], [`Spawn`],
//! [`SpawnLocal`], [`SpawnBlocking`] and [`Timer`]. Portable code names these bounds and is handed a value:
//!
//! ```
//! use async_interop::task::{Spawn, SpawnExt as _};
//!
//! async fn serve<R: Spawn>(runtime: &R) -> Result<u32, Box<dyn std::error::Error>> {
//!     let worker = runtime.spawn(async { 21 })?;
//!     Ok(2 * worker.await?)
//! }
//! ```
//!
//! # What each can do
//!
//! | type | feature | tasks run | `BlockOn` | `Spawn` | `SpawnLocal` | `SpawnBlocking` | `Timer` |
//! |---|---|---|---|---|---|---|---|
//! | [`Tokio`] | `rt-tokio` | on its threads | yes | yes | no: tasks move between threads | yes | yes |
//! | [`TokioLocal`] | `rt-tokio` | inside `block_on` | yes | yes | yes | yes | yes |
//! | [`Smol`] | `rt-smol` | on smol's threads | yes | yes | no: tasks move between threads | yes | yes |
//! | [`AsyncStd`] | `rt-async-std` | on its threads | yes | yes | no: they are unstable there | yes | yes |
//! | [`AsyncExecutor`] | `rt-async-executor` | inside `block_on`, on all threads in it | yes | yes | no: tasks move between threads | no: use [`Threads`] | yes |
//! | [`AsyncLocalExecutor`] | `rt-async-executor` | inside `block_on` | yes | yes | yes | no: use [`Threads`] | yes |
//! | [`Actix`] | `rt-actix` | inside `block_on` | yes | yes | yes | yes | yes |
//! | [`ActixArbiter`] | `rt-actix` | on its thread | no: it has a loop of its own | yes | no: it is used from any thread | yes | yes |
//! | [`ActixLocal`] | `rt-actix` | on the calling thread | no: it is used inside tasks | yes | yes | no: use [`ActixArbiter`] | no: use [`ActixArbiter`] |
//! | [`Bastion`] | `rt-bastion-04` | on bastion's threads, supervised | yes | yes | no: tasks move between threads | yes | yes |
//! | [`BastionExecutor`] | `rt-bastion-04` | on bastion's threads | yes | yes | no: tasks move between threads | yes | yes |
//! | [`Compio`] | `rt-compio-019` | inside `block_on`, which makes a runtime | yes | yes | yes | yes | yes |
//! | [`TokioUring`] | `rt-tokio-uring-05` | inside `block_on`, which makes a runtime | yes | yes | yes | yes | yes |
//! | [`Glommio`] | `rt-glommio-09` | inside `block_on`, which makes an executor | yes | yes | yes | yes | yes |
//! | [`Monoio`] | `rt-monoio-02` | inside `block_on`, which makes a runtime | yes | yes | yes | no: use [`Threads`] | yes |
//! | [`Embassy`] | `rt-embassy-010` | where its executor runs | no: that runs for ever | yes, while its pool has room | no: use [`EmbassyLocal`] | no: there is one thread | yes |
//! | [`EmbassyLocal`] | `rt-embassy-010` | where its executor runs | no: that runs for ever | yes, while its pool has room | yes, while its pool has room | no: there is one thread | yes |
//! | [`ThreadPool`] | `rt-futures` | on its threads | yes | yes | no: tasks move between threads | no: use [`Threads`] | no: it has none |
//! | [`LocalPool`] | `rt-futures` | inside `block_on` | yes | yes | yes | no: use [`Threads`] | no: it has none |
//! | [`Threads`] | `std` | | | | | yes | |
//! | [`EmbassyTimer`] | `rt-embassy-010` | | | | | | yes |
//! | [`FuturesTimer`] | `futures-timer` | | | | | | yes |
//! | [`AsyncIoTimer`] | `async-io-timer` | | | | | | yes |
//!
//! [`WithTimer`](crate::time::WithTimer) makes one value of an executor without a timer and one with.
//!
//! The runtimes differ where a task has no [`JoinHandle`](crate::task::JoinHandle) of ours; with
//! one, all do the same:
//!
//! | type | spawning after its end | its own handle, dropped | a panic of a bare task |
//! |---|---|---|---|
//! | [`Tokio`] | `Shutdown` | detaches | stays in the task |
//! | [`TokioLocal`] | `Shutdown` | detaches | stays in the task |
//! | [`Smol`] | it has no end | cancels | stays in the task |
//! | [`AsyncStd`] | it has no end | detaches | stays in the task |
//! | [`AsyncExecutor`] | `Shutdown` | cancels | stays in the task |
//! | [`AsyncLocalExecutor`] | `Shutdown` | cancels | stays in the task |
//! | [`Actix`] | `Shutdown` | detaches | stays in the task |
//! | [`ActixArbiter`] | `Shutdown` | it gives none | stays in the task |
//! | [`ActixLocal`] | `NoExecutor` | detaches | stays in the task |
//! | [`Bastion`] | `Shutdown` | detaches | stays in the task |
//! | [`BastionExecutor`] | it has no end | detaches | stays in the task |
//! | [`Compio`] | `NoExecutor` | cancels | stays in the task |
//! | [`TokioUring`] | `NoExecutor` | detaches | stays in the task |
//! | [`Glommio`] | `NoExecutor` | cancels | goes on to the caller of `block_on` |
//! | [`Monoio`] | `NoExecutor` | detaches | goes on to the caller of `block_on` |
//! | [`Embassy`], [`EmbassyLocal`] | it has no end | it gives none | ends the executor |
//! | [`ThreadPool`] | it has no end | cancels | ends a thread of the pool |
//! | [`LocalPool`] | `Shutdown` | cancels | goes on to the caller of `block_on` |
//!
//! # How do I add one?
//!
//! 1. A feature `rt-<name>` in `Cargo.toml`, and an optional dependency, for the targets that the
//!    runtime supports. If it is a 0.x crate, its version is part of the feature's name.
//! 2. A file `<name>.rs` here, or a folder if there are several types. Its head says: which threads
//!    run tasks, what dropping the runtime's own join handle does, what a panic of a task does,
//!    what is not supported and why.
//! 3. The handle type. A foreign type appears in `new` and in `From` only, so that the runtime can
//!    adopt the file.
//! 4. `BlockOn`, `Spawn`, `SpawnLocal` and `Timer`, as far as they go. `spawn_obj` and
//!    `spawn_detached` detach the runtime's own handle. Whether it takes tasks is answered as well as
//!    it can be known.
//! 5. A row in both tables above.
//! 6. A test binary `tests/rt/<name>.rs`, which runs the conformance suites and declares what the
//!    runtime can do.
//!
//! [`BlockOn`]: crate::task::BlockOn
//! [`Spawn`]: crate::task::Spawn
//! [`SpawnBlocking`]: crate::task::SpawnBlocking
//! [`SpawnLocal`]: crate::task::SpawnLocal
//! [`Timer`]: crate::time::Timer

#[cfg(feature = "rt-actix")]
mod actix;
#[cfg(feature = "rt-async-executor")]
mod async_executor;
#[cfg(feature = "async-io-timer")]
mod async_io_timer;
#[cfg(feature = "rt-async-std")]
mod async_std;
#[cfg(feature = "rt-bastion-04")]
mod bastion;
#[cfg(feature = "rt-compio-019")]
mod compio;
#[cfg(feature = "rt-embassy-010")]
mod embassy;
#[cfg(feature = "rt-futures")]
mod futures;
#[cfg(feature = "futures-timer")]
mod futures_timer;
#[cfg(all(feature = "rt-glommio-09", target_os = "linux"))]
mod glommio;
#[cfg(all(feature = "rt-monoio-02", target_os = "linux"))]
mod monoio;
#[cfg(feature = "rt-smol")]
mod smol;
#[cfg(feature = "std")]
mod threads;
#[cfg(feature = "rt-tokio")]
mod tokio;
#[cfg(all(feature = "rt-tokio-uring-05", target_os = "linux"))]
mod tokio_uring;

#[cfg(feature = "rt-actix")]
pub use actix::{Actix, ActixArbiter, ActixLocal};
#[cfg(feature = "rt-async-executor")]
pub use async_executor::{
    AsyncExecutor, AsyncExecutorSpawner, AsyncLocalExecutor, AsyncLocalExecutorSpawner,
};
#[cfg(feature = "async-io-timer")]
pub use async_io_timer::{AsyncIoSleep, AsyncIoTimer};
#[cfg(feature = "rt-async-std")]
pub use async_std::AsyncStd;
#[cfg(feature = "rt-bastion-04")]
pub use bastion::{Bastion, BastionExecutor};
#[cfg(feature = "rt-compio-019")]
pub use compio::{Compio, CompioSleep};
#[cfg(feature = "rt-embassy-010")]
pub use embassy::{
    Embassy, EmbassyLocal, EmbassyLocalPool, EmbassyPool, EmbassySleep, EmbassyTimer,
};
#[cfg(feature = "rt-futures")]
pub use futures::{LocalPool, LocalPoolSpawner, ThreadPool};
#[cfg(feature = "futures-timer")]
pub use futures_timer::{FuturesSleep, FuturesTimer};
#[cfg(all(feature = "rt-glommio-09", target_os = "linux"))]
pub use glommio::{Glommio, GlommioSleep};
#[cfg(all(feature = "rt-monoio-02", target_os = "linux"))]
pub use monoio::{Monoio, MonoioSleep};
#[cfg(feature = "rt-smol")]
pub use smol::Smol;
#[cfg(feature = "std")]
pub use threads::Threads;
#[cfg(feature = "rt-tokio")]
pub use tokio::{Tokio, TokioLocal, TokioLocalSpawner, TokioSleep};
#[cfg(all(feature = "rt-tokio-uring-05", target_os = "linux"))]
pub use tokio_uring::TokioUring;

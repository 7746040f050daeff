//! Spawning tasks on any executor.
//!
//! A type that implements [`Spawn`] is a runtime, or a handle of one; code generic over it is a
//! library, which runs on all of them. [`rt`](crate::rt) has the runtimes as values.
//!
//! | you have | you want | use |
//! |---|---|---|
//! | an executor | a task, and what it returns | [`SpawnExt::spawn`] |
//! | an executor | a task | [`Spawn::spawn_detached`] |
//! | one, and a future that is not `Send` | a task on this thread | [`SpawnLocalExt::spawn_local`] |
//! | no executor, in a library | a task, wherever the program says | [`spawn`] |
//! | a program | to say where | [`global_executor!`], [`global::set`] |
//! | a runtime, outside of any task | the output of a future | [`BlockOn::block_on`] |
//! | a runtime with threads for it | to call what blocks | [`SpawnBlockingExt::spawn_blocking`] |
//! | a handle | to give up its task | [`JoinHandle::abort`], [`JoinHandle::abort_on_drop`] |
//! | many tasks | their outputs as they end | [`JoinSet`] |
//! | a part of a program, a test | another global executor for it | `scope` |
//! | a future | a value for all that it calls | `task_local!` |
//! | a value whose end takes time | to wait for that, or have it waited for | [`async_drop`] |
//!
//! `scope` and `task_local!` need the feature `std`.
//!
//! # Examples
//!
//! ```
//! use async_interop::task::{BlockOn, Spawn, SpawnExt as _};
//!
//! fn sum<R: BlockOn + Spawn>(runtime: &R) -> Result<u32, Box<dyn std::error::Error>> {
//!     let tasks = (1..=3).map(|i| runtime.spawn(async move { i * i }));
//!     let tasks = tasks.collect::<Result<Vec<_>, _>>()?;
//!     runtime.block_on(async {
//!         let mut sum = 0;
//!         for task in tasks {
//!             sum += task.await?;
//!         }
//!         Ok(sum)
//!     })
//! }
//! # #[cfg(all(feature = "rt-smol", feature = "rt-futures"))]
//! # {
//! # use async_interop::rt::{LocalPool, Smol};
//! assert_eq!(sum(&Smol::new()).unwrap(), 14);
//! assert_eq!(sum(&LocalPool::new(futures::executor::LocalPool::new())).unwrap(), 14);
//! # }
//! ```
//!
#![doc = include_str!("../../docs/design/task.md")]

mod block_on;
#[cfg(feature = "alloc")]
mod blocking_task;
pub(crate) mod exclusive;
#[cfg(doctest)]
mod refused;
mod spawn;
#[cfg(feature = "alloc")]
mod spawn_blocking;
#[cfg(feature = "alloc")]
mod spawn_blocking_forward;
mod spawn_error;
mod spawn_error_kind;
mod spawn_forward;
mod spawn_local;
mod spawn_local_forward;

pub mod async_drop;
pub mod global;
mod global_executor;

#[cfg(all(feature = "alloc", target_has_atomic = "ptr"))]
mod abort_handle;
#[cfg(all(feature = "alloc", target_has_atomic = "ptr"))]
mod abort_on_drop;
#[cfg(all(feature = "alloc", target_has_atomic = "ptr"))]
#[cfg_attr(feature = "std", path = "ambient_std.rs")]
#[cfg_attr(not(feature = "std"), path = "ambient_core.rs")]
mod ambient;
#[cfg(all(feature = "alloc", target_has_atomic = "ptr"))]
mod cell;
#[cfg(all(feature = "alloc", target_has_atomic = "ptr"))]
mod join_error;
#[cfg(all(feature = "alloc", target_has_atomic = "ptr"))]
mod join_handle;
#[cfg(all(feature = "alloc", target_has_atomic = "ptr"))]
mod join_next;
#[cfg(all(feature = "alloc", target_has_atomic = "ptr"))]
mod join_set;
#[cfg(feature = "std")]
mod locals;
#[cfg(feature = "std")]
mod scope;
#[cfg(all(feature = "alloc", target_has_atomic = "ptr"))]
mod spawn_blocking_ext;
#[cfg(all(feature = "alloc", target_has_atomic = "ptr"))]
mod spawn_ext;
#[cfg(all(feature = "alloc", target_has_atomic = "ptr"))]
mod spawn_global;
#[cfg(all(feature = "alloc", target_has_atomic = "ptr"))]
mod spawn_local_ext;

#[doc(inline)]
pub use crate::__global_executor as global_executor;
#[cfg(feature = "std")]
#[doc(inline)]
pub use crate::__task_local as task_local;
pub use block_on::BlockOn;
#[cfg(feature = "alloc")]
pub use blocking_task::BlockingTask;
pub use futures_task::{FutureObj, LocalFutureObj, UnsafeFutureObj};
pub use spawn::Spawn;
#[cfg(feature = "alloc")]
pub use spawn_blocking::SpawnBlocking;
pub use spawn_error::SpawnError;
pub use spawn_error_kind::SpawnErrorKind;
pub use spawn_local::SpawnLocal;

#[cfg(all(feature = "alloc", target_has_atomic = "ptr"))]
pub use abort_handle::AbortHandle;
#[cfg(all(feature = "alloc", target_has_atomic = "ptr"))]
pub use abort_on_drop::AbortOnDrop;
#[cfg(all(feature = "alloc", target_has_atomic = "ptr"))]
pub use join_error::JoinError;
#[cfg(all(feature = "alloc", target_has_atomic = "ptr"))]
pub use join_handle::JoinHandle;
#[cfg(all(feature = "alloc", target_has_atomic = "ptr"))]
pub use join_next::JoinNext;
#[cfg(all(feature = "alloc", target_has_atomic = "ptr"))]
pub use join_set::JoinSet;
#[cfg(feature = "std")]
pub use locals::{AccessError, TaskLocal, TaskLocalScope};
#[cfg(feature = "std")]
pub use scope::{Scope, scope};
#[cfg(all(feature = "alloc", target_has_atomic = "ptr"))]
pub use spawn_blocking_ext::SpawnBlockingExt;
#[cfg(all(feature = "alloc", target_has_atomic = "ptr"))]
pub use spawn_ext::SpawnExt;
#[cfg(all(feature = "alloc", target_has_atomic = "ptr"))]
pub use spawn_global::spawn;
#[cfg(all(feature = "alloc", target_has_atomic = "ptr"))]
pub use spawn_local_ext::SpawnLocalExt;

#[cfg(feature = "std")]
#[doc(hidden)]
pub use std::thread_local as __thread_local;

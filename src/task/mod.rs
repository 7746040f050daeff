//! Spawning tasks on any executor.

mod block_on;
mod exclusive;
#[cfg(doctest)]
mod refused;
mod spawn;
mod spawn_error;
mod spawn_error_kind;
mod spawn_forward;
mod spawn_local;
mod spawn_local_forward;

pub mod global;
mod global_executor;

#[cfg(all(feature = "alloc", target_has_atomic = "ptr"))]
mod abort_handle;
#[cfg(all(feature = "alloc", target_has_atomic = "ptr"))]
mod abort_on_drop;
#[cfg(all(feature = "alloc", target_has_atomic = "ptr"))]
mod cell;
#[cfg(all(feature = "alloc", target_has_atomic = "ptr"))]
mod join_error;
#[cfg(all(feature = "alloc", target_has_atomic = "ptr"))]
mod join_handle;
#[cfg(all(feature = "alloc", target_has_atomic = "ptr"))]
mod spawn_ext;
#[cfg(all(feature = "alloc", target_has_atomic = "ptr"))]
mod spawn_global;
#[cfg(all(feature = "alloc", target_has_atomic = "ptr"))]
mod spawn_local_ext;

#[doc(inline)]
pub use crate::__global_executor as global_executor;
pub use block_on::BlockOn;
pub use futures_task::{FutureObj, LocalFutureObj, UnsafeFutureObj};
pub use spawn::Spawn;
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
pub use spawn_ext::SpawnExt;
#[cfg(all(feature = "alloc", target_has_atomic = "ptr"))]
pub use spawn_global::spawn;
#[cfg(all(feature = "alloc", target_has_atomic = "ptr"))]
pub use spawn_local_ext::SpawnLocalExt;

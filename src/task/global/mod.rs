//! The global executor: one place, set once by the program, used by libraries.
//!
//! A library that cannot be handed an executor calls [`task::spawn`](crate::task::spawn). A program
//! says, at its start, where such tasks go:
//!
//! - with [`global_executor!`](crate::task::global_executor), which declares a static executor and
//!   an `install` function, or
//! - with [`set`], for a `&'static` executor from elsewhere.
//!
//! Setting it a second time is an error that says where it was set first. As long as none is set,
//! spawning is an error that gives the task back: never a panic, never silence. Nothing happens at
//! link time, so that adding a dependency cannot change where tasks run.
//!
//! The executor stays for as long as the program runs. If it can be shut down, its `spawn_obj` says
//! so with [`Shutdown`](crate::task::SpawnErrorKind::Shutdown).
//!
//! On targets without compare-and-swap, [`set`] needs the feature `critical-section`.

#[cfg(any(target_has_atomic = "8", feature = "critical-section"))]
mod already_set;
#[cfg(any(target_has_atomic = "8", feature = "critical-section"))]
#[cfg_attr(target_has_atomic = "8", path = "claim_atomic.rs")]
#[cfg_attr(not(target_has_atomic = "8"), path = "claim_critical_section.rs")]
mod claim;
#[cfg_attr(not(any(target_has_atomic = "8", feature = "critical-section")), path = "get_unset.rs")]
mod get;
#[cfg(any(target_has_atomic = "8", feature = "critical-section"))]
mod set;
#[cfg(any(target_has_atomic = "8", feature = "critical-section"))]
mod slot;

#[cfg(any(target_has_atomic = "8", feature = "critical-section"))]
pub use already_set::AlreadySet;
pub use get::get;
#[cfg(any(target_has_atomic = "8", feature = "critical-section"))]
pub use set::set;

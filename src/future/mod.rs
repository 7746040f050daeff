//! Combining futures.
//!
//! | you want | use |
//! |---|---|
//! | all of a few futures | [`join!`], [`try_join!`] |
//! | all of many futures of one type | [`join_all`], [`try_join_all`] |
//! | the first of a few, and then code of your own | [`select!`] |
//! | the first of two, as a value | [`race`] |
//! | one of two types in one variable | [`Either`] |
//! | a future of a closure | [`poll_fn`] |
//! | to give other tasks a turn | [`yield_now`] |
//! | to go on with a future's output | [`FutureExt`] |
//!
#![doc = include_str!("../../docs/design/future.md")]

#[cfg(feature = "std")]
mod catch_unwind;
mod either;
mod ext;
mod fuse;
mod join;
#[cfg(all(feature = "alloc", target_has_atomic = "ptr"))]
mod join_all;
mod map;
mod race;
mod select;
mod then;
mod try_join;
#[cfg(all(feature = "alloc", target_has_atomic = "ptr"))]
mod try_join_all;
#[cfg(all(feature = "alloc", target_has_atomic = "ptr"))]
mod woken;
mod yield_now;

#[doc(hidden)]
#[path = "private/mod.rs"]
pub mod __private;

#[doc(inline)]
pub use crate::__join as join;
#[doc(inline)]
pub use crate::__select as select;
#[doc(inline)]
pub use crate::__try_join as try_join;
#[cfg(feature = "std")]
pub use catch_unwind::CatchUnwind;
pub use core::future::{PollFn, poll_fn};
pub use either::Either;
pub use ext::FutureExt;
pub use fuse::Fuse;
#[cfg(all(feature = "alloc", target_has_atomic = "ptr"))]
pub use join_all::{JoinAll, join_all};
pub use map::Map;
pub use race::{Race, race};
pub use then::Then;
#[cfg(all(feature = "alloc", target_has_atomic = "ptr"))]
pub use try_join_all::{TryJoinAll, try_join_all};
pub use yield_now::{YieldNow, yield_now};

#[cfg(all(feature = "alloc", target_has_atomic = "ptr"))]
pub(crate) use woken::Unordered;

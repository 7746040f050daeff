//! Destructors that wait.
//!
//! A value that has to say goodbye to its peer, or to write what it holds, cannot do so in `Drop`,
//! which must not block. A type with such an end implements [`PollDrop`]; there are three ways to
//! have it run:
//!
//! | way | runs when | not when |
//! |---|---|---|
//! | [`drop_async`] | you say so | you leave earlier |
//! | [`with_async_drop`] | the body ends, also by `?` | it panics, or **the future is dropped** |
//! | [`DropOn`] | the value is dropped, wherever | the executor takes no task any more |
//!
//! It is a quality of service. Memory safety never depends on it: a value can always be dropped the
//! plain way, or be leaked.

mod drop_async;
#[cfg(feature = "alloc")]
mod drop_on;
mod poll_drop;
mod with_async_drop;

pub use drop_async::{DropAsync, drop_async};
#[cfg(feature = "alloc")]
pub use drop_on::DropOn;
pub use poll_drop::PollDrop;
pub use with_async_drop::with_async_drop;

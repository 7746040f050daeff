//! What the macros of [`future`](crate::future) expand to. Not public: it changes without notice.

mod maybe_done;
mod poll_branch;
mod start;

pub use core::{
    future::{Future, IntoFuture, poll_fn},
    option::Option,
    pin::pin,
    result::Result,
    task::Poll,
};

pub use super::Either;
pub use maybe_done::MaybeDone;
pub use poll_branch::{poll_guarded, poll_open};
pub use start::Start;

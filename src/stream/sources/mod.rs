//! Streams that start from something else.

mod empty;
mod from_fn;
mod iter;
mod once;
mod pending;
mod poll_fn;
mod repeat;
mod repeat_with;
mod unfold;

pub use self::{
    empty::{Empty, empty},
    from_fn::{FromFn, from_fn},
    iter::{Iter, iter},
    once::{Once, once},
    pending::{Pending, pending},
    poll_fn::{PollFn, poll_fn},
    repeat::{Repeat, repeat},
    repeat_with::{RepeatWith, repeat_with},
    unfold::{Unfold, unfold},
};

//! Streams that start from something else.

mod from_fn;
mod iter;
mod poll_fn;

pub use self::{
    from_fn::{FromFn, from_fn},
    iter::{Iter, iter},
    poll_fn::{PollFn, poll_fn},
};

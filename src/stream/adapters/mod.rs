//! Streams over a stream.
//!
//! Each owns its inner stream as a [`Fuse`]: so it ends once, does not ask the inner stream again
//! after its end, and drops it there.

mod filter;
mod fuse;
mod map;
mod take;

pub use self::{filter::Filter, fuse::Fuse, map::Map, take::Take};

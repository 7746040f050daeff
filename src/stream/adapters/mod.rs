//! Streams over a stream.
//!
//! Each owns its inner stream as a [`Fuse`]: so it ends once, does not ask the inner stream again
//! after its end, and drops it there.

#[cfg(all(feature = "alloc", target_has_atomic = "ptr"))]
mod buffer_unordered;
#[cfg(all(feature = "alloc", target_has_atomic = "ptr"))]
mod buffered;
mod chain;
#[cfg(feature = "alloc")]
mod chunks;
mod enumerate;
mod filter;
mod filter_map;
mod flat_map;
mod flatten;
mod fuse;
mod inspect;
mod map;
mod merge;
mod peekable;
mod scan;
mod skip;
mod skip_while;
mod step_by;
mod take;
mod take_while;
mod then;
mod zip;

#[cfg(feature = "alloc")]
pub use self::chunks::Chunks;
#[cfg(all(feature = "alloc", target_has_atomic = "ptr"))]
pub use self::{buffer_unordered::BufferUnordered, buffered::Buffered};
pub use self::{
    chain::Chain, enumerate::Enumerate, filter::Filter, filter_map::FilterMap, flat_map::FlatMap,
    flatten::Flatten, fuse::Fuse, inspect::Inspect, map::Map, merge::Merge, peekable::Peekable,
    scan::Scan, skip::Skip, skip_while::SkipWhile, step_by::StepBy, take::Take,
    take_while::TakeWhile, then::Then, zip::Zip,
};

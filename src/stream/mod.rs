//! Asynchronous iteration.
//!
//! A type that implements [`Stream`] is a series of values that arrive in time; code generic over
//! it is a consumer. [`StreamExt`] has the methods of `Iterator`, for every stream.
//!
//! | you have | you want | use |
//! |---|---|---|
//! | an iterator | a stream | [`iter`] |
//! | a value | a stream | [`once`], [`repeat`] |
//! | a poll function | a stream | [`poll_fn`] |
//! | a closure that returns a future | a stream | [`from_fn`], [`unfold`] |
//! | nothing | a stream | [`empty`], [`pending`] |
//! | a stream | its next item | [`StreamExt::next`], [`StreamExt::try_next`] |
//! | a stream | a loop whose body awaits | [`StreamExt::for_each`], [`StreamExt::progress_while`] |
//! | a stream | a collection | [`StreamExt::collect`], [`StreamExt::try_collect`] |
//! | a stream | one value | [`StreamExt::fold`], [`count`](StreamExt::count), [`all`](StreamExt::all), [`find`](StreamExt::find), .. |
//! | a stream | several items awaited at a time | [`StreamExt::buffered`], [`buffer_unordered`](StreamExt::buffer_unordered), [`for_each_concurrent`](StreamExt::for_each_concurrent) |
//! | a stream | each item awaited | [`StreamExt::then`], [`StreamExt::filter_map`] |
//! | two streams | one | [`StreamExt::merge`], [`chain`](StreamExt::chain), [`zip`](StreamExt::zip) |
//! | a stream of streams | one | [`StreamExt::flatten`], [`StreamExt::flat_map`] |
//! | somebody's stream | one that stays at its end | [`StreamExt::fuse`] |
//!
//! # What all types of this module keep
//!
//! - **They are fused.** Sources and adapters stay at their end and implement [`FusedStream`]. An
//!   adapter never asks an inner stream for an item after that one's end, but drops it there
//!   (STREAM-19). [`StreamExt::fuse`] is for streams that come from elsewhere.
//! - **They are named, and `Send` when their parts are.** No future here hides behind `impl
//!   Future`. Closures that may wait are `FnMut(T) -> Fut`; an `async |x| ..` closure fits as long
//!   as it captures by value or by shared reference.
//! - **They give others a turn.** What goes through many items in one poll, be it because a filter
//!   refuses them or because both a stream and a loop body are always ready, returns `Pending`
//!   after a bounded number and wakes itself (STREAM-21). So a single poll, outside a task, may see
//!   a `Pending` although all items are there; and where two of them are nested, their bounds
//!   multiply.
//! - **They forward.** [`Stream::poll_progress`] and [`Stream::size_hint`] reach through every
//!   adapter.
//!
#![doc = include_str!("../../docs/design/stream.md")]

mod traits;

mod ext;
mod impls;

mod adapters;
mod futures;
mod sources;

mod budget;
mod in_flight;
mod pair;

#[cfg(feature = "alloc")]
pub use self::adapters::Chunks;
#[cfg(all(feature = "alloc", target_has_atomic = "ptr"))]
pub use self::{
    adapters::{BufferUnordered, Buffered},
    futures::ForEachConcurrent,
};
pub use self::{
    adapters::{
        Chain, Enumerate, Filter, FilterMap, FlatMap, Flatten, Fuse, Inspect, Map, Merge, Peekable,
        Scan, Skip, SkipWhile, StepBy, Take, TakeWhile, Then, Zip,
    },
    ext::StreamExt,
    futures::{
        All, Any, Collect, Count, Find, Fold, ForEach, Max, Min, Next, NextIf, Peek, ProgressWhile,
        TryCollect, TryFold, TryForEach, TryNext,
    },
    sources::{
        Empty, FromFn, Iter, Once, Pending, PollFn, Repeat, RepeatWith, Unfold, empty, from_fn,
        iter, once, pending, poll_fn, repeat, repeat_with, unfold,
    },
    traits::{FusedStream, IntoStream, Stream},
};

//! Futures over a stream.

mod all;
mod any;
mod collect;
mod count;
mod find;
mod fold;
mod for_each;
#[cfg(all(feature = "alloc", target_has_atomic = "ptr"))]
mod for_each_concurrent;
mod max;
mod min;
mod next;
mod next_if;
mod peek;
mod progress_while;
mod try_collect;
mod try_fold;
mod try_for_each;
mod try_next;

mod serial;

#[cfg(all(feature = "alloc", target_has_atomic = "ptr"))]
pub use self::for_each_concurrent::ForEachConcurrent;
pub use self::{
    all::All, any::Any, collect::Collect, count::Count, find::Find, fold::Fold, for_each::ForEach,
    max::Max, min::Min, next::Next, next_if::NextIf, peek::Peek, progress_while::ProgressWhile,
    try_collect::TryCollect, try_fold::TryFold, try_for_each::TryForEach, try_next::TryNext,
};

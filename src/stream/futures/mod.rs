//! Futures over a stream.

mod collect;
mod for_each;
mod next;
mod progress_while;
mod try_collect;

pub use self::{
    collect::Collect, for_each::ForEach, next::Next, progress_while::ProgressWhile,
    try_collect::TryCollect,
};

//! What cells that two sides own in turn take from `core`, watched by loom.

pub(crate) use loom::{
    cell::UnsafeCell,
    sync::atomic::{AtomicU8, AtomicUsize, Ordering},
};

//! What the cell takes from `core`, watched by loom.

pub(super) use loom::{
    cell::UnsafeCell,
    sync::atomic::{AtomicUsize, Ordering},
};

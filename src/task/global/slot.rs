//! The place of the global executor.

#![expect(unsafe_code, reason = "room 4: a static that is written once, as its state says")]

use core::panic::Location;

use super::claim::claim;
use crate::{
    sync::{AtomicU8, Ordering, UnsafeCell},
    task::Spawn,
};

/// What the slot holds.
#[derive(Clone, Copy)]
pub(super) struct Entry {
    pub(super) executor: &'static (dyn Spawn + Sync),
    pub(super) location: &'static Location<'static>,
}

/// The one place for a global executor.
#[cfg(not(async_interop_loom))]
pub(super) static SLOT: Slot = Slot { state: AtomicU8::new(EMPTY), entry: UnsafeCell::new(None) };

#[cfg(async_interop_loom)]
loom::lazy_static! {
    /// As above, and empty again in each execution of a model.
    pub(super) static ref SLOT: Slot =
        Slot { state: AtomicU8::new(EMPTY), entry: UnsafeCell::new(None) };
}

/// Nothing was set. Becomes `CLAIMED`.
const EMPTY: u8 = 0;
/// The one caller that made it so writes the entry. Becomes `SET`, by that caller.
const CLAIMED: u8 = 1;
/// The entry is written. Stays.
const SET: u8 = 2;

/// A place that is set once, without a lock and without a pointer-sized atomic.
///
/// # Invariants
///
/// 1. `state` goes from `EMPTY` to `CLAIMED` to `SET` and never back; exactly one caller makes the
///    first step.
/// 2. `entry` is written by that caller only, between the two steps, and is read by others only
///    after the second.
pub(super) struct Slot {
    state: AtomicU8,
    entry: UnsafeCell<Option<Entry>>,
}

// SAFETY: the entry is `Send` and `Sync`, as the references in it are to `Sync` things, and no two
// threads access it at once where one of them writes (invariant 2).
unsafe impl Sync for Slot {}

impl Slot {
    /// Sets the entry if none is set. Returns whether it did.
    pub(super) fn set(&self, entry: Entry) -> bool {
        if !claim(&self.state, EMPTY, CLAIMED) {
            return false;
        }
        self.entry.with_mut(|place| {
            // SAFETY: this caller made the step to `CLAIMED`, and nobody else accesses the entry
            // before the step to `SET` (invariant 2).
            unsafe { *place = Some(entry) }
        });
        // Release: publishes the entry to whoever sees `SET`.
        self.state.store(SET, Ordering::Release);
        true
    }

    pub(super) fn get(&self) -> Option<Entry> {
        // Acquire: pairs with the release in `set`.
        if self.state.load(Ordering::Acquire) != SET {
            return None;
        }
        self.entry.with(|place| {
            // SAFETY: the entry is written, and nobody writes it again (invariants 1 and 2).
            unsafe { *place }
        })
    }
}

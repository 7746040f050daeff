//! The first step of the slot, where the target has compare-and-swap.

use crate::sync::{AtomicU8, Ordering};

/// Changes `state` from `from` to `to`. Returns whether this call did it; only one can.
pub(super) fn claim(state: &AtomicU8, from: u8, to: u8) -> bool {
    // Relaxed: the step gives the right to write, and publishes nothing.
    state.compare_exchange(from, to, Ordering::Relaxed, Ordering::Relaxed).is_ok()
}

//! The first step of the slot, where the target has no compare-and-swap.

use core::sync::atomic::{AtomicU8, Ordering};

/// Changes `state` from `from` to `to`. Returns whether this call did it; only one can.
pub(super) fn claim(state: &AtomicU8, from: u8, to: u8) -> bool {
    critical_section::with(|_| {
        // Relaxed: the section excludes other calls, and the step publishes nothing.
        let claimed = state.load(Ordering::Relaxed) == from;
        if claimed {
            state.store(to, Ordering::Relaxed);
        }
        claimed
    })
}

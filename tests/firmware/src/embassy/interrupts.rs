//! When interrupts come.
//!
//! The clock wakes from within one, and the suites' wakers take a lock: one that comes while they hold it
//! would wait for ever. So each is waited for.

use cortex_m::{
    asm::{isb, wfi},
    interrupt::{disable, enable},
};

/// Holds all interrupts back.
pub(super) fn hold_back() {
    disable();
}

/// Waits for an interrupt, and lets it come.
pub(super) fn wait() {
    // It ends this wait although it is held back.
    wfi();
    // SAFETY: nobody needs interrupts to be held back here, as no lock of the suites is taken.
    unsafe { enable() };
    isb();
    disable();
}

//! What takes threads, or a panic that is caught, where there are none.

use crate::conformance::{Duplex, Env, Outcome, Stop};

/// Nothing: it needs threads.
///
/// Why: without them a lock that is held shows only as a hang.
/// If this fails, look at: the same check with the feature `std`.
pub fn duplex_08_no_lock_over_wake_or_drop(_: &mut impl Duplex, _: &mut Env) -> Outcome {
    Err(Stop::skipped("needs threads: feature `std`"))
}

/// Nothing: it needs threads.
///
/// Why: without them no two calls run at once.
/// If this fails, look at: the same check with the feature `std`.
pub fn duplex_09_no_lock_order(_: &mut impl Duplex, _: &mut Env) -> Outcome {
    Err(Stop::skipped("needs threads: feature `std`"))
}

/// Nothing: it needs to catch a panic.
///
/// Why: a constructor may refuse with a panic, and without `std` that ends the program.
/// If this fails, look at: the same check with the feature `std`.
pub fn duplex_16_capacity_zero_moves(_: &mut impl Duplex, _: &mut Env) -> Outcome {
    Err(Stop::skipped("needs to catch a panic: feature `std`"))
}

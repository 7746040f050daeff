//! What takes more than one thread to find out, where there are no threads.

use crate::conformance::{Env, Outcome, Source, Stop};

/// Nothing: it needs threads.
///
/// Why: without them nothing can come between two steps of a poll.
/// If this fails, look at: the same check with the feature `std`.
pub fn read_06_racing_arrival_wakes(_: &mut impl Source, _: &mut Env) -> Outcome {
    needs_threads()
}

/// Nothing: it needs threads.
///
/// Why: without them a lock that is held shows only as a hang.
/// If this fails, look at: the same check with the feature `std`.
pub fn read_19_no_lock_over_wake_or_drop(_: &mut impl Source, _: &mut Env) -> Outcome {
    needs_threads()
}

/// Nothing: it needs threads.
///
/// Why: without them a poll that does not return holds up the check itself.
/// If this fails, look at: the same check with the feature `std`.
pub fn read_21_poll_returns(_: &mut impl Source, _: &mut Env) -> Outcome {
    needs_threads()
}

/// Nothing: it needs threads.
///
/// Why: without them there is no other thread to move to.
/// If this fails, look at: the same check with the feature `std`.
pub fn read_22_other_thread_is_woken(_: &mut impl Source, _: &mut Env) -> Outcome {
    needs_threads()
}

/// Nothing: it needs threads.
///
/// Why: without them a lock that is held shows only as a hang.
/// If this fails, look at: the same check with the feature `std`.
pub fn read_26_no_lock_over_clone(_: &mut impl Source, _: &mut Env) -> Outcome {
    needs_threads()
}

fn needs_threads() -> Outcome {
    Err(Stop::skipped("needs threads: feature `std`"))
}

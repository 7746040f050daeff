//! What takes more than one thread to find out, where there are no threads.

use crate::conformance::{Env, Outcome, Sink, Stop};

/// Nothing: it needs threads.
///
/// Why: without them nothing can come between two steps of a poll.
/// If this fails, look at: the same check with the feature `std`.
pub fn write_06_room_in_between_is_noticed(_: &mut impl Sink, _: &mut Env) -> Outcome {
    needs_threads()
}

/// Nothing: it needs threads.
///
/// Why: without them a lock that is held shows only as a hang.
/// If this fails, look at: the same check with the feature `std`.
pub fn write_27_no_lock_over_wake_or_drop(_: &mut impl Sink, _: &mut Env) -> Outcome {
    needs_threads()
}

/// Nothing: it needs threads.
///
/// Why: without them a lock that is held shows only as a hang.
/// If this fails, look at: the same check with the feature `std`.
pub fn write_33_no_lock_over_clone(_: &mut impl Sink, _: &mut Env) -> Outcome {
    needs_threads()
}

fn needs_threads() -> Outcome {
    Err(Stop::skipped("needs threads: feature `std`"))
}

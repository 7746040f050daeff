//! What takes threads, or panics that can be caught, where there are neither.

use crate::conformance::{Channel, Env, Outcome, Stop};

/// Nothing: it needs threads.
///
/// Why: without them nothing can come between two steps of a poll.
/// If this fails, look at: the same check with the feature `std`.
pub fn stream_06_item_during_poll_is_not_lost(_: &mut impl Channel, _: &mut Env) -> Outcome {
    needs_threads()
}

/// Nothing: it needs panics that can be caught.
///
/// Why: a stream may panic here, which would end the run.
/// If this fails, look at: the same check with the feature `std`.
pub fn stream_07_poll_after_end(_: &mut impl Channel, _: &mut Env) -> Outcome {
    needs_panics()
}

/// Nothing: it needs threads.
///
/// Why: without them a lock that is held shows only as a hang.
/// If this fails, look at: the same check with the feature `std`.
pub fn stream_14_no_lock_while_waking(_: &mut impl Channel, _: &mut Env) -> Outcome {
    needs_threads()
}

/// Nothing: it needs threads.
///
/// Why: without them there is no other thread to move to.
/// If this fails, look at: the same check with the feature `std`.
pub fn stream_18_moves_between_threads(_: &mut impl Channel, _: &mut Env) -> Outcome {
    needs_threads()
}

/// Nothing: it needs panics that can be caught.
///
/// Why: without them a panic is the end.
/// If this fails, look at: the same check with the feature `std`.
pub fn stream_22_panic_drops_nothing_twice(_: &mut impl Channel, _: &mut Env) -> Outcome {
    needs_panics()
}

/// Nothing: it needs threads.
///
/// Why: without them a lock that is held shows only as a hang.
/// If this fails, look at: the same check with the feature `std`.
pub fn stream_25_no_lock_while_cloning_a_waker(_: &mut impl Channel, _: &mut Env) -> Outcome {
    needs_threads()
}

fn needs_threads() -> Outcome {
    Err(Stop::skipped("needs threads: feature `std`"))
}

fn needs_panics() -> Outcome {
    Err(Stop::skipped("needs panics that can be caught: feature `std`"))
}

//! Wakers in several hands at once, where there is one.

use crate::conformance::{Env, Executor, Outcome, Stop};

/// Nothing: there are no threads.
pub fn waker_03_used_by_four_threads(_: &mut impl Executor, _: &mut Env) -> Outcome {
    no_threads()
}

/// Nothing: there are no threads.
pub fn waker_08_writes_before_a_wake_are_seen(_: &mut impl Executor, _: &mut Env) -> Outcome {
    no_threads()
}

/// Nothing: there are no threads.
pub fn waker_12_wake_before_sleep(_: &mut impl Executor, _: &mut Env) -> Outcome {
    no_threads()
}

fn no_threads() -> Outcome {
    Err(Stop::skipped("needs threads: feature `std`"))
}

//! What a side of a question calls around what is in question.

use std::{
    alloc::System,
    hint::black_box,
    time::{Duration, Instant},
};

use serde::{Deserialize, Serialize};
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// What was counted inside the process. Instructions are counted from outside, by valgrind.
#[derive(Debug, Deserialize, Serialize)]
pub(crate) struct Counts {
    /// What the figures are divided by.
    pub(super) operations: u32,
    pub(super) allocations: usize,
    pub(super) calls: usize,
    pub(super) time: Duration,
}

impl Counts {
    /// Adds what the side has counted itself.
    pub(crate) fn with_calls(self, calls: usize) -> Self {
        Self { calls, ..self }
    }
}

/// Runs what is in question, once, and counts. It is `operations` of those that the table shows
/// figures of, so a side that would take too long may do fewer. What stands around the call of
/// `measure` is not counted.
pub(crate) fn measure(operations: u32, mut run: impl FnMut()) -> Counts {
    let (allocations, start) = (Region::new(ALLOCATOR), Instant::now());
    measured(&mut run);
    let (time, allocations) = (start.elapsed(), allocations.change());
    let allocations = allocations.allocations + allocations.reallocations;
    Counts { operations, allocations, calls: 0, time }
}

/// Valgrind counts between the entry of this function and its return: it knows it by its path.
#[inline(never)]
fn measured(run: &mut dyn FnMut()) {
    run();
    // So that the call above is a call, and not a jump out of this function.
    black_box(());
}

/// The path of [`measured`], as valgrind's pattern.
pub(super) const MEASURED: &str = concat!(module_path!(), "::measured*");

//! embassy: its executor and its timer, on a computer.

#[path = "../../../tests/rt/fixtures/embassy.rs"]
mod fixture;

use async_interop::conformance::{Capabilities, Subject, capabilities};

use self::fixture::{Embassy, ROOM};
use super::executors::FAIR;
use crate::versions;

pub(super) fn subjects() -> Vec<Subject> {
    let subject = |name, package| Subject::new(name, versions::of(package));
    vec![
        subject("embassy/executor", "embassy-executor")
            .executor(EXECUTOR, Embassy::default)
            .global(Capabilities::NONE, Embassy::default),
        subject("embassy/timer", "embassy-time")
            .timer(TIMER, Embassy::default)
            .waive("TIMER-14", "docs/findings.md#embassy-time-lock until 2027-06-01"),
    ]
}

/// Not `panics`: a panic of a task is one of the executor.
const EXECUTOR: Capabilities = capabilities![send, fair = FAIR, capacity = ROOM, is_finished];
const TIMER: Capabilities = capabilities![send];

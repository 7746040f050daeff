//! compio: its executor and its timer. Its sockets own the buffers of what they do.

#[path = "../../../tests/rt/fixtures/compio.rs"]
mod fixture;

use async_interop::conformance::{Capabilities, Subject, capabilities};

use self::fixture::{Clock, Core, Driver};
use super::{drivers::LOCAL, executors::FAIR, thread_per_core};
use crate::versions;

pub(super) fn subjects() -> Vec<Subject> {
    let subject = |name| Subject::new(name, versions::of("compio-runtime"));
    vec![
        subject("compio/executor")
            .executor(EXECUTOR, Core::default)
            .local_driver(LOCAL, Driver::default)
            .waive("SPAWN-19", "docs/findings.md#compio-end until 2027-06-01"),
        subject("compio/timer").timer(TIMER, Clock::default),
    ]
}

/// Not `drop_panic`: compio documents that it aborts.
const EXECUTOR: Capabilities = capabilities![owned, send, fair = FAIR, panics, is_finished];
const TIMER: Capabilities = capabilities![with_spawn];

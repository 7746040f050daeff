//! monoio: its executor and its timer. Its sockets own the buffers of what they do.

#[path = "../../../tests/rt/fixtures/monoio.rs"]
mod fixture;

use async_interop::{
    conformance::{Capabilities, Subject, capabilities},
    rt::Monoio,
};

use self::fixture::{Clock, Core};
use super::{executors::FAIR, thread_per_core};
use crate::versions;

pub(super) fn subjects() -> Vec<Subject> {
    let subject = |name| Subject::new(name, versions::of("monoio"));
    vec![
        subject("monoio/executor")
            .executor(EXECUTOR, Core::default)
            .driver(Capabilities::NONE, || Monoio::new)
            .waive("SPAWN-18", "docs/findings.md#monoio-end until 2027-06-01")
            .waive("SPAWN-19", "docs/findings.md#monoio-end until 2027-06-01")
            .waive("SPAWN-20", "docs/findings.md#monoio-end until 2027-06-01")
            .waive("SPAWN-21", "docs/findings.md#monoio-end until 2027-06-01")
            .waive("WAKER-04", "docs/findings.md#monoio-late-wake until 2027-06-01")
            .waive("JOIN-12", "docs/findings.md#monoio-end until 2027-06-01"),
        subject("monoio/timer").timer(TIMER, Clock::default),
    ]
}

/// No suite LOCAL: what the end does to tasks is known, and the runtime cannot be spawned on but from
/// within. Not `panics`: a panic of a task is one of the runtime.
const EXECUTOR: Capabilities = capabilities![owned, send, fair = FAIR, is_finished];
const TIMER: Capabilities = capabilities![with_spawn];

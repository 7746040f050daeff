//! glommio: its executor and its timer, and its sockets, behind `FromFutures`.

#[path = "../../../tests/rt/fixtures/glommio.rs"]
mod fixture;

use async_interop::{
    conformance::{Capabilities, Subject, capabilities},
    rt::Glommio,
};

use self::fixture::{Clock, Core};
use super::{executors::FAIR, thread_per_core};
use crate::versions;

pub(super) fn subjects() -> Vec<Subject> {
    let subject = |name| Subject::new(name, versions::of("glommio"));
    vec![
        subject("glommio/executor")
            .executor(EXECUTOR, Core::default)
            .driver(Capabilities::NONE, || Glommio::new)
            .waive("SPAWN-18", "docs/findings.md#glommio-end until 2027-06-01")
            .waive("SPAWN-19", "docs/findings.md#glommio-end until 2027-06-01")
            .waive("SPAWN-20", "docs/findings.md#glommio-end until 2027-06-01")
            .waive("SPAWN-21", "docs/findings.md#glommio-end until 2027-06-01")
            .waive("WAKER-03", "docs/findings.md#glommio-wakers until 2027-06-01")
            .waive("JOIN-12", "docs/findings.md#glommio-end until 2027-06-01"),
        subject("glommio/timer").timer(TIMER, Clock::default),
    ]
}

/// No suite LOCAL: what the end does to tasks is known, and the executor cannot be spawned on but from
/// within. Not `panics`: a panic of a task is one of the executor.
const EXECUTOR: Capabilities = capabilities![owned, send, fair = FAIR, is_finished];
const TIMER: Capabilities = capabilities![with_spawn];

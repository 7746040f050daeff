//! tokio-uring: its executor, and tokio's timer in it. Its sockets own the buffers of what they do.

#[path = "../../../tests/rt/fixtures/tokio_uring.rs"]
mod fixture;

use async_interop::conformance::{Capabilities, Subject, capabilities};

use self::fixture::{Clock, Core, Driver};
use super::{drivers::LOCAL, executors::FAIR, thread_per_core};
use crate::versions;

pub(super) fn subjects() -> Vec<Subject> {
    let subject = |name| Subject::new(name, versions::of("tokio-uring"));
    vec![
        subject("tokio-uring/executor")
            .executor(EXECUTOR, Core::default)
            .waive("WAKER-04", "docs/findings.md#tokio-local-set-late-wake until 2027-06-01")
            .local_driver(LOCAL, Driver::default),
        subject("tokio-uring/timer").timer(TIMER, Clock::default),
    ]
}

const EXECUTOR: Capabilities =
    capabilities![owned, send, fair = FAIR, panics, drop_panic, is_finished];
const TIMER: Capabilities = capabilities![with_spawn];

//! async-executor's executors, as one owns them. Their sockets and timers are async-io's, as smol's.

#[path = "../../../tests/rt/fixtures/async_executor.rs"]
mod fixture;

use async_interop::conformance::{Capabilities, Subject, capabilities};

use self::fixture::{Local, Threads};
use super::executors::{FAIR, GLOBAL};
use crate::versions;

pub(super) fn subjects() -> Vec<Subject> {
    let subject = |name| Subject::new(name, versions::of("async-executor"));
    vec![
        subject("async-executor/threads")
            .executor(THREADS, Threads::default)
            .global(GLOBAL, Threads::default),
        subject("async-executor/local")
            .executor(LOCAL, Local::default)
            .local_driver(DRIVER, Local::default),
    ]
}

const THREADS: Capabilities = capabilities![owned, send, mt, fair = FAIR, panics, is_finished];
const DRIVER: Capabilities = capabilities![drives, undriven];
const LOCAL: Capabilities = capabilities![owned, local, fair = FAIR, panics, is_finished];

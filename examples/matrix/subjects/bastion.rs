//! bastion: its system, and its executor without supervision. It has no sockets of its own.

#[path = "../../../tests/rt/fixtures/bastion.rs"]
mod fixture;

use async_interop::{
    conformance::{Capabilities, Subject, capabilities},
    rt::Bastion,
};

use self::fixture::{Bare, Supervised};
use super::{
    async_io_clock::AsyncIoClock,
    executors::{FAIR, GLOBAL},
};
use crate::versions;

pub(super) fn subjects() -> Vec<Subject> {
    let subject = |name, package| Subject::new(name, versions::of(package));
    vec![
        subject("bastion/system", "bastion")
            .executor(SYSTEM, || Supervised { ends: true })
            .global(GLOBAL, || Supervised { ends: true }),
        subject("bastion/executor", "bastion-executor")
            .executor(BARE, || Bare)
            .global(Capabilities::NONE, || Bare)
            .driver(Capabilities::NONE, || Bare)
            .waive("SPAWN-16", "docs/findings.md#bastion-workers until 2027-06-01"),
        subject("bastion/timer", "async-io")
            .timer(capabilities![send], || AsyncIoClock(Bastion::new())),
    ]
}

const SYSTEM: Capabilities =
    capabilities![owned, send, mt, fair = FAIR, panics, drop_panic, is_finished];
const BARE: Capabilities = capabilities![send, mt, fair = FAIR, panics, drop_panic, is_finished];

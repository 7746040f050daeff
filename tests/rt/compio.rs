//! compio.

#![allow(
    clippy::std_instead_of_alloc,
    clippy::std_instead_of_core,
    reason = "the tests have std, and read better with one name for it"
)]

mod common;
#[path = "fixtures/compio.rs"]
mod fixture;
#[path = "fixtures/thread_per_core.rs"]
mod thread_per_core;

use async_interop::{conformance, rt::Compio};

use common::cores;

conformance::executor!(
    executor,
    fixture::Core::default(),
    capabilities [owned, send, fair = 256, panics, is_finished],
    waive { SPAWN_19: "docs/findings.md#compio-end until 2027-06-01" }
);
conformance::timer!(timer, fixture::Clock::default(), capabilities[with_spawn]);
conformance::local_driver!(driver, fixture::Driver::default(), capabilities[drives, undriven]);

#[test]
fn runs_tasks_on_its_thread() {
    let runtime = Compio::new();
    cores::refuses_elsewhere(&runtime);
    cores::runs_tasks(&runtime);
    cores::ends_tasks(&runtime);
    cores::refuses_elsewhere(&runtime);
    assert!(cores::drops_tasks(&runtime));
}

#[test]
fn runs_closures() {
    cores::runs_closures(&Compio::new());
}

#[test]
fn sleeps() {
    cores::sleeps_beside_tasks(Compio::new());
}

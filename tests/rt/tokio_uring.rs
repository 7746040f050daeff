//! tokio-uring.

#![cfg(target_os = "linux")]
#![allow(
    clippy::std_instead_of_alloc,
    clippy::std_instead_of_core,
    reason = "the tests have std, and read better with one name for it"
)]

mod common;
#[path = "fixtures/tokio_uring.rs"]
mod fixture;
#[path = "fixtures/thread_per_core.rs"]
mod thread_per_core;

use async_interop::{conformance, rt::TokioUring};

use common::cores;

conformance::executor!(
    executor,
    fixture::Core::default(),
    capabilities [owned, send, fair = 256, panics, drop_panic, is_finished],
    waive { WAKER_04: "docs/findings.md#tokio-local-set-late-wake until 2027-06-01" }
);
conformance::timer!(timer, fixture::Clock::default(), capabilities[with_spawn]);
conformance::local_driver!(driver, fixture::Driver::default(), capabilities[drives, undriven]);

#[test]
fn runs_tasks_on_its_thread() {
    let runtime = TokioUring::new();
    cores::refuses_elsewhere(&runtime);
    cores::runs_tasks(&runtime);
    cores::ends_tasks(&runtime);
    cores::refuses_elsewhere(&runtime);
    assert!(cores::drops_tasks(&runtime));
}

#[test]
fn runs_closures() {
    cores::runs_closures(&TokioUring::new());
}

#[test]
fn sleeps() {
    cores::sleeps_beside_tasks(TokioUring::new());
}

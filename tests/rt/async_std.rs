//! async-std's global executor.

#![allow(
    clippy::std_instead_of_alloc,
    clippy::std_instead_of_core,
    reason = "the tests have std, and read better with one name for it"
)]

#[path = "fixtures/async_io_clock.rs"]
mod clock;
mod common;
#[path = "fixtures/async_std.rs"]
mod fixture;

use std::sync::mpsc;

use async_interop::{
    conformance,
    rt::AsyncStd,
    task::{Spawn as _, SpawnExt as _},
};
use clock::AsyncIoClock;
use fixture::Fixture;

conformance::executor!(executor, Fixture, capabilities [send, mt, fair = 256, panics, is_finished]);
conformance::driver!(driver, Fixture, capabilities[]);
conformance::global!(global, Fixture, capabilities[]);
conformance::timer!(timer, AsyncIoClock(AsyncStd::new()), capabilities[send]);

#[test]
fn runs_tasks() {
    let runtime = AsyncStd::new();
    common::runs_tasks(&runtime);
    common::contains_panics(&runtime);
    // Without anybody who blocks on it.
    let (sender, receiver) = mpsc::channel();
    drop(runtime.spawn(async move { sender.send(7).unwrap() }).unwrap());
    assert_eq!(receiver.recv(), Ok(7));
    assert_eq!(runtime.status(), Ok(()));
}

#[test]
fn runs_closures_sets_and_scopes() {
    let runtime = AsyncStd::new();
    common::runs_closures(&runtime, &runtime);
    common::joins_sets(&runtime);
    common::keeps_scopes(&runtime, runtime);
    common::waits_for_destructors(&runtime);
}

#[test]
fn panics_of_bare_tasks_stay_in_them() {
    let runtime = AsyncStd::new();
    // More than there are threads.
    for _ in 0..16 {
        runtime.spawn_detached(async { panic!("in a bare task") }).unwrap();
    }
    common::runs_tasks(&runtime);
}

//! smol's global executor.

#![allow(
    clippy::std_instead_of_alloc,
    clippy::std_instead_of_core,
    reason = "the tests have std, and read better with one name for it"
)]

mod common;

use std::sync::mpsc;

use async_interop::{
    rt::Smol,
    task::{Spawn as _, SpawnExt as _},
};

#[test]
fn runs_tasks() {
    let runtime = Smol::new();
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
    let runtime = Smol::new();
    common::runs_closures(&runtime, &runtime);
    common::joins_sets(&runtime);
    common::keeps_scopes(&runtime, runtime);
    common::waits_for_destructors(&runtime);
}

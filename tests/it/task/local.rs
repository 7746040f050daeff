//! Tasks that are not `Send`, also on executors that poll in the call that spawns.

use std::{
    cell::Cell,
    panic::{AssertUnwindSafe, catch_unwind},
    rc::Rc,
    task::Poll,
};

use async_interop::task::{SpawnErrorKind, SpawnLocal as _, SpawnLocalExt as _};

use super::script::{LocalScript, OnSpawn, Wakes};

#[test]
fn joins_an_output_that_is_not_send() {
    let (script, wakes) = (LocalScript::default(), Wakes::new());
    let shared = Rc::new(7);
    let in_task = Rc::clone(&shared);
    let mut handle = script.spawn_local(async move { in_task }).unwrap();
    assert!(wakes.poll(&mut handle).is_pending());
    assert!(wakes.poll(&mut script.task()).is_ready());
    assert_eq!(wakes.count(), 1);
    let Poll::Ready(Ok(output)) = wakes.poll(&mut handle) else { panic!("the task has returned") };
    assert!(Rc::ptr_eq(&output, &shared));
}

#[test]
fn is_not_polled_in_the_call_that_spawns() {
    let (script, wakes) = (LocalScript::default(), Wakes::new());
    // Answered with `Pending` and a wake, which the executor checks.
    script.on_spawn.set(OnSpawn::PollOnceAndStore);
    let polled = Rc::new(Cell::new(false));
    let report = Rc::clone(&polled);
    let mut handle = script.spawn_local(async move { report.set(true) }).unwrap();
    assert!(!polled.get());
    assert!(wakes.poll(&mut script.task()).is_ready());
    assert!(polled.get());
    assert!(matches!(wakes.poll(&mut handle), Poll::Ready(Ok(()))));
}

#[test]
fn runs_detached_if_the_call_that_spawns_panics() {
    let (script, wakes) = (LocalScript::default(), Wakes::new());
    script.on_spawn.set(OnSpawn::StoreAndPanic);
    let polled = Rc::new(Cell::new(false));
    let report = Rc::clone(&polled);
    let spawned = catch_unwind(AssertUnwindSafe(|| {
        script.spawn_local(async move { report.set(true) }).map(drop)
    }));
    assert!(spawned.is_err());
    assert!(wakes.poll(&mut script.task()).is_ready());
    assert!(polled.get());
}

#[test]
fn comes_back_if_it_is_refused() {
    let (script, wakes) = (LocalScript::default(), Wakes::new());
    script.on_spawn.set(OnSpawn::GiveBack);
    let shared = Rc::new(());
    let in_task = Rc::clone(&shared);
    let error = script.spawn_local(async move { drop(in_task) }).unwrap_err();
    assert_eq!(error.kind(), SpawnErrorKind::Full);
    let mut task = error.into_task().unwrap();
    assert_eq!(Rc::strong_count(&shared), 2);
    assert!(wakes.poll(&mut task).is_ready());
    assert_eq!(Rc::strong_count(&shared), 1);
}

#[test]
fn is_dropped_in_the_call_that_spawns() {
    let script = LocalScript::default();
    script.on_spawn.set(OnSpawn::Drop);
    let shared = Rc::new(());
    let in_task = Rc::clone(&shared);
    let error = script.spawn_local(async move { drop(in_task) }).unwrap_err();
    assert_eq!(error.kind(), SpawnErrorKind::Shutdown);
    assert!(error.into_task().is_none());
    assert_eq!(Rc::strong_count(&shared), 1);
}

#[test]
fn without_a_handle() {
    let (script, wakes) = (LocalScript::default(), Wakes::new());
    let polled = Rc::new(Cell::new(false));
    let report = Rc::clone(&polled);
    script.spawn_local_detached(async move { report.set(true) }).unwrap();
    assert!(wakes.poll(&mut script.task()).is_ready());
    assert!(polled.get());
}

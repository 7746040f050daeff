//! The executors of async-executor.

#![allow(
    clippy::std_instead_of_alloc,
    clippy::std_instead_of_core,
    reason = "the tests have std, and read better with one name for it"
)]

mod common;
#[path = "fixtures/async_executor.rs"]
mod fixture;

use std::future;

use async_interop::{
    conformance,
    future::yield_now,
    rt::{AsyncExecutor, AsyncLocalExecutor, Threads},
    task::{
        BlockOn as _, Spawn as _, SpawnErrorKind, SpawnExt as _, SpawnLocal as _,
        SpawnLocalExt as _,
    },
};

conformance::executor!(
    threads,
    fixture::Threads::default(),
    capabilities [owned, send, mt, fair = 256, panics, is_finished]
);
conformance::executor!(
    local,
    fixture::Local::default(),
    capabilities [owned, local, fair = 256, panics, is_finished]
);
conformance::local_driver!(
    local_driver,
    fixture::Local::default(),
    capabilities[drives, undriven]
);
conformance::global!(global, fixture::Threads::default(), capabilities[uninstallable]);

fn executor() -> AsyncExecutor {
    AsyncExecutor::new(async_executor::Executor::new())
}

fn local_executor() -> AsyncLocalExecutor {
    AsyncLocalExecutor::new(async_executor::LocalExecutor::new())
}

#[test]
fn runs_tasks() {
    let executor = executor();
    common::runs_tasks(&executor);
    common::contains_panics(&executor);
    let executor = local_executor();
    common::runs_tasks(&executor);
    common::contains_panics(&executor);
    common::runs_local_tasks(&executor, &executor);
    common::runs_local_tasks(&executor, &executor.spawner());
}

#[test]
fn runs_closures_beside_sets_and_scopes() {
    let executor = executor();
    common::runs_closures(&executor, &Threads::new());
    common::joins_sets(&executor);
    common::keeps_scopes(&executor, executor.spawner());
    common::waits_for_destructors(&executor);

    let executor = local_executor();
    common::joins_sets(&executor);
    common::waits_for_destructors(&executor);
}

#[test]
fn panics_of_bare_tasks_stay_in_them() {
    let executor = executor();
    executor.spawn_detached(async { panic!("in a bare task") }).unwrap();
    common::runs_tasks(&executor);
    let executor = local_executor();
    executor.spawn_local_detached(async { panic!("in a bare task") }).unwrap();
    common::runs_tasks(&executor);
}

#[test]
fn dropping_it_drops_its_tasks() {
    let executor = executor();
    let spawner = executor.spawner();
    assert_eq!(spawner.status(), Ok(()));
    let task = executor.spawn(future::pending::<()>()).unwrap();
    executor.block_on(yield_now());
    drop(executor);
    assert!(futures::executor::block_on(task).unwrap_err().is_cancelled());
    assert_eq!(spawner.status(), Err(SpawnErrorKind::Shutdown));
    let error = spawner.spawn(async {}).unwrap_err();
    assert_eq!(error.kind(), SpawnErrorKind::Shutdown);
    assert!(error.into_task().is_some());
    let error = spawner.spawn_detached(async {}).unwrap_err();
    assert_eq!(error.kind(), SpawnErrorKind::Shutdown);

    let executor = local_executor();
    let spawner = executor.spawner();
    assert_eq!((spawner.status(), spawner.status_local()), (Ok(()), Ok(())));
    let sent = executor.spawn(future::pending::<()>()).unwrap();
    let local = executor.spawn_local(future::pending::<()>()).unwrap();
    executor.block_on(yield_now());
    drop(executor);
    for task in [sent, local] {
        assert!(futures::executor::block_on(task).unwrap_err().is_cancelled());
    }
    assert_eq!(spawner.status_local(), Err(SpawnErrorKind::Shutdown));
    let error = spawner.spawn_local(async {}).unwrap_err();
    assert_eq!(error.kind(), SpawnErrorKind::Shutdown);
    assert!(error.into_task().is_some());
    assert!(spawner.spawn(async {}).unwrap_err().into_task().is_some());
    let error = spawner.spawn_local_detached(async {}).unwrap_err();
    assert_eq!(error.kind(), SpawnErrorKind::Shutdown);
}

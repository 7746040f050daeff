//! The executors of futures.

#![allow(
    clippy::std_instead_of_alloc,
    clippy::std_instead_of_core,
    reason = "the tests have std, and read better with one name for it"
)]

mod common;

use std::{
    future,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::mpsc,
};

use async_interop::{
    rt::{LocalPool, ThreadPool, Threads},
    task::{
        BlockOn as _, Spawn as _, SpawnErrorKind, SpawnExt as _, SpawnLocal as _,
        SpawnLocalExt as _,
    },
};

fn thread_pool() -> ThreadPool {
    ThreadPool::new(futures::executor::ThreadPool::builder().pool_size(2).create().unwrap())
}

#[test]
fn thread_pool_runs_tasks() {
    let pool = thread_pool();
    common::runs_tasks(&pool);
    // More panics than there are threads.
    for _ in 0..4 {
        common::contains_panics(&pool);
    }
    // Without anybody who blocks on it.
    let (sender, receiver) = mpsc::channel();
    pool.clone().spawn_detached(async move { sender.send(7).unwrap() }).unwrap();
    assert_eq!(receiver.recv(), Ok(7));
    assert_eq!(pool.status(), Ok(()));
}

#[test]
fn local_pool_runs_tasks() {
    let pool = LocalPool::new(futures::executor::LocalPool::new());
    common::runs_tasks(&pool);
    common::contains_panics(&pool);
    common::runs_local_tasks(&pool, &pool);
    common::runs_local_tasks(&pool, &pool.spawner());
}

#[test]
fn local_pool_does_not_block_within_itself() {
    let pool = LocalPool::from(futures::executor::LocalPool::new());
    let within =
        catch_unwind(AssertUnwindSafe(|| pool.block_on(async { pool.block_on(async {}) })));
    let payload = within.unwrap_err();
    let text = payload.downcast_ref::<String>().unwrap();
    assert!(text.starts_with("`LocalPool::block_on` within `LocalPool::block_on`"), "{text}");
    assert_eq!(pool.block_on(async { 7 }), 7);
}

#[test]
fn dropping_a_local_pool_drops_its_tasks() {
    let pool = LocalPool::new(futures::executor::LocalPool::new());
    let spawner = pool.spawner();
    assert_eq!((spawner.status(), spawner.status_local()), (Ok(()), Ok(())));
    let polled = pool.spawn(future::pending::<()>()).unwrap();
    pool.block_on(async_interop::future::yield_now());
    let local = pool.spawn_local(future::pending::<()>()).unwrap();
    drop(pool);
    for task in [polled, local] {
        assert!(futures::executor::block_on(task).unwrap_err().is_cancelled());
    }
    let error = spawner.spawn(async {}).unwrap_err();
    assert_eq!(error.kind(), SpawnErrorKind::Shutdown);
    let error = spawner.spawn_local(async {}).unwrap_err();
    assert_eq!(error.kind(), SpawnErrorKind::Shutdown);
    assert_eq!(spawner.status(), Err(SpawnErrorKind::Shutdown));
    assert_eq!(spawner.status_local(), Err(SpawnErrorKind::Shutdown));
}

#[test]
fn run_sets_and_scopes_and_closures_beside() {
    let pool = thread_pool();
    common::runs_closures(&pool, &Threads::new());
    common::joins_sets(&pool);
    common::keeps_scopes(&pool, pool.clone());
    common::waits_for_destructors(&pool);

    let pool = LocalPool::new(futures::executor::LocalPool::new());
    common::runs_closures(&pool, &Threads::new());
    common::joins_sets(&pool);
    common::keeps_scopes(&pool, thread_pool());
    common::waits_for_destructors(&pool);
}

//! tokio's runtimes.

#![allow(
    clippy::std_instead_of_alloc,
    clippy::std_instead_of_core,
    reason = "the tests have std, and read better with one name for it"
)]

mod common;

use std::{future, rc::Rc, sync::mpsc, thread};

use async_interop::{
    rt::{Tokio, TokioLocal},
    task::{
        BlockOn as _, Spawn, SpawnBlocking, SpawnBlockingExt as _, SpawnErrorKind, SpawnExt as _,
        SpawnLocal as _, SpawnLocalExt as _,
    },
};
use tokio::runtime::{Builder, Handle};

fn multi_thread() -> Tokio {
    Tokio::new(Builder::new_multi_thread().worker_threads(2).build().unwrap())
}

fn current_thread() -> TokioLocal {
    TokioLocal::new(Builder::new_current_thread().build().unwrap())
}

#[test]
fn multi_thread_runs_tasks() {
    let runtime = multi_thread();
    common::runs_tasks(&runtime);
    common::contains_panics(&runtime);
    let handle = runtime.handle();
    common::runs_tasks(&handle);
    common::runs_tasks(&Tokio::from(runtime.block_on(async { Handle::current() })));
    // Without anybody who blocks on it.
    let (sender, receiver) = mpsc::channel();
    runtime.spawn_detached(async move { sender.send(7).unwrap() }).unwrap();
    assert_eq!(receiver.recv(), Ok(7));
}

#[test]
fn current_thread_runs_tasks() {
    let runtime = current_thread();
    common::runs_tasks(&runtime);
    common::contains_panics(&runtime);
    common::runs_local_tasks(&runtime, &runtime);
    common::runs_local_tasks(&runtime, &runtime.spawner());
    let spawner = runtime.spawner();
    let joined = runtime.block_on(async move { spawner.spawn(async { 7 }).unwrap().await });
    assert_eq!(joined.unwrap(), 7);
    // Its `Handle` spawns from elsewhere.
    let handle = Tokio::from(runtime.block_on(async { Handle::current() }));
    let joined = thread::spawn(move || handle.spawn(async { 7 }).unwrap()).join().unwrap();
    assert_eq!(runtime.block_on(joined).unwrap(), 7);
}

#[test]
fn dropping_it_drops_its_tasks() {
    let runtime = multi_thread();
    let task = runtime.spawn(future::pending::<()>()).unwrap();
    drop(runtime);
    assert!(futures::executor::block_on(task).unwrap_err().is_cancelled());

    let runtime = current_thread();
    let shared = Rc::new(());
    let in_task = Rc::clone(&shared);
    let spawner = runtime.spawner();
    let sent = runtime.spawn(future::pending::<()>()).unwrap();
    let local = runtime
        .spawn_local(async move {
            let _context = common::OnDrop(move || {
                // Destructors run in tokio's context, and may spawn, though in vain.
                Handle::current();
                let error = spawner.spawn_local(async {}).unwrap_err();
                assert_eq!(error.kind(), SpawnErrorKind::Shutdown);
                drop(in_task.clone());
            });
            future::pending::<()>().await;
        })
        .unwrap();
    // Polled once, so that the guard is there.
    runtime.block_on(tokio::task::yield_now());
    drop(runtime);
    assert_eq!(Rc::strong_count(&shared), 1);
    for task in [sent, local] {
        assert!(futures::executor::block_on(task).unwrap_err().is_cancelled());
    }
}

#[test]
fn spawning_after_its_end_is_an_error() {
    #[track_caller]
    fn case(spawner: &impl Spawn) {
        let error = spawner.spawn(async {}).unwrap_err();
        assert_eq!(error.kind(), SpawnErrorKind::Shutdown);
        let error = spawner.spawn_detached(async {}).unwrap_err();
        assert_eq!(error.kind(), SpawnErrorKind::Shutdown);
    }
    let runtime = multi_thread();
    let handle = runtime.handle();
    drop(runtime);
    case(&handle);

    let runtime = current_thread();
    let spawner = runtime.spawner();
    assert_eq!((spawner.status(), spawner.status_local()), (Ok(()), Ok(())));
    let handle = Tokio::from(runtime.block_on(async { Handle::current() }));
    drop(runtime);
    case(&handle);
    case(&spawner);
    let error = spawner.spawn_local(async {}).unwrap_err();
    assert_eq!(error.kind(), SpawnErrorKind::Shutdown);
    assert!(error.into_task().is_some());
    let error = spawner.spawn_local_detached(async {}).unwrap_err();
    assert_eq!(error.kind(), SpawnErrorKind::Shutdown);
    assert_eq!(spawner.status(), Err(SpawnErrorKind::Shutdown));
    assert_eq!(spawner.status_local(), Err(SpawnErrorKind::Shutdown));
}

#[test]
fn run_closures_sets_and_scopes() {
    let runtime = multi_thread();
    common::runs_closures(&runtime, &runtime);
    common::runs_closures(&runtime, &runtime.handle());
    common::joins_sets(&runtime);
    common::keeps_scopes(&runtime, runtime.handle());
    common::waits_for_destructors(&runtime);

    let runtime = current_thread();
    common::runs_closures(&runtime, &runtime);
    common::runs_closures(&runtime, &runtime.spawner());
    common::joins_sets(&runtime);
    let handle = Tokio::from(runtime.block_on(async { Handle::current() }));
    common::keeps_scopes(&runtime, handle);
    common::waits_for_destructors(&runtime);
}

#[test]
fn closures_after_its_end_are_errors() {
    #[track_caller]
    fn case(spawner: &impl SpawnBlocking) {
        let error = spawner.spawn_blocking(|| ()).unwrap_err();
        assert_eq!(error.kind(), SpawnErrorKind::Shutdown);
        let error = spawner.spawn_blocking_detached(|| ()).unwrap_err();
        assert_eq!(error.kind(), SpawnErrorKind::Shutdown);
    }
    let runtime = multi_thread();
    let handle = runtime.handle();
    drop(runtime);
    case(&handle);
    let runtime = current_thread();
    let (spawner, handle) =
        (runtime.spawner(), Tokio::from(runtime.block_on(async { Handle::current() })));
    drop(runtime);
    case(&handle);
    case(&spawner);
    assert_eq!(spawner.status_blocking(), Err(SpawnErrorKind::Shutdown));
    assert!(spawner.spawn_blocking(|| ()).unwrap_err().into_task().is_some());
}

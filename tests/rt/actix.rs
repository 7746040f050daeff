//! actix's systems and arbiters.

#![allow(
    clippy::std_instead_of_alloc,
    clippy::std_instead_of_core,
    reason = "the tests have std, and read better with one name for it"
)]

mod common;
#[path = "fixtures/actix.rs"]
mod fixture;

use std::{future, rc::Rc, sync::mpsc, thread};

use async_interop::{
    conformance,
    future::yield_now,
    rt::{Actix, ActixArbiter, ActixLocal},
    task::{
        BlockOn as _, Spawn as _, SpawnBlockingExt as _, SpawnErrorKind, SpawnExt as _,
        SpawnLocal as _, SpawnLocalExt as _,
    },
};

conformance::executor!(
    system,
    fixture::System::default(),
    capabilities [owned, send, local, fair = 256, panics, drop_panic, is_finished],
    waive { WAKER_04: "docs/findings.md#tokio-local-set-late-wake until 2027-06-01" }
);
conformance::executor!(
    arbiter,
    fixture::Arbiter::default(),
    capabilities [owned, send, fair = 256, panics, drop_panic, is_finished],
    waive { WAKER_04: "docs/findings.md#tokio-local-set-late-wake until 2027-06-01" }
);
conformance::local_driver!(
    system_driver,
    fixture::System::default(),
    capabilities[drives, undriven]
);
conformance::global!(global, fixture::Arbiter::default(), capabilities[uninstallable]);
conformance::timer!(timer, fixture::Arbiter::default(), capabilities[owned, send]);

fn system() -> Actix {
    Actix::new(actix_rt::System::new())
}

#[test]
fn runs_tasks() {
    let system = system();
    common::runs_tasks(&system);
    common::contains_panics(&system);
    common::runs_local_tasks(&system, &system);
    system.spawn_detached(async { panic!("in a bare task") }).unwrap();
    common::runs_tasks(&system);
    // From another thread.
    let arbiter = system.arbiter();
    let joined = thread::spawn(move || arbiter.spawn(async { 7 }).unwrap()).join().unwrap();
    assert_eq!(system.block_on(joined).unwrap(), 7);
}

#[test]
fn runs_closures_sets_and_scopes() {
    let system = system();
    common::runs_closures(&system, &system);
    common::runs_closures(&system, &system.arbiter());
    common::joins_sets(&system);
    common::keeps_scopes(&system, system.arbiter());
    common::waits_for_destructors(&system);
}

#[test]
fn tasks_spawn_on_their_own_arbiter() {
    let system = system();
    let joined = system.block_on(async {
        let number = Rc::new(7);
        assert!(ActixArbiter::current().is_some());
        assert_eq!(ActixLocal::new().status_local(), Ok(()));
        let detached = Rc::clone(&number);
        ActixLocal::new().spawn_local_detached(async move { drop(detached) }).unwrap();
        let sent = ActixLocal::new().spawn(async { 1 }).unwrap();
        let local = ActixLocal::new().spawn_local(async move { *number }).unwrap();
        sent.await.unwrap() + local.await.unwrap()
    });
    assert_eq!(joined, 8);
}

#[test]
fn without_an_arbiter_spawning_is_an_error() {
    #[track_caller]
    fn case() {
        assert!(ActixArbiter::current().is_none());
        let local = ActixLocal::new();
        assert_eq!(local.status(), Err(SpawnErrorKind::NoExecutor));
        assert_eq!(local.status_local(), Err(SpawnErrorKind::NoExecutor));
        let error = local.spawn(async {}).unwrap_err();
        assert_eq!(error.kind(), SpawnErrorKind::NoExecutor);
        assert!(error.into_task().is_some());
        let error = local.spawn_local(async {}).unwrap_err();
        assert_eq!(error.kind(), SpawnErrorKind::NoExecutor);
        assert!(error.into_task().is_some());
        let error = local.spawn_detached(async {}).unwrap_err();
        assert_eq!(error.kind(), SpawnErrorKind::NoExecutor);
        let error = local.spawn_local_detached(async {}).unwrap_err();
        assert_eq!(error.kind(), SpawnErrorKind::NoExecutor);
    }
    case();
    // The thread has one, but runs none of its tasks.
    let system = system();
    case();
    drop(system);
    case();
}

#[test]
fn dropping_it_drops_its_tasks() {
    let system = system();
    let arbiter = system.arbiter();
    let sent = arbiter.spawn(future::pending::<()>()).unwrap();
    let (tell, told) = mpsc::channel();
    let local = system
        .spawn_local(async move {
            let _late = common::OnDrop(|| {
                let spawned = ActixLocal::new().spawn_local(async {});
                tell.send(spawned.map(drop).map_err(|error| error.kind())).unwrap();
            });
            future::pending::<()>().await;
        })
        .unwrap();
    for _ in 0..2 {
        system.block_on(yield_now());
    }
    drop(system);
    for task in [sent, local] {
        assert!(futures::executor::block_on(task).unwrap_err().is_cancelled());
    }
    assert_eq!(told.recv(), Ok(Err(SpawnErrorKind::Shutdown)));
    let error = arbiter.spawn(async {}).unwrap_err();
    assert_eq!(error.kind(), SpawnErrorKind::Shutdown);
    let error = arbiter.spawn_detached(async {}).unwrap_err();
    assert_eq!(error.kind(), SpawnErrorKind::Shutdown);
    let error = arbiter.spawn_blocking(|| ()).unwrap_err();
    assert_eq!(error.kind(), SpawnErrorKind::Shutdown);
}

#[test]
fn a_stopped_arbiter_refuses() {
    let system = system();
    let arbiter = system.arbiter();
    system.block_on(async {
        actix_rt::System::current().stop();
        yield_now().await;
    });
    for _ in 0..4 {
        system.block_on(yield_now());
    }
    let error = arbiter.spawn(async {}).unwrap_err();
    assert_eq!(error.kind(), SpawnErrorKind::Shutdown);
}

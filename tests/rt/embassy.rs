//! embassy, on its std platform.

#![allow(
    clippy::std_instead_of_alloc,
    clippy::std_instead_of_core,
    reason = "the tests have std, and read better with one name for it"
)]

mod common;
#[path = "fixtures/embassy.rs"]
mod fixture;

use std::{
    future::{self, Future},
    rc::Rc,
    sync::{Arc, mpsc},
    thread,
};

use async_interop::{
    conformance,
    rt::{Embassy, EmbassyLocal, EmbassyLocalPool, EmbassyPool},
    task::{
        BlockOn, FutureObj, LocalFutureObj, Spawn, SpawnError, SpawnErrorKind, SpawnExt as _,
        SpawnLocal as _, SpawnLocalExt as _,
    },
    time::{Timer as _, TimerExt as _},
};
use embassy_executor::Executor;

conformance::executor!(
    executor,
    fixture::Embassy::default(),
    capabilities [send, fair = 256, capacity = 32, is_finished]
);
conformance::global!(global, fixture::Embassy::default(), capabilities[]);
// Not `send`: TIMER-14 hangs the only driver of the process. The matrix has a process for each rule.
conformance::timer!(timer, fixture::Embassy::default(), capabilities[]);

/// An executor on another thread, and this one to wait for it.
struct Beside(fixture::Handle);

impl BlockOn for Beside {
    fn block_on<F: Future>(&self, future: F) -> F::Output {
        futures::executor::block_on(future)
    }
}

impl Spawn for Beside {
    fn spawn_obj(&self, task: FutureObj<'static, ()>) -> Result<(), SpawnError> {
        self.0.spawn_obj(task)
    }
}

#[test]
fn runs_tasks() {
    let runtime = Beside(fixture::handle());
    common::runs_tasks(&runtime);
    common::contains_panics(&runtime);
    common::keeps_scopes(&runtime, runtime.0);
    common::waits_for_destructors(&runtime);
}

#[test]
fn a_full_pool_gives_the_task_back() {
    static POOL: EmbassyPool<2> = EmbassyPool::new();
    let runtime = Embassy::new(fixture::start(), &POOL);
    let tasks = [(); 2].map(|()| runtime.spawn(future::pending::<()>()).unwrap());
    let shared = Arc::new(());
    let in_task = Arc::clone(&shared);
    let error = runtime.spawn_obj(FutureObj::new(Box::new(async move {
        let _in_task = in_task;
    })));
    let error = error.unwrap_err();
    assert_eq!(error.kind(), SpawnErrorKind::Full);
    assert_eq!(error.to_string(), "the executor is full: spawn again when tasks have ended");
    assert_eq!(Arc::strong_count(&shared), 2);
    let task = error.into_task().unwrap();

    // A slot is free when its task has ended, and a task that was refused can have it.
    let [first, second] = tasks;
    first.abort();
    assert!(futures::executor::block_on(first).unwrap_err().is_cancelled());
    let mut task = Some(task);
    while let Some(refused) = task.take() {
        // The handle is told within the last poll, the slot is free just after.
        task = runtime.spawn_obj(refused).err().map(|error| error.into_task().unwrap());
    }
    while Arc::strong_count(&shared) > 1 {
        thread::yield_now();
    }
    second.abort();
}

#[test]
fn local_tasks_stay_with_their_executor() {
    static POOL: EmbassyLocalPool<2> = EmbassyLocalPool::new();
    let home = thread::current().id();
    let (sender, receiver) = mpsc::channel();
    let done = sender.clone();
    Box::leak(Box::new(Executor::new())).run_until(
        move |spawner| {
            let runtime = EmbassyLocal::new(spawner, &POOL);
            let number = Rc::new(42);
            let local = runtime.spawn_local(async move { (*number, thread::current().id()) });
            let local = local.map_err(SpawnError::without_task).unwrap();
            let task = async move { sender.send(local.await.unwrap()).unwrap() };
            runtime.spawn_detached(task).unwrap();

            let shared = Rc::new(());
            let in_task = Rc::clone(&shared);
            let task = LocalFutureObj::new(Box::new(async move { drop(in_task) }));
            let error = runtime.spawn_local_obj(task).unwrap_err();
            assert_eq!(error.kind(), SpawnErrorKind::Full);
            assert_eq!(Rc::strong_count(&shared), 2);
            assert!(error.into_task().is_some());
            assert_eq!(runtime.spawn_detached(async {}).unwrap_err().kind(), SpawnErrorKind::Full);
        },
        // The handle wakes its task, which is polled in the next turn.
        || receiver.try_recv().is_ok_and(|got| done.send(got).is_ok()),
    );
    assert_eq!(receiver.recv(), Ok((42, home)));
}

#[test]
fn sleeps_in_its_tasks() {
    let runtime = fixture::handle();
    let task = runtime.spawn(async move {
        let start = runtime.now();
        let never = runtime.timeout(core::time::Duration::from_millis(2), future::pending::<()>());
        assert!(never.await.is_err());
        runtime.now().duration_since(start)
    });
    let slept = futures::executor::block_on(task.unwrap()).unwrap();
    assert!(slept >= core::time::Duration::from_millis(2), "{slept:?}");
}

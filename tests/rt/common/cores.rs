//! What every runtime that keeps everything on one thread has to do.

use std::{
    cell::Cell,
    rc::Rc,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering::SeqCst},
    },
    thread,
    time::Duration,
};

use async_interop::{
    future::yield_now,
    task::{
        BlockOn, BlockingTask, FutureObj, LocalFutureObj, Spawn, SpawnBlocking,
        SpawnBlockingExt as _, SpawnErrorKind, SpawnExt as _, SpawnLocal, SpawnLocalExt as _,
    },
    time::{Timer, TimerExt as _},
};

use super::OnDrop;

/// Spawns in every form, inside the runtime, and looks when and where the tasks run.
pub(crate) fn runs_tasks<R: BlockOn + Spawn + SpawnLocal>(runtime: &R) {
    // The future that it blocks on is neither `Send` nor `'static`.
    let (local, borrowed) = (Rc::new(7), 7);
    assert_eq!(runtime.block_on(async { *local + borrowed }), 14);

    let home = thread::current().id();
    let polls = Arc::new(AtomicUsize::new(0));
    let task = || {
        let polls = Arc::clone(&polls);
        async move {
            assert_eq!(thread::current().id(), home);
            polls.fetch_add(1, SeqCst);
        }
    };
    runtime.block_on(async {
        assert_eq!((runtime.status(), runtime.status_local()), (Ok(()), Ok(())));
        runtime.spawn_detached(task()).unwrap();
        runtime.spawn_obj(FutureObj::new(Box::new(task()))).unwrap();
        runtime.spawn_local_detached(task()).unwrap();
        runtime.spawn_local_obj(LocalFutureObj::new(Box::new(task()))).unwrap();
        let sent = runtime.spawn(task()).unwrap();
        let local = runtime.spawn_local(task()).unwrap();
        assert_eq!(polls.load(SeqCst), 0, "spawning does not poll");
        sent.await.unwrap();
        local.await.unwrap();
        while polls.load(SeqCst) < 6 {
            yield_now().await;
        }
    });

    // A task that is not `Send`, one that another thread wakes, and one that is detached.
    let (shared, detached) = (Rc::new(Cell::new(0)), Rc::new(Cell::new(0)));
    runtime.block_on(async {
        let (in_task, in_detached) = (Rc::clone(&shared), Rc::clone(&detached));
        let (sender, receiver) = futures::channel::oneshot::channel();
        let woken = runtime.spawn(async { receiver.await.unwrap() }).unwrap();
        drop(runtime.spawn_local(async move {
            yield_now().await;
            in_detached.set(8);
        }));
        let local = runtime.spawn_local(async move {
            yield_now().await;
            in_task.set(7);
        });
        local.unwrap().await.unwrap();
        yield_now().await;
        let thread = thread::spawn(move || sender.send(3).unwrap());
        assert_eq!(woken.await.unwrap(), 3);
        thread.join().unwrap();
    });
    assert_eq!((shared.get(), detached.get()), (7, 8));
    assert_eq!(Rc::strong_count(&shared), 1, "the future is gone");
}

/// Panics and aborts, of tasks with a handle.
pub(crate) fn ends_tasks<R: BlockOn + Spawn>(runtime: &R) {
    let in_poll = async { panic!("in a poll") };
    let in_drop = async { drop(OnDrop(|| panic!("in a destructor"))) };
    let dropped = Arc::new(AtomicUsize::new(0));
    let in_task = Arc::clone(&dropped);
    let aborted = async move {
        let _guard = OnDrop(move || _ = in_task.fetch_add(1, SeqCst));
        std::future::pending::<()>().await;
    };
    runtime.block_on(async {
        let in_poll = runtime.spawn(in_poll).unwrap();
        let in_drop = runtime.spawn(in_drop).unwrap();
        let aborted = runtime.spawn(aborted).unwrap();
        let error = in_poll.await.unwrap_err();
        assert_eq!(error.to_string(), "the task panicked: in a poll");
        let error = in_drop.await.unwrap_err();
        assert_eq!(error.to_string(), "the task panicked: in a destructor");
        aborted.abort();
        assert!(aborted.await.unwrap_err().is_cancelled());
        assert_eq!(dropped.load(SeqCst), 1);
    });
}

/// Spawns where no runtime is.
pub(crate) fn refuses_elsewhere<R: Spawn + SpawnLocal>(runtime: &R) {
    let none = SpawnErrorKind::NoExecutor;
    assert_eq!((runtime.status(), runtime.status_local()), (Err(none), Err(none)));
    let error = runtime.spawn(async {}).unwrap_err();
    assert_eq!(error.kind(), none);
    assert!(error.into_task().is_some());
    let error = runtime.spawn_local(async {}).unwrap_err();
    assert_eq!(error.kind(), none);
    assert!(error.into_task().is_some());
    assert_eq!(runtime.spawn_detached(async {}).unwrap_err().kind(), none);
    assert_eq!(runtime.spawn_local_detached(async {}).unwrap_err().kind(), none);
}

/// Runs closures, and refuses them where no runtime is.
pub(crate) fn runs_closures<R: BlockOn + SpawnBlocking>(runtime: &R) {
    let none = SpawnErrorKind::NoExecutor;
    assert_eq!(runtime.status_blocking(), Err(none));
    let error = runtime.spawn_blocking(|| ()).unwrap_err();
    assert_eq!(error.kind(), none);
    assert!(error.into_task().is_some());
    assert_eq!(runtime.spawn_blocking_detached(|| ()).unwrap_err().kind(), none);

    let home = thread::current().id();
    runtime.block_on(async {
        assert_eq!(runtime.status_blocking(), Ok(()));
        let elsewhere = runtime.spawn_blocking(|| thread::current().id()).unwrap();
        assert_ne!(elsewhere.await.unwrap(), home);
        let error = runtime.spawn_blocking(|| -> () { panic!("in a closure") }).unwrap();
        assert_eq!(error.await.unwrap_err().to_string(), "the task panicked: in a closure");
        let (first, second) =
            (futures::channel::oneshot::channel(), futures::channel::oneshot::channel());
        runtime.spawn_blocking_detached(move || first.0.send(1).unwrap()).unwrap();
        let task = BlockingTask::new(move || second.0.send(2).unwrap());
        runtime.spawn_blocking_obj(task).unwrap();
        assert_eq!((first.1.await, second.1.await), (Ok(1), Ok(2)));
    });
}

/// Lets a task wait for the timer, with another one that always runs.
pub(crate) fn sleeps_beside_tasks<R: BlockOn + Spawn + Timer + Copy + Send + 'static>(runtime: R) {
    let start = runtime.block_on(async {
        let start = runtime.now();
        let never = runtime.timeout(Duration::from_millis(2), std::future::pending());
        let elapsed: Result<(), _> = never.await;
        assert!(elapsed.is_err());
        runtime.sleep(Duration::from_millis(2)).await;
        start
    });
    let end = runtime.block_on(async { runtime.now() });
    assert!(end.duration_since(start) >= Duration::from_millis(4));
}

/// Leaves a task behind that waits, and looks whether the end of `block_on` drops it.
pub(crate) fn drops_tasks<R: BlockOn + Spawn + Timer>(runtime: &R) -> bool {
    // Its waker lives on, in the channel.
    let (sender, receiver) = futures::channel::oneshot::channel::<()>();
    let mut task = None;
    runtime.block_on(async {
        task = Some(runtime.spawn(async { _ = receiver.await }).unwrap());
        // Not by yielding: monoio then polls this task again, and no other.
        runtime.sleep(Duration::from_millis(1)).await;
    });
    let dropped = task.is_some_and(|task| task.is_finished());
    drop(sender);
    dropped
}

//! What every runtime has to do.

#![allow(dead_code, reason = "each runtime has its own binary, and none of them uses all")]

use std::{cell::Cell, future, rc::Rc, sync::mpsc, thread};

use async_interop::{
    future::yield_now,
    task::{BlockOn, Spawn, SpawnExt as _, SpawnLocal, SpawnLocalExt as _},
};

/// Calls a closure when it is dropped.
pub(crate) struct OnDrop<F: FnMut()>(pub(crate) F);

impl<F: FnMut()> Drop for OnDrop<F> {
    fn drop(&mut self) {
        (self.0)();
    }
}

pub(crate) fn runs_tasks<R: BlockOn + Spawn>(runtime: &R) {
    // The future that it blocks on is neither `Send` nor `'static`.
    let (local, borrowed) = (Rc::new(7), 7);
    assert_eq!(runtime.block_on(async { *local + borrowed }), 14);

    // A task spawned before, one spawned within, and one that somebody on another thread wakes.
    let before = runtime.spawn(async { 1 }).unwrap();
    let (sender, receiver) = futures::channel::oneshot::channel();
    let woken = runtime.spawn(async { receiver.await.unwrap() }).unwrap();
    let sum = runtime.block_on(async {
        let within = runtime.spawn(async {
            yield_now().await;
            2
        });
        let sum = before.await.unwrap() + within.unwrap().await.unwrap();
        thread::spawn(move || sender.send(3).unwrap()).join().unwrap();
        sum + woken.await.unwrap()
    });
    assert_eq!(sum, 6);

    // Dropping a handle detaches, whatever the runtime's own handle does.
    let (sender, receiver) = futures::channel::oneshot::channel();
    let (start, started) = futures::channel::oneshot::channel();
    drop(runtime.spawn(async {
        start.send(()).unwrap();
        yield_now().await;
        sender.send(7).unwrap();
    }));
    runtime.block_on(async {
        started.await.unwrap();
        assert_eq!(receiver.await, Ok(7));
    });

    // Aborting drops the future, without another wake.
    let (sender, receiver) = mpsc::channel();
    let task = runtime
        .spawn(async move {
            let _guard = OnDrop(move || sender.send(()).unwrap());
            future::pending::<()>().await;
        })
        .unwrap();
    runtime.block_on(async {
        yield_now().await;
        task.abort();
        assert!(task.await.unwrap_err().is_cancelled());
    });
    assert!(matches!(receiver.try_recv(), Ok(()) | Err(mpsc::TryRecvError::Disconnected)));

    // Without a handle, in both forms.
    let (first, second) =
        (futures::channel::oneshot::channel(), futures::channel::oneshot::channel());
    runtime.spawn_detached(async { first.0.send(1).unwrap() }).unwrap();
    let task = async { second.0.send(2).unwrap() };
    (runtime as &dyn Spawn).spawn_obj(Box::pin(task).into()).unwrap();
    let sum = runtime.block_on(async { first.1.await.unwrap() + second.1.await.unwrap() });
    assert_eq!(sum, 3);
}

pub(crate) fn contains_panics<R: BlockOn + Spawn>(runtime: &R) {
    let in_poll = runtime.spawn(async { panic!("in a poll") }).unwrap();
    let in_drop = runtime.spawn(async { drop(OnDrop(|| panic!("in a destructor"))) }).unwrap();
    let after = runtime.spawn(async { 7 }).unwrap();
    runtime.block_on(async {
        let in_poll: Result<(), _> = in_poll.await;
        assert_eq!(in_poll.unwrap_err().to_string(), "the task panicked: in a poll");
        let in_drop = in_drop.await;
        assert_eq!(in_drop.unwrap_err().to_string(), "the task panicked: in a destructor");
        assert_eq!(after.await.unwrap(), 7);
    });
}

pub(crate) fn runs_local_tasks(runtime: &impl BlockOn, spawner: &impl SpawnLocal) {
    let home = thread::current().id();
    let (shared, detached) = (Rc::new(Cell::new(0)), Rc::new(Cell::new(0)));
    let (in_task, in_detached) = (Rc::clone(&shared), Rc::clone(&detached));
    let task = spawner
        .spawn_local(async move {
            yield_now().await;
            in_task.set(7);
            thread::current().id()
        })
        .unwrap();
    spawner.spawn_local_detached(async move { in_detached.set(8) }).unwrap();
    assert_eq!(shared.get(), 0, "spawning does not poll");
    assert_eq!(runtime.block_on(task).unwrap(), home);
    assert_eq!((shared.get(), detached.get()), (7, 8));
    assert_eq!(Rc::strong_count(&shared), 1, "the future is gone");
}

//! What every runtime has to do.

#![allow(dead_code, reason = "each runtime has its own binary, and none of them uses all")]

pub(crate) mod cores;

use std::{
    cell::Cell,
    future,
    pin::Pin,
    rc::Rc,
    sync::{Arc, mpsc},
    task::{Context, Poll},
    thread,
};

use async_interop::{
    future::yield_now,
    task::{
        self, BlockOn, JoinSet, Spawn, SpawnBlocking, SpawnBlockingExt as _, SpawnErrorKind,
        SpawnExt as _, SpawnLocal, SpawnLocalExt as _,
        async_drop::{DropOn, PollDrop, drop_async},
    },
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

pub(crate) fn runs_closures(runtime: &impl BlockOn, spawner: &impl SpawnBlocking) {
    let home = thread::current().id();
    // It waits for what is sent after it was spawned: it does not run in the call.
    let (sender, receiver) = mpsc::channel();
    let waits = spawner.spawn_blocking(move || (receiver.recv(), thread::current().id())).unwrap();
    sender.send(7).unwrap();
    let (received, thread) = runtime.block_on(waits).unwrap();
    assert_eq!(received, Ok(7));
    assert_ne!(thread, home);

    let panics = spawner.spawn_blocking(|| -> () { panic!("in a closure") }).unwrap();
    let error = runtime.block_on(panics).unwrap_err();
    assert_eq!(error.to_string(), "the task panicked: in a closure");

    // Without a handle, in both forms.
    let (first, second) = (mpsc::channel(), mpsc::channel());
    spawner.spawn_blocking_detached(move || first.0.send(1).unwrap()).unwrap();
    let task = task::BlockingTask::new(move || second.0.send(2).unwrap());
    (spawner as &dyn SpawnBlocking).spawn_blocking_obj(task).unwrap();
    assert_eq!((first.1.recv(), second.1.recv()), (Ok(1), Ok(2)));
    assert_eq!(spawner.status_blocking(), Ok(()));
}

pub(crate) fn joins_sets(runtime: &(impl BlockOn + Spawn)) {
    let mut set = JoinSet::new();
    for number in 0..100_u32 {
        let task = async move {
            for _ in 0..number % 3 {
                yield_now().await;
            }
            number
        };
        set.spawn(runtime, task).unwrap();
    }
    let sum = runtime.block_on(async {
        let mut sum = 0;
        while let Some(number) = set.join_next().await {
            sum += number.unwrap();
        }
        sum
    });
    assert_eq!(sum, 4950);

    // Dropping the set aborts, and the async destructor waits until the futures are gone.
    let shared = Arc::new(());
    let mut set = JoinSet::new();
    for _ in 0..10 {
        let shared = Arc::clone(&shared);
        set.spawn(runtime, async move {
            future::pending::<()>().await;
            drop(shared);
        })
        .unwrap();
    }
    runtime.block_on(drop_async(set));
    assert_eq!(Arc::strong_count(&shared), 1);
}

task::task_local! {
    static OWN: u32;
    inherited static INHERITED: u32;
}

/// `executor` is of the same runtime. No global executor is set.
pub(crate) fn keeps_scopes<R: BlockOn, S: Spawn + Send + Sync + 'static>(runtime: &R, executor: S) {
    async fn spawns() -> Result<u32, SpawnErrorKind> {
        let child = task::spawn(async {
            yield_now().await;
            let grandchild = task::spawn(async { INHERITED.try_with(|number| *number) }).unwrap();
            assert!(OWN.try_with(|_| ()).is_err());
            grandchild.await.unwrap()
        });
        let child = child.map_err(|error| error.kind())?;
        yield_now().await;
        let inherited = child.await.unwrap().expect("the grandchild inherits");
        Ok(OWN.with(|own| own + inherited))
    }
    let locals = || OWN.scope(1, INHERITED.scope(2, spawns()));
    assert_eq!(runtime.block_on(locals()), Err(SpawnErrorKind::NoExecutor));
    let scoped = task::scope(Arc::new(executor), locals());
    assert_eq!(runtime.block_on(scoped), Ok(3));
    assert_eq!(runtime.block_on(locals()), Err(SpawnErrorKind::NoExecutor));
    assert!(INHERITED.try_with(|_| ()).is_err());
}

/// Says goodbye after a turn of the executor.
struct Connection {
    yielded: bool,
    peer: Option<futures::channel::oneshot::Sender<&'static str>>,
}

impl PollDrop for Connection {
    fn poll_drop_ready(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        if !self.yielded {
            self.yielded = true;
            cx.waker().wake_by_ref();
            return Poll::Pending;
        }
        if let Some(peer) = self.peer.take() {
            peer.send("goodbye").unwrap();
        }
        Poll::Ready(())
    }
}

pub(crate) fn waits_for_destructors<R: BlockOn + Spawn>(runtime: &R) {
    let (sender, receiver) = futures::channel::oneshot::channel();
    let connection = Connection { yielded: false, peer: Some(sender) };
    let connection = DropOn::new(connection, runtime);
    // Canceled before it does anything.
    drop(async move { drop(connection.into_inner()) });
    assert_eq!(runtime.block_on(receiver), Ok("goodbye"));
}

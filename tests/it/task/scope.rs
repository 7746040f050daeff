//! The override of the global executor, driven by hand. No global executor is set in this binary.

use std::{
    future::{self, Future},
    panic::{AssertUnwindSafe, catch_unwind},
    pin::{Pin, pin},
    sync::{Arc, Mutex},
    task::{Context, Poll, Waker},
    thread,
};

use async_interop::{
    conformance::reference::Executor,
    future::yield_now,
    task::{
        self, FutureObj, Scope, Spawn, SpawnBlockingExt as _, SpawnError, SpawnErrorKind,
        SpawnExt as _, SpawnLocalExt as _,
    },
};
use static_assertions::{assert_impl_all, assert_not_impl_any};

use super::script::{LocalScript, OnDrop};

assert_impl_all!(Scope<future::Ready<()>>: Send, Unpin, std::fmt::Debug);
assert_not_impl_any!(Scope<future::Ready<std::rc::Rc<u8>>>: Send);
assert_not_impl_any!(Scope<std::marker::PhantomPinned>: Unpin);

type Shared = Arc<dyn Spawn + Send + Sync>;

fn executor() -> (Executor, Shared) {
    let executor = Executor::new();
    let spawner = Arc::new(executor.spawner());
    (executor, spawner)
}

/// Turns until nothing is woken, and returns how many polls that were.
fn run(executor: &Executor) -> usize {
    std::iter::from_fn(|| Some(executor.turn()).filter(|polls| *polls > 0)).sum()
}

fn poll<F: Future + Unpin>(future: &mut F) -> Poll<F::Output> {
    Pin::new(future).poll(&mut Context::from_waker(Waker::noop()))
}

/// Whether a task would find an executor here.
fn in_scope() -> bool {
    match task::spawn(async {}) {
        Ok(_) => true,
        Err(error) => {
            assert_eq!(error.kind(), SpawnErrorKind::NoExecutor);
            false
        }
    }
}

#[test]
fn holds_inside_and_not_outside() {
    let (executor, shared) = executor();
    assert!(!in_scope());
    let mut scoped = Box::pin(task::scope(Arc::clone(&shared), async {
        assert!(in_scope());
        yield_now().await;
        assert!(in_scope());
    }));
    for expected in [Poll::Pending, Poll::Ready(())] {
        assert!(!in_scope());
        assert_eq!(poll(&mut scoped), expected);
    }
    assert!(!in_scope());
    assert_eq!(run(&executor), 2);
    drop(scoped);
    assert_eq!(Arc::strong_count(&shared), 1, "each task and each scope gave it back");
}

#[test]
fn tasks_take_it_over() {
    let (executor, shared) = executor();
    let mut scoped = Box::pin(task::scope(shared, async {
        let grandchild = task::spawn(async {
            yield_now().await;
            task::spawn(async { in_scope() }).unwrap().await.unwrap()
        });
        grandchild.unwrap().await.unwrap()
    }));
    assert!(poll(&mut scoped).is_pending());
    assert!(run(&executor) > 2);
    assert_eq!(poll(&mut scoped), Poll::Ready(true));
}

#[test]
fn tasks_take_it_over_on_any_executor() {
    let (_executor, shared) = executor();
    let (other, script) = (Executor::new(), LocalScript::default());
    let spawner = other.spawner();
    let mut scoped = Box::pin(task::scope(shared, async {
        let on_other = spawner.spawn(async { in_scope() }).unwrap();
        let on_dyn = (&spawner as &dyn Spawn).spawn(async { in_scope() }).unwrap();
        let local = script.spawn_local(async { in_scope() }).unwrap();
        let blocking = async_interop::rt::Threads::new().spawn_blocking(in_scope).unwrap();
        (on_other, on_dyn, local, blocking)
    }));
    let Poll::Ready((mut on_other, mut on_dyn, mut local, blocking)) = poll(&mut scoped) else {
        panic!("it waits for nothing");
    };
    drop(scoped);
    run(&other);
    assert!(poll(&mut script.task()).is_ready());
    for handle in [&mut on_other, &mut on_dyn, &mut local] {
        assert!(matches!(poll(handle), Poll::Ready(Ok(true))));
    }
    assert!(futures::executor::block_on(blocking).unwrap());
    // A bare task does not.
    let (sender, receiver) = std::sync::mpsc::channel();
    let mut scoped = Box::pin(task::scope(Arc::new(other.spawner()), async {
        spawner.spawn_detached(async move { sender.send(in_scope()).unwrap() }).unwrap();
    }));
    assert!(poll(&mut scoped).is_ready());
    run(&other);
    assert_eq!(receiver.recv(), Ok(false));
}

#[test]
fn the_inner_one_holds() {
    let ((outer, outer_shared), (inner, inner_shared)) = (executor(), executor());
    let mut scoped = Box::pin(task::scope(outer_shared, async {
        drop(task::spawn(async {}));
        task::scope(inner_shared, async {
            drop(task::spawn(async {}));
            yield_now().await;
            drop(task::spawn(async {}));
        })
        .await;
        drop(task::spawn(async {}));
    }));
    assert!(poll(&mut scoped).is_pending());
    assert_eq!((run(&outer), run(&inner)), (1, 1));
    assert!(poll(&mut scoped).is_ready());
    assert_eq!((run(&outer), run(&inner)), (1, 1));
    assert!(!in_scope());
}

#[test]
fn two_that_take_turns_do_not_mix() {
    let ((first, first_shared), (second, second_shared)) = (executor(), executor());
    async fn spawns() {
        for _ in 0..3 {
            drop(task::spawn(async {}));
            yield_now().await;
        }
    }
    let mut one = Box::pin(task::scope(first_shared, spawns()));
    let mut two = Box::pin(task::scope(second_shared, spawns()));
    for _ in 0..3 {
        assert!(poll(&mut one).is_pending());
        assert_eq!((first.turn(), second.turn()), (1, 0));
        assert!(poll(&mut two).is_pending());
        assert_eq!((first.turn(), second.turn()), (0, 1));
    }
}

#[test]
fn holds_in_the_destructor() {
    let (executor, shared) = executor();
    let seen = Mutex::new(Vec::new());
    let see = || seen.lock().unwrap().push(in_scope());
    let mut scoped = Box::pin(task::scope(shared, async {
        let _guard = OnDrop(see);
        future::pending::<()>().await;
    }));
    assert!(poll(&mut scoped).is_pending());
    drop(scoped);
    assert_eq!(*seen.lock().unwrap(), [true]);
    assert!(!in_scope());
    assert_eq!(run(&executor), 1);

    // One that is never polled, and one of a task that its executor drops.
    let (executor, shared) = self::executor();
    let seen = Arc::new(Mutex::new(Vec::new()));
    let guard = |seen: &Arc<Mutex<Vec<bool>>>| {
        let seen = Arc::clone(seen);
        OnDrop(move || seen.lock().unwrap().push(in_scope()))
    };
    let unpolled = guard(&seen);
    drop(task::scope(Arc::clone(&shared), async move { drop(unpolled) }));
    assert_eq!(*seen.lock().unwrap(), [true]);
    // The task of a scope, aborted: its executor drops it.
    let held = guard(&seen);
    let mut scoped = Box::pin(task::scope(shared, async {
        task::spawn(async {
            let _held = held;
            future::pending::<()>().await;
        })
    }));
    let Poll::Ready(Ok(handle)) = poll(&mut scoped) else { panic!("it waits for nothing") };
    drop(scoped);
    run(&executor);
    handle.abort();
    run(&executor);
    assert_eq!(*seen.lock().unwrap(), [true, true]);
}

#[test]
fn ends_with_a_panic() {
    let (executor, shared) = executor();
    let mut scoped = Box::pin(task::scope(Arc::clone(&shared), async {
        assert!(in_scope());
        panic!("inside");
    }));
    let polled = catch_unwind(AssertUnwindSafe(|| poll(&mut scoped)));
    let _: Box<dyn std::any::Any + Send> = polled.map(|_: Poll<()>| ()).unwrap_err();
    assert!(!in_scope());
    drop(scoped);
    // Of a destructor.
    let scoped = task::scope(Arc::clone(&shared), async {
        let _guard = OnDrop(|| panic!("in a destructor"));
        future::pending::<()>().await;
    });
    let mut scoped = Box::pin(scoped);
    assert!(poll(&mut scoped).is_pending());
    assert!(catch_unwind(AssertUnwindSafe(|| drop(scoped))).is_err());
    assert!(!in_scope());
    run(&executor);
    assert_eq!(Arc::strong_count(&shared), 1);
}

#[test]
fn goes_with_the_future_to_other_threads() {
    let (executor, shared) = executor();
    let mut scoped = Box::pin(task::scope(shared, async {
        for _ in 0..4 {
            assert!(in_scope());
            yield_now().await;
        }
    }));
    for _ in 0..4 {
        scoped = thread::spawn(move || {
            assert!(!in_scope());
            assert!(poll(&mut scoped).is_pending());
            assert!(!in_scope());
            scoped
        })
        .join()
        .unwrap();
    }
    assert!(poll(&mut scoped).is_ready());
    assert_eq!(run(&executor), 4);
}

#[test]
fn a_refusal_of_its_executor_keeps_the_task() {
    struct Closed;
    impl Spawn for Closed {
        fn spawn_obj(&self, task: FutureObj<'static, ()>) -> Result<(), SpawnError> {
            Err(SpawnError::with_task(SpawnErrorKind::Shutdown, task))
        }
    }
    let scoped = pin!(task::scope(Arc::new(Closed), async { task::spawn(async { in_scope() }) }));
    let Poll::Ready(Err(error)) = scoped.poll(&mut Context::from_waker(Waker::noop())) else {
        panic!("it refuses");
    };
    assert_eq!(error.kind(), SpawnErrorKind::Shutdown);
    assert!(poll(&mut error.into_task().unwrap()).is_ready());
}

#[test]
fn spawning_in_a_late_destructor_is_harmless() {
    use std::cell::RefCell;

    struct Late(Option<std::sync::mpsc::Sender<bool>>);
    impl Drop for Late {
        fn drop(&mut self) {
            if let Some(sender) = self.0.take() {
                sender.send(in_scope()).unwrap();
            }
        }
    }
    std::thread_local! {
        static LATE: RefCell<Late> = const { RefCell::new(Late(None)) };
    }
    let (executor, shared) = executor();
    let (sender, receiver) = std::sync::mpsc::channel();
    thread::spawn(move || {
        LATE.with_borrow_mut(|late| late.0 = Some(sender));
        // After the first use of the other one, so that it is destroyed before or after: both hold.
        assert!(poll(&mut Box::pin(task::scope(shared, async { assert!(in_scope()) }))).is_ready());
    })
    .join()
    .unwrap();
    assert_eq!(receiver.recv(), Ok(false));
    assert_eq!(run(&executor), 1);
}

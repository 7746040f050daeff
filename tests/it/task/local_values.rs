//! Task-locals, driven by hand.

use std::{
    cell::{Cell, RefCell},
    future::{self, Future},
    panic::{AssertUnwindSafe, catch_unwind},
    pin::Pin,
    rc::Rc,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering::SeqCst},
    },
    task::{Context, Poll, Waker},
    thread,
};

use async_interop::{
    conformance::reference::Executor,
    future::yield_now,
    task::{self, AccessError, Spawn as _, SpawnExt as _, SpawnLocalExt as _, TaskLocalScope},
};
use static_assertions::{assert_impl_all, assert_not_impl_any};

use super::script::{Ledger, LocalScript, OnDrop, text};

assert_impl_all!(TaskLocalScope<u8, future::Ready<()>>: Send, Unpin);
assert_not_impl_any!(TaskLocalScope<Rc<u8>, future::Ready<()>>: Send);
assert_not_impl_any!(TaskLocalScope<u8, std::marker::PhantomPinned>: Unpin);
assert_impl_all!(AccessError: Send, Sync, std::error::Error);

task::task_local! {
    static NUMBER: u32;
    /// Neither `Send` nor `Clone`.
    pub(crate) static SHARED: Rc<RefCell<Vec<u32>>>;
    pub(super) inherited static NAME: String;
    inherited static COUNTED: Counted
}

/// Neither `Sync` nor `Copy`, and counts its clones.
struct Counted(Cell<u32>, Arc<AtomicUsize>);

impl Clone for Counted {
    fn clone(&self) -> Self {
        self.1.fetch_add(1, SeqCst);
        Self(self.0.clone(), Arc::clone(&self.1))
    }
}

fn poll<F: Future + Unpin>(future: &mut F) -> Poll<F::Output> {
    Pin::new(future).poll(&mut Context::from_waker(Waker::noop()))
}

fn number() -> Option<u32> {
    NUMBER.try_with(|number| *number).ok()
}

fn name() -> Option<String> {
    NAME.try_with(String::clone).ok()
}

fn run(executor: &Executor) {
    while executor.turn() > 0 {}
}

#[test]
fn is_set_inside_and_not_outside() {
    assert_eq!(number(), None);
    let mut scoped = Box::pin(NUMBER.scope(7, async {
        assert_eq!(number(), Some(7));
        yield_now().await;
        NUMBER.with(|number| *number)
    }));
    assert!(poll(&mut scoped).is_pending());
    assert_eq!(number(), None);
    assert_eq!(poll(&mut scoped), Poll::Ready(7));
    assert_eq!(number(), None);
}

#[test]
fn the_inner_one_holds_and_others_are_apart() {
    let shared = Rc::new(RefCell::new(Vec::new()));
    let note = || SHARED.with(|shared| shared.borrow_mut().push(number().unwrap()));
    let mut scoped = Box::pin(SHARED.scope(
        Rc::clone(&shared),
        NUMBER.scope(1, async {
            note();
            NUMBER
                .scope(2, async {
                    note();
                    yield_now().await;
                    note();
                })
                .await;
            note();
        }),
    ));
    assert!(poll(&mut scoped).is_pending());
    assert_eq!(number(), None);
    assert!(poll(&mut scoped).is_ready());
    assert_eq!(*shared.borrow(), [1, 2, 2, 1]);
    drop(scoped);
    assert_eq!(Rc::strong_count(&shared), 1);
}

#[test]
fn two_that_take_turns_do_not_mix() {
    async fn same(expected: u32) {
        for _ in 0..3 {
            assert_eq!(number(), Some(expected));
            yield_now().await;
        }
    }
    let (mut one, mut two) =
        (Box::pin(NUMBER.scope(1, same(1))), Box::pin(NUMBER.scope(2, same(2))));
    for _ in 0..3 {
        assert!(poll(&mut one).is_pending() && poll(&mut two).is_pending());
    }
    assert!(poll(&mut one).is_ready() && poll(&mut two).is_ready());
}

#[test]
fn with_panics_where_it_is_not_set() {
    let panic = catch_unwind(|| NUMBER.with(|_| ())).unwrap_err();
    let said = text(&*panic).unwrap();
    assert!(said.starts_with("the task-local is not set here: "), "{said}");
    assert_eq!(NUMBER.try_with(|_| ()).unwrap_err().to_string(), said);
}

#[test]
fn is_restored_by_a_panic() {
    let mut scoped = Box::pin(NUMBER.scope(1, async {
        let inner = AssertUnwindSafe(NUMBER.scope(2, async { panic!("inside") }));
        let mut inner = Box::pin(inner.0);
        assert!(catch_unwind(AssertUnwindSafe(|| poll::<Pin<Box<_>>>(&mut inner))).is_err());
        let seen = number();
        // In `with`, too.
        let caught = catch_unwind(|| NUMBER.with(|_| panic!("looking")));
        assert!(caught.is_err());
        (seen, number())
    }));
    assert_eq!(poll(&mut scoped), Poll::Ready((Some(1), Some(1))));
    assert_eq!(number(), None);
}

#[test]
fn is_set_in_the_destructor_and_dropped_after_it() {
    let ledger = Ledger::default();
    task::task_local!(
        static ENTRY: (super::script::Entry, Ledger);
    );
    let seen = Cell::new(None);
    let scoped = ENTRY.scope((ledger.entry(), ledger.clone()), async {
        let _guard = OnDrop(|| seen.set(ENTRY.try_with(|(_, ledger)| ledger.dropped()).ok()));
        future::pending::<()>().await;
    });
    let mut scoped = Box::pin(scoped);
    assert!(poll(&mut scoped).is_pending());
    drop(scoped);
    assert_eq!((seen.get(), ledger.dropped()), (Some(0), 1));
    assert!(ENTRY.try_with(|_| ()).is_err());
    // One that was never polled.
    drop(ENTRY.scope((ledger.entry(), ledger.clone()), future::pending::<()>()));
    assert_eq!(ledger.dropped(), 2);
}

#[test]
fn is_not_set_while_it_is_looked_at() {
    let mut scoped = Box::pin(NUMBER.scope(1, async {
        NUMBER.with(|one| {
            let mut inner = Box::pin(NUMBER.scope(2, async { number() }));
            let panic = catch_unwind(AssertUnwindSafe(|| poll(&mut inner))).unwrap_err();
            assert!(text(&*panic).unwrap().contains("leave `with` before polling"));
            // Dropped without: not a second panic.
            drop(inner);
            *one
        })
    }));
    assert_eq!(poll(&mut scoped), Poll::Ready(1));
}

#[test]
fn goes_with_the_future_to_other_threads() {
    let mut scoped = Box::pin(NUMBER.scope(7, async {
        for _ in 0..4 {
            assert_eq!(number(), Some(7));
            yield_now().await;
        }
    }));
    for _ in 0..4 {
        let polled = thread::spawn(move || {
            assert!(poll(&mut scoped).is_pending());
            assert_eq!(number(), None);
            scoped
        });
        scoped = polled.join().unwrap();
    }
    assert!(poll(&mut scoped).is_ready());
}

#[test]
fn only_inherited_ones_are_inherited() {
    let (executor, script) = (Executor::new(), LocalScript::default());
    let spawner = executor.spawner();
    let mut scoped = Box::pin(NUMBER.scope(
        1,
        NAME.scope("a".to_owned(), async {
            let child = spawner.spawn({
                let spawner = spawner.clone();
                async move {
                    assert_eq!((number(), name().as_deref()), (None, Some("a")));
                    yield_now().await;
                    assert_eq!(name().as_deref(), Some("a"));
                    // And on to the grandchild, from an inner scope.
                    NAME.scope("b".to_owned(), async { spawner.spawn(async { name() }) })
                        .await
                        .unwrap()
                        .await
                        .unwrap()
                }
            });
            let local = script.spawn_local(async { (number(), name()) });
            (child.unwrap(), local.unwrap())
        }),
    ));
    let Poll::Ready((mut child, mut local)) = poll(&mut scoped) else { panic!("it never waits") };
    drop(scoped);
    run(&executor);
    assert!(poll(&mut script.task()).is_ready());
    let Poll::Ready(Ok(grandchild)) = poll(&mut child) else { panic!("it has ended") };
    assert_eq!(grandchild.as_deref(), Some("b"));
    let Poll::Ready(Ok((number, name))) = poll(&mut local) else { panic!("it has ended") };
    assert_eq!((number, name.as_deref()), (None, Some("a")));
    assert_eq!(self::name(), None);
    // A task from outside inherits nothing, though one is set where it is polled.
    let mut bare = executor.spawner().spawn(async { self::name() }).unwrap();
    run(&executor);
    assert!(matches!(poll(&mut bare), Poll::Ready(Ok(None))));
}

#[test]
fn each_task_has_one_clone_of_its_own() {
    let executor = Executor::new();
    let spawner = executor.spawner();
    let clones = Arc::new(AtomicUsize::new(0));
    let counted = Counted(Cell::new(1), Arc::clone(&clones));
    let mut scoped = Box::pin(COUNTED.scope(
        counted,
        COUNTED.scope(Counted(Cell::new(2), Arc::clone(&clones)), async {
            let seen = || COUNTED.with(|counted| counted.0.replace(9));
            let children =
                [spawner.spawn(async move { seen() }), spawner.spawn(async move { seen() })];
            spawner.spawn_detached(async { assert!(COUNTED.try_with(|_| ()).is_err()) }).unwrap();
            let own = seen();
            (children.map(Result::unwrap), own)
        }),
    ));
    let Poll::Ready((children, own)) = poll(&mut scoped) else { panic!("it never waits") };
    assert_eq!((own, clones.load(SeqCst)), (2, 2));
    run(&executor);
    for mut child in children {
        assert!(matches!(poll(&mut child), Poll::Ready(Ok(2))));
    }
    drop(scoped);
    assert_eq!(Arc::strong_count(&clones), 1, "no value is left");
}

#[test]
fn inherited_is_set_in_the_destructor_of_the_task() {
    let executor = Executor::new();
    let spawner = executor.spawner();
    let (sender, receiver) = std::sync::mpsc::channel();
    let mut scoped = Box::pin(NAME.scope("a".to_owned(), async {
        spawner.spawn(async move {
            let _guard = OnDrop(move || sender.send(name()).unwrap());
            future::pending::<()>().await;
        })
    }));
    assert!(matches!(poll(&mut scoped), Poll::Ready(Ok(_detached))));
    drop(scoped);
    run(&executor);
    drop(executor);
    assert_eq!(receiver.try_recv().unwrap().as_deref(), Some("a"));
    assert_eq!(name(), None);
}

#[test]
fn a_panic_of_the_task_leaves_nothing_set() {
    let executor = Executor::new();
    let spawner = executor.spawner();
    let mut scoped = Box::pin(
        NAME.scope("a".to_owned(), async { spawner.spawn(async { panic!("in a task") }) }),
    );
    let Poll::Ready(Ok(mut handle)) = poll(&mut scoped) else { panic!("it never waits") };
    drop(scoped);
    run(&executor);
    let joined: Poll<Result<(), _>> = poll(&mut handle);
    assert!(matches!(joined, Poll::Ready(Err(error)) if error.is_panic()));
    assert_eq!(name(), None);
    let mut after = spawner.spawn(async { name() }).unwrap();
    run(&executor);
    assert!(matches!(poll(&mut after), Poll::Ready(Ok(None))));
}

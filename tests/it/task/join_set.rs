//! A set of tasks, polled by hand.

use std::{
    future::{self, Future as _},
    pin::{Pin, pin},
    sync::Arc,
    task::{Context, Poll, Waker},
    thread,
};

use async_interop::{
    stream::Stream as _,
    task::{JoinError, JoinSet, SpawnErrorKind, SpawnExt as _},
};
use static_assertions::{assert_impl_all, assert_not_impl_any};

use super::script::{Ledger, LocalScript, OnSpawn, Script, Wakes};

assert_impl_all!(JoinSet<u8>: Send, Sync, Unpin);
assert_impl_all!(JoinSet<std::marker::PhantomPinned>: Unpin);
assert_not_impl_any!(JoinSet<std::rc::Rc<u8>>: Send, Sync);

#[track_caller]
fn expect(polled: Poll<Option<Result<u32, JoinError>>>, number: u32) {
    match polled {
        Poll::Ready(Some(Ok(output))) => assert_eq!(output, number),
        other => panic!("expected {number}, got {other:?}"),
    }
}

#[test]
fn joins_in_the_order_of_the_ends() {
    let (script, wakes, mut set) = (Script::default(), Wakes::new(), JoinSet::new());
    for number in 0..3 {
        set.spawn(&script, async move { number }).unwrap();
    }
    let mut tasks: Vec<_> = (0..3).map(|_| script.task()).collect();
    assert!(wakes.poll(&mut set.join_next()).is_pending());
    assert_eq!((set.len(), set.size_hint()), (3, (3, Some(3))));
    for number in [2, 0] {
        assert!(Wakes::new().poll(&mut tasks[number]).is_ready());
    }
    // The second end finds nobody to wake: the first wake is still to be answered.
    assert_eq!(wakes.count(), 1);
    expect(wakes.poll(&mut set.join_next()), 2);
    expect(wakes.poll(&mut set.join_next()), 0);
    assert!(wakes.poll(&mut set.join_next()).is_pending());
    assert!(Wakes::new().poll(&mut tasks[1]).is_ready());
    assert_eq!(wakes.count(), 2);
    expect(wakes.poll(&mut set.join_next()), 1);
    assert!(matches!(wakes.poll(&mut set.join_next()), Poll::Ready(None)));
    assert!(set.is_empty());
    drop(set);
    assert_eq!(wakes.live(), 0);
}

#[test]
fn is_a_stream_that_goes_on() {
    let (script, wakes, mut set) = (Script::default(), Wakes::new(), JoinSet::new());
    let waker = wakes.waker();
    let mut cx = Context::from_waker(&waker);
    for number in 0..3 {
        assert!(matches!(Pin::new(&mut set).poll_next(&mut cx), Poll::Ready(None)));
        set.spawn(&script, async move { number }).unwrap();
        assert!(Pin::new(&mut set).poll_next(&mut cx).is_pending());
        assert!(Wakes::new().poll(&mut script.task()).is_ready());
        expect(Pin::new(&mut set).poll_next(&mut cx), number);
    }
}

#[test]
fn a_task_put_in_meanwhile_is_looked_at_by_the_next_poll() {
    let (script, wakes, mut set) = (Script::default(), Wakes::new(), JoinSet::new());
    set.spawn(&script, future::pending()).unwrap();
    assert!(wakes.poll(&mut set.join_next()).is_pending());
    // Ended before it is put in.
    let handle = script.spawn(async { 7 }).unwrap();
    let _pending = script.task();
    assert!(Wakes::new().poll(&mut script.task()).is_ready());
    set.extend([handle]);
    assert_eq!(wakes.count(), 0);
    expect(wakes.poll(&mut set.join_next()), 7);
}

#[test]
fn wakes_the_newest_waker_only() {
    let (script, mut set) = (Script::default(), JoinSet::new());
    let (old, new) = (Wakes::new(), Wakes::new());
    set.spawn(&script, async { 7 }).unwrap();
    assert!(old.poll(&mut set.join_next()).is_pending());
    assert!(new.poll(&mut set.join_next()).is_pending());
    let clones = new.clones();
    assert!(new.poll(&mut set.join_next()).is_pending());
    assert_eq!((new.clones(), old.live()), (clones, 0), "the same waker is not cloned again");
    assert!(Wakes::new().poll(&mut script.task()).is_ready());
    assert_eq!((old.count(), new.count()), (0, 1));
}

#[test]
fn dropping_the_set_aborts_all() {
    let (script, ledger, mut set) = (Script::default(), Ledger::default(), JoinSet::new());
    for _ in 0..3 {
        let entry = ledger.entry();
        set.spawn(&script, async move {
            future::pending::<()>().await;
            drop(entry);
        })
        .unwrap();
    }
    let mut tasks: Vec<_> = (0..3).map(|_| script.task()).collect();
    let wakes = Wakes::new();
    assert!(wakes.poll(&mut set.join_next()).is_pending());
    tasks.iter_mut().for_each(|task| assert!(wakes.poll(task).is_pending()));
    drop(set);
    assert_eq!((wakes.count(), ledger.dropped()), (3, 0), "the executor drops the futures");
    tasks.iter_mut().for_each(|task| assert!(wakes.poll(task).is_ready()));
    assert_eq!(ledger.dropped(), 3);
    drop(tasks);
    assert_eq!(wakes.live(), 0);
}

#[test]
fn aborted_and_detached_tasks() {
    let (script, wakes, mut set) = (Script::default(), Wakes::new(), JoinSet::new());
    let first = set.spawn(&script, async { 1 }).unwrap();
    set.spawn(&script, async { 2 }).unwrap();
    first.abort();
    let mut tasks = [script.task(), script.task()];
    tasks.iter_mut().for_each(|task| assert!(wakes.poll(task).is_ready()));
    let Poll::Ready(Some(Err(error))) = wakes.poll(&mut set.join_next()) else {
        panic!("the first one was aborted");
    };
    assert!(error.is_cancelled());
    expect(wakes.poll(&mut set.join_next()), 2);

    let handles = [script.spawn(async { 3 }).unwrap(), script.spawn(async { 4 }).unwrap()];
    let mut set: JoinSet<u32> = handles.into_iter().collect();
    set.abort_all();
    assert_eq!(set.len(), 2);
    assert!(wakes.poll(&mut script.task()).is_ready());
    assert!(matches!(wakes.poll(&mut set.join_next()), Poll::Ready(Some(Err(_)))));

    let ledger = Ledger::default();
    let mut set = JoinSet::new();
    let entry = ledger.entry();
    set.spawn(&script, async move { entry }).unwrap();
    let _aborted = script.task();
    set.detach_all();
    assert!(set.is_empty());
    // What was queued for the one that left is not taken for the next one's.
    assert!(matches!(wakes.poll(&mut set.join_next()), Poll::Ready(None)));
    let mut task = script.task();
    assert!(wakes.poll(&mut task).is_ready());
    drop(set);
    assert_eq!(ledger.dropped(), 1, "it ran, and nobody took its output");
}

#[test]
fn a_stale_wake_after_detaching_is_harmless() {
    let (script, wakes, mut set) = (Script::default(), Wakes::new(), JoinSet::new());
    (0..3).for_each(|number| drop(set.spawn(&script, async move { number })));
    set.detach_all();
    let mut old: Vec<_> = (0..3).map(|_| script.task()).collect();
    set.spawn(&script, async { 7 }).unwrap();
    old.iter_mut().for_each(|task| assert!(wakes.poll(task).is_ready()));
    assert!(wakes.poll(&mut set.join_next()).is_pending());
    assert!(wakes.poll(&mut script.task()).is_ready());
    expect(wakes.poll(&mut set.join_next()), 7);
}

#[test]
fn panics_are_results() {
    let (script, wakes, mut set) = (Script::default(), Wakes::new(), JoinSet::new());
    set.spawn(&script, async { panic!("in the set") }).unwrap();
    assert!(wakes.poll(&mut script.task()).is_ready());
    let joined: Poll<Option<Result<(), _>>> = wakes.poll(&mut set.join_next());
    let Poll::Ready(Some(Err(error))) = joined else { panic!("the task panicked") };
    assert_eq!(error.to_string(), "the task panicked: in the set");
}

#[test]
fn a_refused_task_is_not_in_the_set() {
    let (script, mut set) = (Script::default(), JoinSet::new());
    script.on_spawn.set(OnSpawn::GiveBack);
    let error = set.spawn(&script, async { 7 }).unwrap_err();
    assert_eq!(error.kind(), SpawnErrorKind::Full);
    assert!(error.into_task().is_some());
    assert!(set.is_empty());
}

#[test]
fn local_tasks() {
    let (script, wakes, mut set) = (LocalScript::default(), Wakes::new(), JoinSet::new());
    let shared = std::rc::Rc::new(7);
    let in_task = std::rc::Rc::clone(&shared);
    set.spawn_local(&script, async move { in_task }).unwrap();
    assert!(wakes.poll(&mut script.task()).is_ready());
    let Poll::Ready(Some(Ok(output))) = wakes.poll(&mut set.join_next()) else {
        panic!("the task has returned");
    };
    assert!(std::rc::Rc::ptr_eq(&output, &shared));
}

#[test]
fn only_woken_tasks_are_looked_at() {
    const TASKS: usize = 1000;
    let (script, wakes, mut set) = (Script::default(), Wakes::new(), JoinSet::new());
    for number in 0..TASKS {
        set.spawn(&script, async move { number }).unwrap();
    }
    assert!(wakes.poll(&mut set.join_next()).is_pending());
    let mut tasks: Vec<_> = (0..TASKS).map(|_| script.task()).collect();
    // In reverse, each joined at once: none is looked for among the others.
    while let Some(mut task) = tasks.pop() {
        assert!(Wakes::new().poll(&mut task).is_ready());
        let polled = wakes.poll(&mut set.join_next());
        assert!(matches!(polled, Poll::Ready(Some(Ok(number))) if number == tasks.len()));
    }
    assert!(set.is_empty());
}

#[test]
fn ends_on_other_threads_are_not_lost() {
    const TASKS: usize = 200;
    let (script, mut set) = (Script::default(), JoinSet::new());
    for number in 0..TASKS {
        set.spawn(&script, async move { number }).unwrap();
    }
    let mut tasks: Vec<_> = (0..TASKS).map(|_| script.task()).collect();
    let (first, second) = (tasks.split_off(TASKS / 2), tasks);
    let start = Arc::new(std::sync::Barrier::new(3));
    let threads = [first, second].map(|tasks| {
        let start = Arc::clone(&start);
        thread::spawn(move || {
            start.wait();
            for task in tasks {
                assert!(pin!(task).poll(&mut Context::from_waker(Waker::noop())).is_ready());
            }
        })
    });
    start.wait();
    let mut joined: Vec<_> = futures::executor::block_on(async {
        let mut joined = Vec::new();
        while let Some(output) = set.join_next().await {
            joined.push(output.unwrap());
        }
        joined
    });
    threads.into_iter().for_each(|thread| thread.join().unwrap());
    joined.sort_unstable();
    assert_eq!(joined, (0..TASKS).collect::<Vec<_>>());
}

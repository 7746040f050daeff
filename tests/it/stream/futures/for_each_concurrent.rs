use std::{
    cell::Cell,
    future::ready,
    task::Poll::{Pending, Ready},
};

use async_interop::stream::{self, StreamExt};

use crate::stream::support::{End, Gates, Item, Script, Task, Wait};

#[test]
fn as_many_run_as_there_is_room_for() {
    let gates = Gates::new();
    let script = Script::new([Item(0), Item(1), Item(2), Wait, Item(3), End]);
    let ledger = script.ledger();
    let mut all = Box::pin(script.for_each_concurrent(2, async |n| _ = gates.pass(n).await));
    let task = Task::new();
    assert_eq!(task.poll(&mut all), Pending);
    assert_eq!((ledger.polls(), gates.polls()), (2, [1, 1].into()));
    gates.open(1);
    assert_eq!(task.wakes(), 1);
    assert_eq!(task.poll(&mut all), Pending);
    assert_eq!((ledger.polls(), gates.polls()), (3, [1, 2, 1].into()), "one place was free");
    gates.open(2);
    assert_eq!(task.poll(&mut all), Pending);
    assert_eq!((ledger.polls(), gates.polls()), (4, [1, 2, 2].into()), "the stream waits");
    gates.open(0);
    gates.open(3);
    assert_eq!(task.poll(&mut all), Ready(()));
    assert_eq!(ledger.polls_after_end(), 0);
    assert_eq!(task.poll(&mut all), Ready(()));
    assert_eq!(ledger.polls_after_end(), 0);
}

#[test]
fn stream_works_on_while_there_is_no_room() {
    let gates = Gates::new();
    let script = Script::of([0, 1]);
    let ledger = script.ledger();
    ledger.set_work(1);
    let mut all = Box::pin(script.for_each_concurrent(1, async |n| _ = gates.pass(n).await));
    let task = Task::new();
    assert_eq!(task.poll(&mut all), Pending);
    assert_eq!((ledger.polls(), ledger.progress()), (1, 1));
    assert!(ledger.wake());
    assert_eq!(task.wakes(), 1);
}

#[test]
fn stream_is_asked_once_while_it_waits() {
    let script = Script::new((0..10).map(Item).chain([Wait, End]));
    let ledger = script.ledger();
    let mut all = script.for_each_concurrent(usize::MAX, |_: u8| ready(()));
    let task = Task::new();
    assert_eq!(task.poll(&mut all), Pending);
    assert_eq!(ledger.polls(), 11, "not once for each that is ready");
    assert_eq!(task.poll(&mut all), Ready(()));
}

#[test]
fn always_ready_stream_and_bodies_give_others_a_turn() {
    let runs = Cell::new(0);
    for limit in [1, 2, usize::MAX] {
        let mut endless = stream::repeat(()).for_each_concurrent(limit, |()| {
            runs.set(runs.get() + 1);
            assert!(runs.get() < 10_000, "it never returns");
            ready(())
        });
        let task = Task::new();
        for _ in 0..10 {
            let (before, wakes) = (runs.get(), task.wakes());
            assert_eq!(task.poll(&mut endless), Pending);
            assert!(task.wakes() > wakes, "it wakes itself");
            assert!((1..=256).contains(&(runs.get() - before)), "{}", runs.get() - before);
        }
    }
}

#[test]
fn borrowed_stream_keeps_the_rest() {
    let mut script = Script::of([1, 2, 3]);
    {
        let mut all = (&mut script).for_each_concurrent(2, |_| std::future::pending());
        assert_eq!(Task::new().poll(&mut all), Pending);
    }
    assert_eq!(Task::new().next(&mut script), Ready(Some(3)));
}

#[test]
#[should_panic(expected = "`usize::MAX` for no limit")]
fn no_room_is_refused() {
    drop(Script::of([1]).for_each_concurrent(0, |_| ready(())));
}

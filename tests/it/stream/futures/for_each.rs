use std::{
    cell::{Cell, RefCell},
    future,
    pin::Pin,
    task::Poll::{Pending, Ready},
};

use async_interop::stream::{self, Stream, StreamExt};

use crate::stream::support::{End, Item, Panic, Script, Task, Wait};

#[test]
fn items_run_one_after_the_other() {
    let body = RefCell::new(Script::new([Wait, Item(()), Item(()), Wait, Wait, Item(())]));
    let log = RefCell::new(Vec::new());
    let script = Script::new([Item('a'), Wait, Item('b'), Item('c'), End]);
    let ledger = script.ledger();
    let mut all = Box::pin(script.for_each(async |item| {
        log.borrow_mut().push((item, "begins"));
        future::poll_fn(|cx| Pin::new(&mut *body.borrow_mut()).poll_next(cx)).await;
        log.borrow_mut().push((item, "ends"));
    }));
    let task = Task::new();
    let polls: Vec<_> = (0..5).map(|_| (task.poll(&mut all), ledger.polls())).collect();
    // The body waits; the stream waits; the body waits twice, and no item is taken meanwhile.
    assert_eq!(polls, [(Pending, 1), (Pending, 2), (Pending, 4), (Pending, 4), (Ready(()), 5)]);
    let runs = ['a', 'b', 'c'].into_iter().flat_map(|item| [(item, "begins"), (item, "ends")]);
    assert_eq!(*log.borrow(), runs.collect::<Vec<_>>());
}

#[test]
fn stream_works_on_while_the_body_waits() {
    let script = Script::of([1, 2]);
    let ledger = script.ledger();
    let gate = Cell::new(false);
    let body = |_| future::poll_fn(|_| if gate.take() { Ready(()) } else { Pending });
    let mut all = script.for_each(body);
    let task = Task::new();

    ledger.set_work(1);
    assert_eq!(task.poll(&mut all), Pending);
    assert_eq!(ledger.progress(), 1);
    assert!(ledger.wake(), "the stream wakes the task");
    assert_eq!(task.wakes(), 1);
    assert_eq!(task.poll(&mut all), Pending);
    assert_eq!(ledger.progress(), 2);
    assert_eq!(task.poll(&mut all), Pending);
    assert_eq!(ledger.progress(), 2, "it has nothing to do until the next item");
    assert_eq!(ledger.polls(), 1, "no item is taken meanwhile");

    ledger.set_work(1);
    gate.set(true);
    assert_eq!(task.poll(&mut all), Pending, "in the body of the second item");
    assert_eq!((ledger.polls(), ledger.progress()), (2, 3), "there may be work again");

    gate.set(true);
    assert_eq!(task.poll(&mut all), Ready(()));
}

#[test]
fn stream_is_not_asked_to_work_on_while_no_body_waits() {
    let script = Script::new([Item(1), Wait, Item(2), End]);
    let ledger = script.ledger();
    let mut all = script.for_each(|_| future::ready(()));
    let task = Task::new();
    assert_eq!(task.poll(&mut all), Pending);
    assert_eq!(task.poll(&mut all), Ready(()));
    assert_eq!(ledger.progress(), 0);
}

#[test]
fn always_ready_stream_and_body_give_others_a_turn() {
    let runs = Cell::new(0);
    let mut endless = stream::poll_fn(|_| Ready(Some(()))).for_each(|()| {
        runs.set(runs.get() + 1);
        assert!(runs.get() < 10_000, "it never returns");
        future::ready(())
    });
    let task = Task::new();
    for polls in 1..=10 {
        let before = runs.get();
        assert_eq!(task.poll(&mut endless), Pending);
        assert_eq!(task.wakes(), polls, "it wakes itself, once");
        assert!((1..=256).contains(&(runs.get() - before)), "{}", runs.get() - before);
    }
}

#[test]
fn polled_again_when_done_it_leaves_the_stream_alone() {
    let script = Script::new([End, Panic]);
    let ledger = script.ledger();
    let mut all = script.for_each(|()| future::ready(()));
    let task = Task::new();
    assert_eq!(task.poll(&mut all), Ready(()));
    assert_eq!(task.poll(&mut all), Ready(()));
    assert_eq!(ledger.polls_after_end(), 0);
}

#[test]
fn borrowed_stream_keeps_the_rest() {
    let mut script = Script::of([1, 2, 3]);
    {
        let mut all = (&mut script).for_each(|_| future::pending());
        assert_eq!(Task::new().poll(&mut all), Pending);
    }
    assert_eq!(Task::new().next(&mut script), Ready(Some(2)));
}

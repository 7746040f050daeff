//! `try_for_each` and `try_next`.

use std::{
    cell::RefCell,
    future::ready,
    task::Poll::{Pending, Ready},
};

use async_interop::stream::{self, StreamExt};

use crate::stream::support::{End, Gate, Item, Panic, Script, Task, Wait};

#[test]
fn values_run_one_after_the_other() {
    let gate = Gate::new();
    let script = Script::new([Item(Ok::<_, ()>(1)), Wait, Item(Ok(2)), End, Panic]);
    let ledger = script.ledger();
    let log = RefCell::new(Vec::new());
    let mut all = Box::pin(script.try_for_each(async |n| {
        gate.pass(()).await;
        log.borrow_mut().push(n);
        Ok(())
    }));
    let task = Task::new();
    assert_eq!(task.poll(&mut all), Pending);
    assert_eq!((ledger.polls(), ledger.progress()), (1, 1), "the stream works on meanwhile");
    gate.open(2);
    assert_eq!(task.poll(&mut all), Pending);
    assert_eq!(task.poll(&mut all), Ready(Ok(())));
    assert_eq!(*log.borrow(), [1, 2]);
    assert_eq!(task.poll(&mut all), Ready(Ok(())));
    assert_eq!(ledger.polls_after_end(), 0);
}

#[test]
fn first_error_is_returned_at_once() {
    let mut script = Script::of([Ok(1), Err("item"), Ok(2), Ok(3)]);
    let task = Task::new();
    let mut all = (&mut script).try_for_each(|_| ready(Ok(())));
    assert_eq!(task.poll(&mut all), Ready(Err("item")));
    let mut all = (&mut script).try_for_each(|_| ready(Err("body")));
    assert_eq!(task.poll(&mut all), Ready(Err("body")));
    assert_eq!(task.next(&mut script), Ready(Some(Ok(3))), "what follows is still there");
}

#[test]
fn always_ready_stream_gives_others_a_turn() {
    let task = Task::new();
    let mut all = stream::repeat(Ok::<_, ()>(())).try_for_each(|()| ready(Ok(())));
    for polls in 1..=10 {
        assert_eq!(task.poll(&mut all), Pending);
        assert_eq!(task.wakes(), polls, "it wakes itself, once");
    }
}

#[test]
fn try_next_has_the_result_outside() {
    let mut script = Script::new([Item(Ok(1)), Wait, Item(Err("failed")), Item(Ok(2)), End]);
    let task = Task::new();
    assert_eq!(task.poll(&mut script.try_next()), Ready(Ok(Some(1))));
    assert_eq!(task.poll(&mut script.try_next()), Pending, "and dropped, which loses nothing");
    assert_eq!(task.poll(&mut script.try_next()), Ready(Err("failed")));
    assert_eq!(task.poll(&mut script.try_next()), Ready(Ok(Some(2))), "it goes on");
    assert_eq!(task.poll(&mut script.try_next()), Ready(Ok(None)));
}

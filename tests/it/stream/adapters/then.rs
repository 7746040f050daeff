use std::{
    future,
    task::Poll::{Pending, Ready},
};

use async_interop::stream::{FusedStream, Stream, StreamExt};

use crate::stream::support::{End, Gate, Item, Script, Task, Wait};

#[test]
fn next_item_is_taken_when_the_future_is_ready() {
    let script = Script::new([Item(1), Item(2), Wait, End]);
    let ledger = script.ledger();
    let gate = Gate::new();
    let mut stream = Box::pin(script.then(|n| gate.pass(n * 10)));
    let task = Task::new();
    assert_eq!(task.next(&mut stream), Pending);
    assert_eq!(stream.size_hint(), (2, Some(2)), "one of them is in flight");
    assert_eq!(task.next(&mut stream), Pending);
    assert_eq!(ledger.polls(), 1);
    gate.open(1);
    assert_eq!(task.wakes(), 1);
    assert_eq!(task.next(&mut stream), Ready(Some(10)));
    assert_eq!(ledger.polls(), 1);
    assert_eq!(task.next(&mut stream), Pending);
    assert_eq!(stream.size_hint(), (1, Some(1)));
    gate.open(1);
    assert_eq!(task.next(&mut stream), Ready(Some(20)));
    assert_eq!(task.next(&mut stream), Pending);
    assert!(!stream.is_terminated());
    assert_eq!(task.next(&mut stream), Ready(None));
    assert!(stream.is_terminated());
}

#[test]
fn progress_drives_the_future_and_keeps_its_output() {
    let script = Script::of([1, 2]);
    let ledger = script.ledger();
    let gate = Gate::new();
    let mut stream = Box::pin(script.then(|n| gate.pass(n)));
    let task = Task::new();
    assert_eq!(task.progress(&mut stream), Ready(()));
    assert_eq!(task.next(&mut stream), Pending);
    assert_eq!(task.progress(&mut stream), Pending);
    gate.open(1);
    assert_eq!(task.progress(&mut stream), Ready(()));
    assert_eq!(stream.size_hint(), (2, Some(2)), "the output still counts");
    assert_eq!(ledger.polls(), 1, "and no other item was taken");
    assert_eq!(task.next(&mut stream), Ready(Some(1)));
}

#[test]
fn inner_works_on_while_the_future_waits() {
    let script = Script::of([1]);
    let ledger = script.ledger();
    ledger.set_work(1);
    let mut stream = script.then(|_| future::pending::<()>());
    let task = Task::new();
    assert_eq!(task.next(&mut stream), Pending);
    assert_eq!(ledger.progress(), 1, "whoever waits in `next` cannot do it");
    assert!(ledger.wake());
    assert_eq!(task.wakes(), 1);
}

#[test]
fn progress_reaches_the_inner_stream_though_the_future_waits() {
    let script = Script::of([1]);
    let ledger = script.ledger();
    let gate = Gate::new();
    let mut stream = Box::pin(script.then(|n| gate.pass(n)));
    let task = Task::new();
    assert_eq!(task.next(&mut stream), Pending);
    let before = ledger.progress();
    ledger.set_work(1);
    gate.open(1);
    assert_eq!(task.progress(&mut stream), Pending, "the future is done, the stream is not");
    assert_eq!(ledger.progress(), before + 1);
    assert_eq!(task.progress(&mut stream), Ready(()));
}

use std::{
    cell::Cell,
    future::{self, ready},
    task::Poll::{Pending, Ready},
};

use async_interop::stream::{self, FusedStream, Stream, StreamExt};

use crate::stream::support::{End, Gate, Item, Script, Task, Wait};

#[test]
fn what_its_future_refuses_is_passed_over() {
    let gate = Gate::new();
    let even = async |n| {
        gate.pass(()).await;
        (n % 2 == 0).then_some(n * 10)
    };
    let script = Script::new([Item(1), Item(2), Wait, Item(4), End]);
    let mut stream = Box::pin(script.filter_map(even));
    let task = Task::new();
    assert_eq!(task.next(&mut stream), Pending);
    assert_eq!(stream.size_hint(), (0, Some(3)), "one of them is in flight");
    gate.open(2);
    assert_eq!(task.next(&mut stream), Ready(Some(20)));
    assert_eq!(task.next(&mut stream), Pending);
    gate.open(1);
    assert_eq!(task.next(&mut stream), Ready(Some(40)));
    assert_eq!(task.next(&mut stream), Ready(None));
    assert!(stream.is_terminated());
    assert_eq!(stream.size_hint(), (0, Some(0)));
}

#[test]
fn refusal_that_progress_found_is_passed_over() {
    let gate = Gate::new();
    let script = Script::of([1, 2]);
    let ledger = script.ledger();
    let mut stream = Box::pin(script.filter_map(|n| gate.pass((n == 2).then_some(n))));
    let task = Task::new();
    assert_eq!(task.next(&mut stream), Pending);
    gate.open(2);
    assert_eq!(task.progress(&mut stream), Ready(()));
    assert_eq!(ledger.polls(), 1);
    assert_eq!(task.next(&mut stream), Ready(Some(2)));
}

#[test]
fn inner_works_on_while_the_future_waits() {
    let script = Script::of([1]);
    let ledger = script.ledger();
    ledger.set_work(1);
    let mut stream = script.filter_map(|_| future::pending::<Option<()>>());
    assert_eq!(Task::new().next(&mut stream), Pending);
    assert_eq!(ledger.progress(), 1);
}

#[test]
fn always_ready_inner_that_is_refused_gives_others_a_turn() {
    let taken = Cell::new(0);
    let endless = stream::repeat_with(|| {
        taken.set(taken.get() + 1);
        assert!(taken.get() < 10_000, "it never returns");
    });
    let mut none = endless.filter_map(|()| ready(None::<()>));
    let task = Task::new();
    for polls in 1..=10 {
        let before = taken.get();
        assert_eq!(task.next(&mut none), Pending);
        assert_eq!(task.wakes(), polls, "it wakes itself, once");
        assert!((1..=256).contains(&(taken.get() - before)), "{}", taken.get() - before);
    }
}

use std::task::Poll::{Pending, Ready};

use async_interop::stream::{self, FusedStream, Stream, StreamExt};

use crate::stream::support::{End, Gate, Gates, Item, Script, Task, Wait};

#[test]
fn outputs_come_in_the_order_of_the_items() {
    let gates = Gates::new();
    let script = Script::of(0..4);
    let ledger = script.ledger();
    let mut stream = script.map(|n| gates.pass(n)).buffered(2);
    let task = Task::new();
    assert_eq!(task.next(&mut stream), Pending);
    assert_eq!((ledger.polls(), gates.polls()), (2, [1, 1].into()), "two of them run");
    assert_eq!(stream.size_hint(), (4, Some(4)));

    gates.open(1);
    assert_eq!(task.wakes(), 1);
    assert_eq!(task.next(&mut stream), Pending, "the first one is not there yet");
    assert_eq!(gates.polls(), [1, 2], "only the one that was woken is polled");
    assert_eq!(ledger.polls(), 2, "an output that waits keeps its place");
    assert_eq!(stream.size_hint(), (4, Some(4)));

    gates.open(0);
    assert_eq!(task.next(&mut stream), Ready(Some(0)));
    assert_eq!(task.next(&mut stream), Ready(Some(1)));
    assert_eq!(ledger.polls(), 3, "one place was free");
    assert_eq!(stream.size_hint(), (2, Some(2)));
    gates.open(2);
    gates.open(3);
    assert_eq!(task.next(&mut stream), Ready(Some(2)));
    assert!(!stream.is_terminated());
    assert_eq!(task.next(&mut stream), Ready(Some(3)));
    assert_eq!(task.next(&mut stream), Ready(None));
    assert!(stream.is_terminated());
    assert_eq!(ledger.polls_after_end(), 0);
}

#[test]
fn progress_drives_all_that_run_and_begins_none() {
    let gates = Gates::new();
    let script = Script::of(0..4);
    let ledger = script.ledger();
    let mut stream = script.map(|n| gates.pass(n)).buffered(2);
    let task = Task::new();
    assert_eq!(task.progress(&mut stream), Ready(()), "nothing has begun");
    assert_eq!(ledger.polls(), 0);
    assert_eq!(task.next(&mut stream), Pending);
    assert_eq!(task.progress(&mut stream), Pending);
    gates.open(1);
    assert_eq!(task.progress(&mut stream), Pending);
    gates.open(0);
    assert_eq!(task.progress(&mut stream), Ready(()));
    assert_eq!(task.progress(&mut stream), Ready(()));
    assert_eq!(ledger.polls(), 2);
    assert_eq!(stream.size_hint(), (4, Some(4)), "outputs that are kept count");
    assert_eq!(task.next(&mut stream), Ready(Some(0)));
    assert_eq!(task.next(&mut stream), Ready(Some(1)));
}

#[test]
fn inner_works_on_while_there_is_no_room() {
    let gate = Gate::new();
    let script = Script::of([1, 2]);
    let ledger = script.ledger();
    let mut stream = script.map(|n| gate.pass(n)).buffered(1);
    let task = Task::new();
    ledger.set_work(1);
    assert_eq!(task.next(&mut stream), Pending);
    assert_eq!((ledger.polls(), ledger.progress()), (1, 1));
    assert!(ledger.wake());
    assert_eq!(task.wakes(), 1);
}

#[test]
fn stream_that_waits_does_not_stop_what_runs() {
    let gate = Gate::new();
    let mut stream = Script::new([Item(1), Wait, End]).map(|n| gate.pass(n)).buffered(8);
    let task = Task::new();
    assert_eq!(task.next(&mut stream), Pending);
    gate.open(1);
    assert_eq!(task.wakes(), 1);
    assert_eq!(task.next(&mut stream), Ready(Some(1)));
    assert_eq!(task.next(&mut stream), Ready(None));
}

#[test]
fn always_ready_inner_without_a_limit_gives_others_a_turn() {
    let gates = Gates::new();
    let mut stream = stream::iter(0..).map(|n| gates.pass(n)).buffered(usize::MAX);
    let task = Task::new();
    assert_eq!(task.next(&mut stream), Pending);
    assert_eq!(task.wakes(), 1, "it wakes itself");
    let begun = gates.polls().len();
    assert!((1..=256).contains(&begun), "{begun} have begun");
    gates.open(0);
    assert_eq!(task.next(&mut stream), Ready(Some(0)), "although more and more items come");
}

#[test]
fn many_come_in_order() {
    let mut stream = stream::iter(0..2_000).map(std::future::ready).buffered(1_000);
    let items = Task::new().finish(&mut (&mut stream).collect::<Vec<_>>());
    assert_eq!(items, (0..2_000).collect::<Vec<_>>());
}

#[test]
#[should_panic(expected = "`buffered` was given room for 0 futures and would never start one")]
fn no_room_is_refused() {
    let _ = Script::of([1]).map(std::future::ready).buffered(0);
}

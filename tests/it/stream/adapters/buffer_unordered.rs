use std::task::Poll::{Pending, Ready};

use async_interop::stream::{self, FusedStream, Stream, StreamExt};

use crate::stream::support::{End, Gate, Gates, Item, Script, Task, Wait};

#[test]
fn outputs_come_as_they_are_ready() {
    let gates = Gates::new();
    let script = Script::of(0..4);
    let ledger = script.ledger();
    let mut stream = script.map(|n| gates.pass(n)).buffer_unordered(2);
    let task = Task::new();
    assert_eq!(task.next(&mut stream), Pending);
    assert_eq!((ledger.polls(), gates.polls()), (2, [1, 1].into()), "two of them run");
    assert_eq!(stream.size_hint(), (4, Some(4)));
    gates.open(1);
    assert_eq!(task.wakes(), 1);
    assert_eq!(task.next(&mut stream), Ready(Some(1)));
    assert_eq!(stream.size_hint(), (3, Some(3)));
    gates.open(2);
    assert_eq!(task.next(&mut stream), Ready(Some(2)), "there was room for it");
    assert_eq!(gates.polls(), [1, 2, 1], "only what was woken is polled");
    gates.open(0);
    gates.open(3);
    assert_eq!(task.next(&mut stream), Ready(Some(0)));
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
    let mut stream = script.map(|n| gates.pass(n)).buffer_unordered(2);
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
    assert!(!stream.is_terminated());
    assert_eq!(task.next(&mut stream), Ready(Some(1)));
    assert_eq!(ledger.polls(), 2, "outputs that are kept take places");
    assert_eq!(task.next(&mut stream), Ready(Some(0)));
    assert_eq!(ledger.polls(), 3);
}

#[test]
fn inner_works_on_while_there_is_no_room() {
    let gate = Gate::new();
    let script = Script::of([1, 2]);
    let ledger = script.ledger();
    let mut stream = script.map(|n| gate.pass(n)).buffer_unordered(1);
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
    let mut stream = Script::new([Item(1), Wait, End]).map(|n| gate.pass(n)).buffer_unordered(8);
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
    let mut stream = stream::iter(0..).map(|n| gates.pass(n)).buffer_unordered(usize::MAX);
    let task = Task::new();
    assert_eq!(task.next(&mut stream), Pending);
    assert_eq!(task.wakes(), 1, "it wakes itself");
    let begun = gates.polls().len();
    assert!((1..=256).contains(&begun), "{begun} have begun");
    gates.open(7);
    assert_eq!(task.next(&mut stream), Ready(Some(7)), "although more and more items come");
}

#[test]
fn one_of_very_many_is_polled_alone() {
    const MANY: usize = 100_000;
    let gates = Gates::new();
    let mut stream = Script::of(0..MANY).map(|n| gates.pass(n)).buffer_unordered(MANY);
    let task = Task::new();
    let all_polls = || gates.polls().iter().sum::<usize>();
    let mut wakes = usize::MAX;
    while task.wakes() != wakes {
        wakes = task.wakes();
        assert_eq!(task.next(&mut stream), Pending);
    }
    assert_eq!(all_polls(), MANY);
    for n in [0, MANY / 2, MANY - 1] {
        let before = all_polls();
        gates.open(n);
        assert_eq!(task.next(&mut stream), Ready(Some(n)));
        assert_eq!(all_polls() - before, 1, "of the one that was woken");
    }
}

#[test]
#[should_panic(expected = "`buffer_unordered` was given room for 0 futures and would never start")]
fn no_room_is_refused() {
    let _ = Script::of([1]).map(std::future::ready).buffer_unordered(0);
}

//! `fold` and `try_fold`.

use std::task::Poll::{Pending, Ready};

use async_interop::stream::{self, StreamExt};

use crate::stream::support::{End, Gate, Item, Panic, Script, Task, Wait};

#[test]
fn each_item_gets_what_the_one_before_made() {
    let gate = Gate::new();
    let script = Script::new([Item('a'), Wait, Item('b'), End, Panic]);
    let ledger = script.ledger();
    let mut word = Box::pin(script.fold(String::from(">"), async |mut word, letter| {
        gate.pass(()).await;
        word.push(letter);
        word
    }));
    let task = Task::new();
    ledger.set_work(1);
    assert_eq!(task.poll(&mut word), Pending);
    assert_eq!((ledger.polls(), ledger.progress()), (1, 1), "the stream works on meanwhile");
    gate.open(1);
    assert_eq!(task.poll(&mut word), Pending);
    assert_eq!(task.poll(&mut word), Pending);
    assert_eq!(ledger.polls(), 3, "no item is taken while the function waits");
    gate.open(1);
    assert_eq!(task.poll(&mut word), Ready(">ab".to_owned()));
    assert_eq!(ledger.polls_after_end(), 0);
}

#[test]
fn empty_stream_gives_the_first_value() {
    let mut none = Box::pin(Script::<u8>::of([]).fold(7, async |_, _| 8));
    assert_eq!(Task::new().poll(&mut none), Ready(7));
    let mut none = Box::pin(Script::<Result<u8, ()>>::of([]).try_fold(7, async |_, _| Ok(8)));
    assert_eq!(Task::new().poll(&mut none), Ready(Ok(7)));
}

#[test]
#[should_panic(expected = "`fold` was polled after it was ready")]
fn fold_gives_its_value_away_once() {
    let mut sum = Box::pin(Script::of([1]).fold(0, async |sum, n| sum + n));
    let task = Task::new();
    let _ = task.poll(&mut sum);
    let _ = task.poll(&mut sum);
}

#[test]
fn try_fold_stops_at_the_error_of_an_item() {
    let mut script = Script::of([Ok(1), Err("item"), Ok(2)]);
    let task = Task::new();
    {
        let mut sum = Box::pin((&mut script).try_fold(0, async |sum, n| Ok(sum + n)));
        assert_eq!(task.poll(&mut sum), Ready(Err("item")));
    }
    assert_eq!(task.next(&mut script), Ready(Some(Ok(2))));
}

#[test]
fn try_fold_stops_at_the_error_of_a_future() {
    let mut script = Script::of([Ok(200_u8), Ok(100), Ok(1)]);
    let task = Task::new();
    {
        let add = async |sum: u8, n| sum.checked_add(n).ok_or("sum");
        let mut sum = Box::pin((&mut script).try_fold(0, add));
        assert_eq!(task.poll(&mut sum), Ready(Err("sum")));
    }
    assert_eq!(task.next(&mut script), Ready(Some(Ok(1))));
}

#[test]
fn always_ready_stream_gives_others_a_turn() {
    let task = Task::new();
    let mut sum = Box::pin(stream::iter(0..10_000).fold(0, async |sum, n| sum + n));
    assert_eq!(task.poll(&mut sum), Pending);
    assert_eq!(task.wakes(), 1, "it wakes itself, once");
    assert_eq!(task.finish(&mut sum), (0..10_000).sum());
    let numbers = stream::iter(0..10_000).map(Ok::<i32, ()>);
    let mut sum = Box::pin(numbers.try_fold(0, async |sum, n| Ok(sum + n)));
    assert_eq!(task.poll(&mut sum), Pending);
    assert_eq!(task.finish(&mut sum), Ok((0..10_000).sum()));
}

use std::task::Poll::{Pending, Ready};

use async_interop::stream::{FusedStream, Stream, StreamExt};

use crate::stream::support::{End, Item, Panic, Script, Task, Wait};

#[test]
fn peeked_item_stays() {
    let script = Script::new([Wait, Item(1), Item(2), End]);
    let ledger = script.ledger();
    let mut stream = script.peekable();
    let task = Task::new();
    assert_eq!(task.poll(&mut stream.peek()), Pending, "and dropped, which takes nothing");
    assert_eq!(task.poll(&mut stream.peek()), Ready(Some(&mut 1)));
    assert_eq!(stream.size_hint(), (2, Some(2)));
    if let Ready(Some(item)) = task.poll(&mut stream.peek()) {
        *item = 7;
    }
    assert_eq!(ledger.polls(), 2);
    assert!(!stream.is_terminated());
    assert_eq!(task.next(&mut stream), Ready(Some(7)));
    assert_eq!(task.next(&mut stream), Ready(Some(2)));
}

#[test]
fn end_that_was_peeked_is_the_end() {
    let mut stream = Script::<u8>::new([End, Panic]).peekable();
    let task = Task::new();
    for _ in 0..3 {
        assert_eq!(task.poll(&mut stream.peek()), Ready(None));
        assert!(stream.is_terminated());
        assert_eq!(task.next(&mut stream), Ready(None));
    }
}

#[test]
fn peeked_last_item_is_not_the_end() {
    let mut stream = Script::of([1]).peekable();
    let task = Task::new();
    let mut peek = stream.peek();
    assert_eq!(task.poll(&mut peek), Ready(Some(&mut 1)));
    assert!(!stream.is_terminated());
    assert_eq!(task.next(&mut stream), Ready(Some(1)));
}

#[test]
fn next_if_takes_what_is_accepted() {
    let mut stream = Script::new([Item(1), Wait, Item(9), End]).peekable();
    let task = Task::new();
    assert_eq!(task.poll(&mut stream.next_if(|n| *n < 5)), Ready(Some(1)));
    {
        let mut next = stream.next_if(|n| *n < 5);
        assert_eq!(task.poll(&mut next), Pending);
        assert_eq!(task.poll(&mut next), Ready(None));
    }
    assert_eq!(task.poll(&mut stream.next_if(|n| *n == 9)), Ready(Some(9)), "it was kept");
    assert_eq!(task.poll(&mut stream.next_if(|_| true)), Ready(None));
}

#[test]
#[should_panic(expected = "`peek` was polled after it was ready")]
fn peek_gives_the_item_away_once() {
    let mut stream = Script::of([1]).peekable();
    let task = Task::new();
    let mut peek = stream.peek();
    let _ = task.poll(&mut peek);
    let _ = task.poll(&mut peek);
}

#[test]
#[should_panic(expected = "`next_if` was polled after it was ready")]
fn next_if_asks_once() {
    let mut stream = Script::of([1]).peekable();
    let task = Task::new();
    let mut next = stream.next_if(|_| false);
    let _ = task.poll(&mut next);
    let _ = task.poll(&mut next);
}

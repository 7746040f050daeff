use std::task::Poll::{Pending, Ready};

use async_interop::stream::{FusedStream, Stream, StreamExt};

use crate::stream::support::{End, Item, Script, Task, Wait};

#[test]
fn second_is_asked_after_the_end_of_the_first() {
    let (first, second) = (Script::new([Item(1), Wait, End]), Script::new([Wait, Item(2), End]));
    let (first_ledger, second_ledger) = (first.ledger(), second.ledger());
    let mut both = first.chain(second);
    let task = Task::new();
    assert_eq!(both.size_hint(), (2, Some(2)));
    assert_eq!(task.next(&mut both), Ready(Some(1)));
    assert_eq!(task.next(&mut both), Pending);
    assert_eq!(second_ledger.polls(), 0);
    assert_eq!(task.next(&mut both), Pending);
    assert!(first_ledger.dropped(), "at its end");
    assert_eq!(second_ledger.polls(), 1);
    assert!(second_ledger.wake());
    assert_eq!(task.next(&mut both), Ready(Some(2)));
    assert!(!both.is_terminated());
    assert_eq!(task.next(&mut both), Ready(None));
    assert!(both.is_terminated());
    assert_eq!((first_ledger.polls_after_end(), second_ledger.polls_after_end()), (0, 0));
}

#[test]
fn both_work_on() {
    let (first, second) = (Script::<u8>::new([]), Script::<u8>::new([]));
    let (first_ledger, second_ledger) = (first.ledger(), second.ledger());
    let mut both = first.chain(second);
    first_ledger.set_work(1);
    second_ledger.set_work(2);
    let task = Task::new();
    let polls: Vec<_> = (0..3).map(|_| task.progress(&mut both)).collect();
    assert_eq!(polls, [Pending, Pending, Ready(())], "the second may have begun elsewhere");
    assert_eq!((first_ledger.progress(), second_ledger.progress()), (3, 3));
}

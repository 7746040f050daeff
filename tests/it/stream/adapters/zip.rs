use std::task::Poll::{Pending, Ready};

use async_interop::stream::{FusedStream, Stream, StreamExt};

use crate::stream::support::{End, Item, Panic, Script, Task, Wait};

#[test]
fn both_are_asked_and_what_one_gives_waits() {
    let (left, right) = (Script::new([Wait, Item(1), End]), Script::new([Item('a'), Panic]));
    let (left_ledger, right_ledger) = (left.ledger(), right.ledger());
    let mut pairs = left.zip(right);
    let task = Task::new();
    assert_eq!(pairs.size_hint(), (1, Some(1)));
    assert_eq!(task.next(&mut pairs), Pending);
    assert_eq!((left_ledger.polls(), right_ledger.polls()), (1, 1));
    assert_eq!(pairs.size_hint(), (1, Some(1)), "an item that is held counts");
    assert_eq!(task.next(&mut pairs), Ready(Some((1, 'a'))));
    assert_eq!((left_ledger.polls(), right_ledger.polls()), (2, 1), "none is taken twice");
    assert!(!pairs.is_terminated());
    assert_eq!(task.next(&mut pairs), Ready(None));
    assert!(pairs.is_terminated());
    assert_eq!(task.next(&mut pairs), Ready(None));
    assert_eq!(right_ledger.polls(), 1, "the second is not asked if the first has ended");
}

#[test]
fn end_of_the_second_ends_it_though_the_first_waits() {
    let (left, right) = (Script::<u8>::new([Wait, Item(1)]), Script::<u8>::new([End]));
    let ledger = left.ledger();
    let mut pairs = left.zip(right);
    let task = Task::new();
    assert_eq!(task.next(&mut pairs), Ready(None));
    assert!(pairs.is_terminated());
    assert_eq!(pairs.size_hint(), (0, Some(0)));
    assert_eq!(task.next(&mut pairs), Ready(None));
    assert_eq!(ledger.polls(), 1, "the first is left alone from then on");
}

#[test]
fn item_that_waits_is_dropped_at_the_end() {
    let item = std::rc::Rc::new(());
    let left = Script::new([Item(item.clone()), Wait]);
    let mut pairs = left.zip(Script::<u8>::new([Wait, End]));
    let task = Task::new();
    assert_eq!(task.next(&mut pairs), Pending);
    assert_eq!(std::rc::Rc::strong_count(&item), 2);
    assert_eq!(task.next(&mut pairs), Ready(None));
    assert_eq!(std::rc::Rc::strong_count(&item), 1);
}

#[test]
fn hint_is_that_of_the_shorter_one() {
    #[track_caller]
    fn case(a: (usize, Option<usize>), b: (usize, Option<usize>), to: (usize, Option<usize>)) {
        let script = |(lower, upper)| Script::<u8>::new([]).hint(lower, upper);
        assert_eq!(script(a).zip(script(b)).size_hint(), to);
        assert_eq!(script(b).zip(script(a)).size_hint(), to);
    }
    case((1, None), (2, None), (1, None));
    case((1, Some(5)), (2, None), (1, Some(5)));
    case((1, Some(5)), (2, Some(3)), (1, Some(3)));
    case((usize::MAX, None), (usize::MAX, Some(usize::MAX)), (usize::MAX, Some(usize::MAX)));
}

#[test]
fn both_work_on() {
    let (left, right) = (Script::<u8>::new([]), Script::<u8>::new([]));
    let (left_ledger, right_ledger) = (left.ledger(), right.ledger());
    let mut pairs = left.zip(right);
    left_ledger.set_work(1);
    right_ledger.set_work(2);
    let task = Task::new();
    let polls: Vec<_> = (0..3).map(|_| task.progress(&mut pairs)).collect();
    assert_eq!(polls, [Pending, Pending, Ready(())]);
    assert_eq!((left_ledger.progress(), right_ledger.progress()), (3, 3));
}

use std::task::Poll::{Pending, Ready};

use async_interop::stream::{FusedStream, Stream, StreamExt};

use crate::stream::support::{End, Item, Panic, Script, Task, Wait};

#[test]
fn nothing_is_asked_for_none() {
    let script = Script::<u8>::new([Panic]);
    let ledger = script.ledger();
    let mut none = script.take(0);
    let task = Task::new();
    assert!(none.is_terminated());
    for _ in 0..3 {
        assert_eq!(task.next(&mut none), Ready(None));
    }
    assert_eq!((ledger.polls(), task.live_wakers()), (0, 0));
}

#[test]
fn no_item_is_asked_for_beyond_the_last() {
    let mut script = Script::new([Item(1), Wait, Item(2), Item(3)]);
    let ledger = script.ledger();
    let mut two = (&mut script).take(2);
    let task = Task::new();
    assert_eq!(task.next(&mut two), Ready(Some(1)));
    assert_eq!(task.next(&mut two), Pending, "a wait does not count");
    assert!(!two.is_terminated());
    assert_eq!(task.next(&mut two), Ready(Some(2)));
    assert!(two.is_terminated(), "known before it is asked");
    assert_eq!(task.next(&mut two), Ready(None));
    assert_eq!(ledger.polls(), 3);
    assert_eq!(task.next(&mut script), Ready(Some(3)), "the rest is still there");
}

#[test]
fn borrowed_inner_works_on_after_the_last() {
    let mut script = Script::new([Item(1), Item(2)]);
    let ledger = script.ledger();
    let mut one = (&mut script).take(1);
    let task = Task::new();
    assert_eq!(task.next(&mut one), Ready(Some(1)));
    ledger.set_work(1);
    assert_eq!(task.progress(&mut one), Pending);
    assert_eq!(ledger.progress(), 1);
}

#[test]
fn inner_that_ends_early_ends_it() {
    let script = Script::new([Item(1), End, Item(2)]);
    let ledger = script.ledger();
    let mut many = script.take(5);
    let task = Task::new();
    assert_eq!(task.next(&mut many), Ready(Some(1)));
    assert_eq!(task.next(&mut many), Ready(None));
    assert!(many.is_terminated());
    assert_eq!(task.next(&mut many), Ready(None));
    assert_eq!(ledger.polls_after_end(), 0);
}

#[test]
fn hint_is_cut_to_what_remains() {
    #[track_caller]
    fn case(inner: (usize, Option<usize>), n: usize, expected: (usize, Option<usize>)) {
        let script = Script::<u8>::new([]).hint(inner.0, inner.1);
        assert_eq!(script.take(n).size_hint(), expected, "{inner:?} take {n}");
    }
    case((0, None), 3, (0, Some(3)));
    case((2, None), 3, (2, Some(3)));
    case((2, Some(2)), 3, (2, Some(2)));
    case((5, Some(9)), 3, (3, Some(3)));
    case((usize::MAX, Some(usize::MAX)), 3, (3, Some(3)));
    case((usize::MAX, None), usize::MAX, (usize::MAX, Some(usize::MAX)));
    case((usize::MAX, Some(usize::MAX)), 0, (0, Some(0)));

    let mut two = Script::new([Item(1), Item(2), Item(3), End]).take(2);
    let task = Task::new();
    for left in [2, 1, 0] {
        assert_eq!(two.size_hint(), (left, Some(left)));
        let _ = task.next(&mut two);
    }
}

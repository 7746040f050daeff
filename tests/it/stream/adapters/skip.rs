//! `skip` and `skip_while`.

use std::{
    cell::Cell,
    task::Poll::{Pending, Ready},
};

use async_interop::stream::{self, Stream, StreamExt};

use crate::stream::support::{End, Item, Script, Task, Wait};

#[test]
fn waits_lose_no_count() {
    let mut rest = Script::new([Item(1), Wait, Item(2), Wait, Item(3), End]).skip(2);
    let task = Task::new();
    let polls: Vec<_> = (0..5).map(|_| (rest.size_hint().0, task.next(&mut rest))).collect();
    let end = Ready(None);
    assert_eq!(polls, [(1, Pending), (1, Pending), (1, Ready(Some(3))), (0, end), (0, end)]);
}

#[test]
fn hint_is_less_what_is_skipped() {
    #[track_caller]
    fn case(inner: (usize, Option<usize>), n: usize, expected: (usize, Option<usize>)) {
        let script = Script::<u8>::new([]).hint(inner.0, inner.1);
        assert_eq!(script.skip(n).size_hint(), expected, "{inner:?} skip {n}");
    }
    case((5, Some(9)), 3, (2, Some(6)));
    case((2, Some(2)), 3, (0, Some(0)));
    case((2, None), 3, (0, None));
    case((usize::MAX, Some(usize::MAX)), usize::MAX, (0, Some(0)));
    case((usize::MAX, Some(usize::MAX)), 1, (usize::MAX - 1, Some(usize::MAX - 1)));
}

#[test]
fn predicate_is_not_asked_again_once_it_was_false() {
    let mut asked = Vec::new();
    let script = Script::new([Item(1), Wait, Item(9), Item(2), End]);
    let mut rest = script.skip_while(|n| {
        asked.push(*n);
        *n < 5
    });
    let task = Task::new();
    let polls: Vec<_> = (0..4).map(|_| task.next(&mut rest)).collect();
    assert_eq!(polls, [Pending, Ready(Some(9)), Ready(Some(2)), Ready(None)]);
    drop(rest);
    assert_eq!(asked, [1, 9]);
}

#[test]
fn always_ready_inner_that_is_skipped_gives_others_a_turn() {
    #[track_caller]
    fn case<S: Stream<Item = ()> + Unpin>(mut none: S, taken: &Cell<usize>) {
        let task = Task::new();
        for polls in 1..=10 {
            let before = taken.get();
            assert_eq!(task.next(&mut none), Pending);
            assert_eq!(task.wakes(), polls, "it wakes itself, once");
            assert!((1..=256).contains(&(taken.get() - before)), "{}", taken.get() - before);
        }
    }
    let taken = Cell::new(0);
    let endless = || {
        taken.set(0);
        stream::repeat_with(|| {
            taken.set(taken.get() + 1);
            assert!(taken.get() < 10_000, "it never returns");
        })
    };
    case(endless().skip(usize::MAX), &taken);
    case(endless().skip_while(|()| true), &taken);
    let mut stepping = endless().step_by(usize::MAX);
    assert_eq!(Task::new().next(&mut stepping), Ready(Some(())), "the first one passes");
    case(stepping, &taken);
}

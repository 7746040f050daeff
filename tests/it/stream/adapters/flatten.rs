//! `flatten` and `flat_map`.

use std::{
    cell::Cell,
    task::Poll::{Pending, Ready},
};

use async_interop::stream::{self, FusedStream, Stream, StreamExt};

use crate::stream::support::{End, Item, Script, Task, Wait};

#[test]
fn one_stream_after_the_other() {
    let (a, b) = (Script::new([Item(1), Wait, Item(2), End]), Script::new([End]));
    let (a_ledger, b_ledger) = (a.ledger(), b.ledger());
    let outer = Script::new([Item(a), Wait, Item(b), End]);
    let outer_ledger = outer.ledger();
    let mut all = outer.flatten();
    let task = Task::new();
    assert_eq!(all.size_hint(), (0, None));
    assert_eq!(task.next(&mut all), Ready(Some(1)));
    assert_eq!(all.size_hint(), (1, None));
    assert_eq!(task.next(&mut all), Pending);
    assert_eq!(outer_ledger.polls(), 1, "the next stream is not wanted yet");
    assert_eq!(task.next(&mut all), Ready(Some(2)));
    assert_eq!(task.next(&mut all), Pending);
    assert!(a_ledger.dropped(), "at its end");
    assert!(!all.is_terminated());
    assert_eq!(task.next(&mut all), Ready(None), "an empty one is passed over");
    assert!(all.is_terminated());
    assert_eq!((a_ledger.polls_after_end(), b_ledger.polls_after_end()), (0, 0));
    assert_eq!(outer_ledger.polls_after_end(), 0);
}

#[test]
fn last_stream_has_exact_hints() {
    let mut all = stream::once(stream::iter([1, 2, 3])).flatten();
    let task = Task::new();
    assert_eq!(task.next(&mut all), Ready(Some(1)));
    assert_eq!(all.size_hint(), (2, Some(2)));
}

#[test]
fn both_levels_work_on() {
    let inner = Script::new([Item(1), Wait, Wait]);
    let inner_ledger = inner.ledger();
    let outer = Script::new([Item(inner)]);
    let outer_ledger = outer.ledger();
    let mut all = outer.flatten();
    let task = Task::new();
    outer_ledger.set_work(1);
    assert_eq!(task.progress(&mut all), Pending, "before the first one");
    assert_eq!(task.next(&mut all), Ready(Some(1)));
    inner_ledger.set_work(2);
    outer_ledger.set_work(1);
    let polls: Vec<_> = (0..3).map(|_| task.progress(&mut all)).collect();
    assert_eq!(polls, [Pending, Pending, Ready(())]);
    assert_eq!((inner_ledger.progress(), outer_ledger.progress()), (3, 4));
    assert_eq!(task.next(&mut all), Pending);
    assert_eq!(outer_ledger.progress(), 5, "whoever waits in `next` cannot do it");
    assert_eq!(outer_ledger.polls(), 1);
}

#[test]
fn always_ready_empty_streams_give_others_a_turn() {
    let taken = Cell::new(0);
    let endless = stream::repeat_with(|| {
        taken.set(taken.get() + 1);
        assert!(taken.get() < 10_000, "it never returns");
    });
    let mut none = endless.flat_map(|()| stream::empty::<()>());
    let task = Task::new();
    for polls in 1..=10 {
        let before = taken.get();
        assert_eq!(task.next(&mut none), Pending);
        assert_eq!(task.wakes(), polls, "it wakes itself, once");
        assert!((1..=256).contains(&(taken.get() - before)), "{}", taken.get() - before);
    }
}

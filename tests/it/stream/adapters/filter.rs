use std::{
    cell::Cell,
    task::Poll::{Pending, Ready},
};

use async_interop::stream::{self, Stream, StreamExt};

use crate::stream::support::{End, Item, Script, Task, Wait};

#[test]
fn refused_items_are_passed_over() {
    let mut even = Script::new([Item(1), Item(2), Wait, Item(3), Item(4), Item(5), End])
        .filter(|n| n % 2 == 0);
    let task = Task::new();
    let polls: Vec<_> = (0..5).map(|_| task.next(&mut even)).collect();
    assert_eq!(polls, [Ready(Some(2)), Pending, Ready(Some(4)), Ready(None), Ready(None)]);
    assert_eq!(task.wakes(), 0);
}

#[test]
fn always_ready_inner_that_is_refused_gives_others_a_turn() {
    let taken = Cell::new(0);
    let endless = stream::poll_fn(|_| {
        taken.set(taken.get() + 1);
        assert!(taken.get() < 10_000, "it never returns");
        Ready(Some(taken.get()))
    });
    let mut none = endless.filter(|_| false);
    let task = Task::new();
    for polls in 1..=10 {
        let before = taken.get();
        assert_eq!(task.next(&mut none), Pending);
        assert_eq!(task.wakes(), polls, "it wakes itself, once");
        assert!((1..=256).contains(&(taken.get() - before)), "{}", taken.get() - before);
    }
    assert_eq!(task.live_wakers(), 0, "the waker was used, not kept");
}

#[test]
fn nothing_is_lost_by_giving_others_a_turn() {
    let mut seldom = stream::iter(0..10_000).filter(|n| n % 1_000 == 999);
    let items = Task::new().finish(&mut (&mut seldom).collect::<Vec<_>>());
    assert_eq!(items, (0..10).map(|n| n * 1_000 + 999).collect::<Vec<_>>());
}

#[test]
fn hint_promises_no_item() {
    let numbers = stream::iter(0..8).filter(|n| *n > 100);
    assert_eq!(numbers.size_hint(), (0, Some(8)));
    let open = Script::<u8>::new([]).filter(|_| true);
    assert_eq!(open.size_hint(), (0, None));
}

use std::task::Poll::{Pending, Ready};

use async_interop::stream::{self, FusedStream, Stream, StreamExt};

use crate::stream::support::{End, Item, Script, Task, Wait, Yield};

#[test]
fn they_take_turns() {
    let mut both = stream::repeat('a').merge(stream::repeat('b'));
    let task = Task::new();
    let turns: Vec<_> = (0..6).map(|_| task.next(&mut both)).collect();
    let (a, b) = (Ready(Some('a')), Ready(Some('b')));
    assert_eq!(turns, [a, b, a, b, a, b]);
}

#[test]
fn one_that_is_seldom_ready_gets_the_turn_it_waits_for() {
    // Whatever the rhythm: the one that gave the last item is asked last.
    for period in 1..5 {
        let steps = (0..100).flat_map(|_| std::iter::repeat_n(Yield, period).chain([Item('s')]));
        let mut both = stream::repeat('o').merge(Script::new(steps)).take(400);
        let items = Task::new().finish(&mut (&mut both).collect::<String>());
        let turns = items.matches('s').count();
        assert!(turns * (period + 1) >= 400 / 2 - period, "{turns} turns at period {period}");
        assert!(!items.contains("ss"));
    }
}

#[test]
fn either_wakes_the_task() {
    let (first, second) = (Script::new([Wait, Item(1)]), Script::new([Wait, Item(2)]));
    let (first_ledger, second_ledger) = (first.ledger(), second.ledger());
    let mut both = first.merge(second);
    let task = Task::new();
    assert_eq!(task.next(&mut both), Pending);
    assert!(second_ledger.wake() && first_ledger.wake());
    assert_eq!(task.wakes(), 2);
    assert_eq!(task.next(&mut both), Ready(Some(1)));
    assert_eq!(task.next(&mut both), Ready(Some(2)));
}

#[test]
fn one_that_has_ended_is_left_alone() {
    let (short, long) = (Script::new([Item(1), End]), Script::new([Item(2), Item(3), Wait, End]));
    let (short_ledger, long_ledger) = (short.ledger(), long.ledger());
    let mut both = short.merge(long);
    let task = Task::new();
    assert_eq!(both.size_hint(), (3, Some(3)));
    let polls: Vec<_> = (0..4).map(|_| task.next(&mut both)).collect();
    assert_eq!(polls, [Ready(Some(1)), Ready(Some(2)), Ready(Some(3)), Pending]);
    assert!(short_ledger.dropped() && !both.is_terminated());
    assert_eq!(task.next(&mut both), Ready(None));
    assert!(both.is_terminated());
    assert_eq!(task.next(&mut both), Ready(None));
    assert_eq!((short_ledger.polls_after_end(), long_ledger.polls_after_end()), (0, 0));
}

#[test]
fn both_work_on() {
    let (first, second) = (Script::<u8>::new([]), Script::<u8>::new([]));
    let (first_ledger, second_ledger) = (first.ledger(), second.ledger());
    let mut both = first.merge(second);
    first_ledger.set_work(2);
    second_ledger.set_work(1);
    let task = Task::new();
    let polls: Vec<_> = (0..3).map(|_| task.progress(&mut both)).collect();
    assert_eq!(polls, [Pending, Pending, Ready(())]);
    assert_eq!((first_ledger.progress(), second_ledger.progress()), (3, 3));
}

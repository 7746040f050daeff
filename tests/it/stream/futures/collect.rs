use std::{
    collections::{BTreeSet, HashMap, VecDeque},
    task::Poll::{Pending, Ready},
};

use async_interop::stream::{self, StreamExt};

use crate::stream::support::{End, Item, Panic, Script, Task, Wait, Yield};

#[test]
fn any_collection_that_can_be_extended_will_do() {
    #[track_caller]
    fn case<T: Copy, C>(items: &[T], expected: C)
    where
        C: Default + Extend<T> + PartialEq + std::fmt::Debug,
    {
        let script = Script::of(items.iter().copied());
        assert_eq!(Task::new().finish(&mut Box::pin(script.collect::<C>())), expected);
    }
    case(&[1, 2, 2], vec![1, 2, 2]);
    case(&[1, 2, 2], BTreeSet::from([1, 2]));
    case(&[1, 2, 2], VecDeque::from([1, 2, 2]));
    case(&[(1, 'a'), (2, 'b')], HashMap::from([(1, 'a'), (2, 'b')]));
    case(&['a', 'b'], String::from("ab"));
    case(&["a", "bc"], String::from("abc"));
    case(&[(), ()], ());
    case::<u8, Vec<_>>(&[], vec![]);
}

#[test]
fn waits_lose_nothing() {
    let mut all = Script::new([Item(1), Wait, Item(2), Yield, Item(3), End]).collect::<Vec<_>>();
    let task = Task::new();
    let polls: Vec<_> = (0..3).map(|_| task.poll(&mut all)).collect();
    assert_eq!(polls, [Pending, Pending, Ready(vec![1, 2, 3])]);
}

#[test]
fn huge_hint_is_not_believed() {
    let script = Script::of([1, 2]).hint(usize::MAX, Some(usize::MAX));
    assert_eq!(Task::new().poll(&mut script.collect::<Vec<_>>()), Ready(vec![1, 2]));
}

#[test]
fn always_ready_stream_gives_others_a_turn() {
    let mut all = stream::iter(0..10_000).collect::<Vec<_>>();
    let task = Task::new();
    assert_eq!(task.poll(&mut all), Pending);
    assert_eq!(task.wakes(), 1, "it wakes itself, once");
    assert_eq!(task.finish(&mut all), (0..10_000).collect::<Vec<_>>());
    assert!(task.wakes() >= 10_000 / 256, "{} turns", task.wakes());
}

#[test]
fn polled_again_when_done_it_leaves_the_stream_alone() {
    let script = Script::new([Item(1), End, Panic]);
    let ledger = script.ledger();
    let mut all = script.collect::<Vec<_>>();
    let task = Task::new();
    assert_eq!(task.poll(&mut all), Ready(vec![1]));
    assert_eq!(task.poll(&mut all), Ready(vec![]));
    assert_eq!(ledger.polls_after_end(), 0);
}

#[test]
fn try_collect_gathers_the_values() {
    let script = Script::new([Item(Ok::<_, ()>('a')), Wait, Item(Ok('b')), End]);
    let mut all = script.try_collect::<String, _, _>();
    let task = Task::new();
    assert_eq!(task.poll(&mut all), Pending);
    assert_eq!(task.poll(&mut all), Ready(Ok("ab".to_owned())));
}

#[test]
fn try_collect_stops_at_the_first_error() {
    let mut script = Script::of([Ok(1), Err("first"), Ok(2), Err("second")]);
    let ledger = script.ledger();
    let task = Task::new();
    let mut all = (&mut script).try_collect::<Vec<_>, _, _>();
    assert_eq!(task.poll(&mut all), Ready(Err("first")));
    assert_eq!(ledger.polls(), 2);
    assert_eq!(task.next(&mut script), Ready(Some(Ok(2))), "what follows is still there");
}

#[test]
fn try_collect_gives_others_a_turn() {
    let mut all = stream::iter(0..10_000).map(Ok::<_, ()>).try_collect::<Vec<_>, _, _>();
    let task = Task::new();
    assert_eq!(task.poll(&mut all), Pending);
    assert_eq!(task.wakes(), 1, "it wakes itself, once");
    assert_eq!(task.finish(&mut all).map(|all| all.len()), Ok(10_000));
}

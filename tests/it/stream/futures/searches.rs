//! `all`, `any`, `find`, `count`, `min` and `max`.

use std::{
    future::ready,
    task::Poll::{Pending, Ready},
};

use async_interop::stream::{self, Stream, StreamExt};

use crate::stream::support::{End, Gate, Item, Panic, Script, Task, Wait};

#[test]
fn all_and_any_stop_at_the_first_that_decides() {
    let task = Task::new();
    let mut script = Script::new([Item(1), Wait, Item(2), Item(3), Item(4), End]);
    {
        let mut all = (&mut script).all(|n| ready(n % 2 == 1));
        assert_eq!(task.poll(&mut all), Pending);
        assert_eq!(task.poll(&mut all), Ready(false));
    }
    let mut any = (&mut script).any(|n| ready(n == 3));
    assert_eq!(task.poll(&mut any), Ready(true));
    assert_eq!(task.next(&mut script), Ready(Some(4)), "what follows is still there");
}

#[test]
fn all_and_any_of_everything_and_nothing() {
    let task = Task::new();
    let numbers = || Script::of([1, 2]);
    assert_eq!(task.poll(&mut numbers().all(|n| ready(n > 0))), Ready(true));
    assert_eq!(task.poll(&mut numbers().any(|n| ready(n < 0))), Ready(false));
    assert_eq!(task.poll(&mut Script::<u8>::of([]).all(|_| ready(false))), Ready(true));
    assert_eq!(task.poll(&mut Script::<u8>::of([]).any(|_| ready(true))), Ready(false));
}

#[test]
fn stream_works_on_while_the_predicate_waits() {
    #[track_caller]
    fn case<F: Future<Output = bool> + Unpin>(search: impl Fn(Script<u8>, Gate) -> F) {
        let gate = Gate::new();
        let script = Script::of([1]);
        let ledger = script.ledger();
        ledger.set_work(1);
        let mut search = search(script, gate.clone());
        let task = Task::new();
        assert_eq!(task.poll(&mut search), Pending);
        assert_eq!((ledger.polls(), ledger.progress()), (1, 1));
        assert!(ledger.wake());
        gate.open(1);
        assert_eq!(task.wakes(), 2);
        assert_eq!(task.poll(&mut search), Ready(true));
    }
    case(|script, gate| script.all(move |_| gate.pass(true)));
    case(|script, gate| script.any(move |_| gate.pass(true)));
}

#[test]
fn find_returns_the_first_that_is_accepted() {
    let mut script = Script::new([Item(1), Wait, Item(2), Item(4), End]);
    let task = Task::new();
    {
        let mut even = (&mut script).find(|n| n % 2 == 0);
        assert_eq!(task.poll(&mut even), Pending);
        assert_eq!(task.poll(&mut even), Ready(Some(2)));
    }
    let mut none = (&mut script).find(|n| *n == 2);
    assert_eq!(task.poll(&mut none), Ready(None));
}

#[test]
fn count_min_and_max() {
    let task = Task::new();
    let pairs = || Script::of([(2, 'a'), (1, 'b'), (1, 'c'), (2, 'd')].map(Keyed));
    assert_eq!(task.poll(&mut pairs().count()), Ready(4));
    let letter = |found: std::task::Poll<Option<Keyed>>| found.map(|found| found.unwrap().0.1);
    assert_eq!(letter(task.poll(&mut pairs().min())), Ready('b'), "the first of equal ones");
    assert_eq!(letter(task.poll(&mut pairs().max())), Ready('d'), "the last of equal ones");
    assert_eq!(task.poll(&mut Script::<u8>::of([]).count()), Ready(0));
    assert_eq!(task.poll(&mut Script::<u8>::of([]).min()), Ready(None));
    assert_eq!(task.poll(&mut Script::<u8>::of([]).max()), Ready(None));
}

/// Compared by the number only.
#[derive(Debug)]
struct Keyed((u8, char));

impl PartialEq for Keyed {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Keyed {}

impl PartialOrd for Keyed {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Keyed {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.0.0.cmp(&other.0.0)
    }
}

#[test]
fn waits_lose_nothing_and_the_end_is_asked_for_once() {
    #[track_caller]
    fn case<F: Future<Output: PartialEq + std::fmt::Debug> + Unpin>(
        over: impl Fn(Script<u8>) -> F,
        output: F::Output,
    ) {
        let script = Script::new([Item(1), Wait, Item(3), Item(2), End, Panic]);
        let ledger = script.ledger();
        let mut future = over(script);
        let task = Task::new();
        assert_eq!(task.poll(&mut future), Pending);
        assert_eq!(task.poll(&mut future), Ready(output));
        let _ = task.poll(&mut future);
        assert_eq!(ledger.polls_after_end(), 0);
    }
    case(Script::count, 3);
    case(Script::min, Some(1));
    case(Script::max, Some(3));
    case(|script| script.find(|_| false), None);
    case(|script| script.all(|_| ready(true)), true);
    case(|script| script.any(|_| ready(false)), false);
}

#[test]
fn always_ready_stream_gives_others_a_turn() {
    #[track_caller]
    fn case<F: Future + Unpin>(mut endless: F) {
        let task = Task::new();
        for polls in 1..=10 {
            assert!(task.poll(&mut endless).is_pending());
            assert_eq!(task.wakes(), polls, "it wakes itself, once");
        }
    }
    fn endless() -> impl Stream<Item = u8> + Unpin {
        stream::repeat(1)
    }
    case(endless().count());
    case(endless().min());
    case(endless().max());
    case(endless().find(|_| false));
    case(endless().all(|_| ready(true)));
    case(endless().any(|_| ready(false)));
}

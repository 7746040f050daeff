//! What every adapter keeps, then what each has of its own.

mod filter;
mod fuse;
mod take;

use std::{
    pin::Pin,
    task::Poll::{Pending, Ready},
};

use async_interop::stream::{FusedStream, Stream, StreamExt};

use super::support::{End, Item, Panic, Script, Task, Wait, Yield};

type Adapted = Pin<Box<dyn FusedStream<Item = u32>>>;
type Adapter = fn(Script<u32>) -> Adapted;

/// Each adapter, set up so that all items pass.
const ADAPTERS: [(&str, Adapter); 4] = [
    ("map", |s| Box::pin(s.map(|n| n))),
    ("filter", |s| Box::pin(s.filter(|_| true))),
    ("take", |s| Box::pin(s.take(usize::MAX))),
    ("fuse", |s| Box::pin(s.fuse())),
];

#[test]
fn items_arrive_in_order_and_once() {
    for (name, adapt) in ADAPTERS {
        let mut stream = adapt(Script::new([Item(1), Yield, Item(2), Item(3), Yield, Yield, End]));
        let task = Task::new();
        let items = task.finish(&mut stream.as_mut().collect::<Vec<_>>());
        assert_eq!(items, [1, 2, 3], "{name}");
    }
}

#[test]
fn only_the_newest_waker_is_kept() {
    for (name, adapt) in ADAPTERS {
        let script = Script::new([Wait, Wait, Item(1)]);
        let ledger = script.ledger();
        let mut stream = adapt(script);
        let (first, second) = (Task::new(), Task::new());
        assert_eq!(first.next(&mut stream), Pending, "{name}");
        assert_eq!(second.next(&mut stream), Pending, "{name}");
        assert!(ledger.wake(), "{name}");
        assert_eq!((first.wakes(), second.wakes()), (0, 1), "{name}");
        assert_eq!(first.live_wakers(), 0, "{name}");
        assert_eq!(second.next(&mut stream), Ready(Some(1)), "{name}");
    }
}

#[test]
fn inner_is_left_alone_after_its_end() {
    for (name, adapt) in ADAPTERS {
        let script = Script::new([Item(1), End, Item(2), Panic]);
        let ledger = script.ledger();
        let mut stream = adapt(script);
        let task = Task::new();
        assert_eq!(task.next(&mut stream), Ready(Some(1)), "{name}");
        assert!(!stream.is_terminated(), "{name}: not yet");
        for _ in 0..16 {
            assert_eq!(task.next(&mut stream), Ready(None), "{name}");
            assert!(stream.is_terminated(), "{name}");
            assert_eq!(task.progress(&mut stream), Ready(()), "{name}");
        }
        assert_eq!(ledger.polls_after_end(), 0, "{name}");
        assert!(ledger.dropped(), "{name}: inner is dropped at its end");
        assert_eq!((task.wakes(), task.live_wakers()), (0, 0), "{name}");
    }
}

#[test]
fn progress_is_forwarded() {
    for (name, adapt) in ADAPTERS {
        let script = Script::new([Wait, Item(1), Item(2)]);
        let ledger = script.ledger();
        let mut stream = adapt(script);
        let task = Task::new();

        ledger.set_work(1);
        assert_eq!(task.progress(&mut stream), Pending, "{name}: before the first item");
        assert!(ledger.wake(), "{name}: with the waker of the call");
        assert_eq!(task.wakes(), 1, "{name}");
        assert_eq!(task.progress(&mut stream), Ready(()), "{name}");

        assert_eq!(task.next(&mut stream), Pending, "{name}");
        assert_eq!(task.progress(&mut stream), Ready(()), "{name}: while an item is awaited");
        assert_eq!(task.next(&mut stream), Ready(Some(1)), "{name}");
        ledger.set_work(2);
        assert_eq!(task.progress(&mut stream), Pending, "{name}: between two items");
        assert_eq!(task.progress(&mut stream), Pending, "{name}");
        assert_eq!((ledger.polls(), ledger.progress()), (2, 5), "{name}: it takes no item");
        assert_eq!(task.next(&mut stream), Ready(Some(2)), "{name}");
    }
}

#[test]
fn hints_hold_at_every_step() {
    for (name, adapt) in ADAPTERS {
        let mut stream = adapt(Script::new([Item(1), Wait, Item(2), Item(3), End]));
        let task = Task::new();
        let lower = |left: usize| if name == "filter" { 0 } else { left };
        for left in [3, 2, 2, 1, 0] {
            assert_eq!(stream.size_hint(), (lower(left), Some(left)), "{name}");
            let _ = task.next(&mut stream);
        }
        assert_eq!(stream.size_hint(), (0, Some(0)), "{name}: after the end");
    }
}

#[test]
fn hints_saturate() {
    let hint = |script: Script<u32>, adapt: Adapter| adapt(script).size_hint();
    let huge = || Script::new([]).hint(usize::MAX, Some(usize::MAX));
    let open = || Script::new([]).hint(usize::MAX, None);
    for (name, adapt) in ADAPTERS {
        let lower = if name == "filter" { 0 } else { usize::MAX };
        let upper = if name == "take" { Some(usize::MAX) } else { None };
        assert_eq!(hint(huge(), adapt), (lower, Some(usize::MAX)), "{name}");
        assert_eq!(hint(open(), adapt), (lower, upper), "{name}");
    }
}

#[test]
fn hint_changes_nothing() {
    for (name, adapt) in ADAPTERS {
        let script = Script::new([Wait, Item(1), End]);
        let ledger = script.ledger();
        let mut stream = adapt(script);
        let task = Task::new();
        assert_eq!(task.next(&mut stream), Pending, "{name}");
        for _ in 0..3 {
            let _ = stream.size_hint();
        }
        assert_eq!((ledger.polls(), task.wakes(), task.live_wakers()), (1, 0, 1), "{name}");
        assert_eq!(task.next(&mut stream), Ready(Some(1)), "{name}");
    }
}

#[test]
fn wakers_are_freed_with_the_stream() {
    for (name, adapt) in ADAPTERS {
        let script = Script::new([]);
        let ledger = script.ledger();
        let mut stream = adapt(script);
        let task = Task::new();
        assert_eq!(task.next(&mut stream), Pending, "{name}");
        assert_eq!(task.live_wakers(), 1, "{name}");
        drop(stream);
        assert_eq!(task.live_wakers(), 0, "{name}");
        assert!(ledger.dropped(), "{name}");
    }
}

#[test]
fn usable_after_a_panic_of_inner() {
    for (name, adapt) in ADAPTERS {
        let script = Script::new([Panic, Item(1), End]);
        let ledger = script.ledger();
        let mut stream = adapt(script);
        let task = Task::new();
        let panicked = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            let _ = task.next(&mut stream);
        }));
        assert!(panicked.is_err(), "{name}");
        assert!(!ledger.dropped(), "{name}");
        assert_eq!(task.next(&mut stream), Ready(Some(1)), "{name}");
        assert_eq!(task.next(&mut stream), Ready(None), "{name}");
        assert!(ledger.dropped(), "{name}");
    }
}

#[test]
fn closure_that_panics_loses_one_item_only() {
    let picky = |n: &u32| assert_ne!(*n, 1, "as the test says");
    let streams: [(&str, Adapted); 2] = [
        (
            "map",
            Box::pin(Script::of([1, 2]).map(move |n| {
                picky(&n);
                n
            })),
        ),
        (
            "filter",
            Box::pin(Script::of([1, 2]).filter(move |n| {
                picky(n);
                true
            })),
        ),
    ];
    for (name, mut stream) in streams {
        let task = Task::new();
        let panicked = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            let _ = task.next(&mut stream);
        }));
        assert!(panicked.is_err(), "{name}");
        assert_eq!(task.next(&mut stream), Ready(Some(2)), "{name}");
    }
}

#[test]
fn map_applies_its_function_once_for_each_item() {
    let mut calls = Vec::new();
    let mut stream = Script::new([Item(1), Wait, Item(2), End]).map(|n| {
        calls.push(n);
        n * 10
    });
    let task = Task::new();
    let polls: Vec<_> = (0..5).map(|_| task.next(&mut stream)).collect();
    assert_eq!(polls, [Ready(Some(10)), Pending, Ready(Some(20)), Ready(None), Ready(None)]);
    drop(stream);
    assert_eq!(calls, [1, 2]);
}

#[test]
fn debug_shows_the_inner_stream() {
    use async_interop::stream::iter;
    let streams = [
        format!("{:?}", iter([7]).map(|n| n)),
        format!("{:?}", iter([7]).filter(|_| true)),
        format!("{:?}", iter([7]).take(1)),
        format!("{:?}", iter([7]).fuse()),
    ];
    for debug in streams {
        assert!(debug.contains("IntoIter([7])"), "{debug}");
    }
}

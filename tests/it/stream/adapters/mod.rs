//! What every adapter keeps, then what each has of its own.

mod buffer_unordered;
mod buffered;
mod chain;
mod chunks;
mod filter;
mod filter_map;
mod flatten;
mod fuse;
mod like_iterators;
mod merge;
mod peekable;
mod scan;
mod skip;
mod step_by;
mod take;
mod take_while;
mod then;
mod zip;

use std::{
    future::ready,
    pin::Pin,
    task::Poll::{Pending, Ready},
};

use async_interop::stream::{self, FusedStream, Stream, StreamExt};

use super::support::{End, Item, Panic, Script, Task, Wait, Yield};

type Adapted = Pin<Box<dyn FusedStream<Item = u32>>>;
type Adapter = fn(Script<u32>) -> Adapted;

/// What an adapter knows of how many items are left, if the inner stream knows all.
#[derive(Clone, Copy)]
enum Bounds {
    Exact,
    /// Exact once an item has passed; before it as `Upper`.
    ExactLater,
    Upper,
    /// Nothing, until the inner stream has no items left.
    Unknown,
}

use Bounds::{Exact, ExactLater, Unknown, Upper};

/// Each adapter, set up so that all items pass.
const ADAPTERS: [(&str, Bounds, Adapter); 24] = [
    ("map", Exact, |s| Box::pin(s.map(|n| n))),
    ("then", Exact, |s| Box::pin(s.then(ready))),
    ("filter", Upper, |s| Box::pin(s.filter(|_| true))),
    ("filter_map", Upper, |s| Box::pin(s.filter_map(|n| ready(Some(n))))),
    ("take", Exact, |s| Box::pin(s.take(usize::MAX))),
    ("take_while", Upper, |s| Box::pin(s.take_while(|_| true))),
    ("skip", Exact, |s| Box::pin(s.skip(0))),
    ("skip_while", ExactLater, |s| Box::pin(s.skip_while(|_| false))),
    ("step_by", Exact, |s| Box::pin(s.step_by(1))),
    ("enumerate", Exact, |s| Box::pin(s.enumerate().map(|(_, n)| n))),
    ("zip", Exact, |s| Box::pin(s.zip(stream::repeat(())).map(|(n, ())| n))),
    ("zip, second", Exact, |s| Box::pin(stream::repeat(()).zip(s).map(|((), n)| n))),
    ("chain", Exact, |s| Box::pin(s.chain(stream::empty()))),
    ("chain, second", Exact, |s| Box::pin(stream::empty().chain(s))),
    ("peekable", Exact, |s| Box::pin(s.peekable())),
    ("fuse", Exact, |s| Box::pin(s.fuse())),
    ("inspect", Exact, |s| Box::pin(s.inspect(|_| ()))),
    ("scan", Upper, |s| Box::pin(s.scan((), |(), n| Some(n)))),
    ("flat_map", Unknown, |s| Box::pin(s.flat_map(stream::once))),
    ("merge", Exact, |s| Box::pin(s.merge(stream::empty()))),
    ("merge, second", Exact, |s| Box::pin(stream::empty().merge(s))),
    ("chunks", Exact, |s| Box::pin(s.chunks(1).map(|chunk| chunk[0]))),
    ("buffered", Exact, |s| Box::pin(s.map(ready).buffered(1))),
    ("buffer_unordered", Exact, |s| Box::pin(s.map(ready).buffer_unordered(1))),
];

#[test]
fn items_arrive_in_order_and_once() {
    for (name, _, adapt) in ADAPTERS {
        let mut stream = adapt(Script::new([Item(1), Yield, Item(2), Item(3), Yield, Yield, End]));
        let task = Task::new();
        let items = task.finish(&mut stream.as_mut().collect::<Vec<_>>());
        assert_eq!(items, [1, 2, 3], "{name}");
    }
}

#[test]
fn only_the_newest_waker_is_kept() {
    for (name, _, adapt) in ADAPTERS {
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
    for (name, _, adapt) in ADAPTERS {
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
    for (name, _, adapt) in ADAPTERS {
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
    for (name, bounds, adapt) in ADAPTERS {
        let mut stream = adapt(Script::new([Item(1), Wait, Item(2), Item(3), End]));
        let task = Task::new();
        for (step, left) in [3, 2, 2, 1, 0].into_iter().enumerate() {
            let expected = match bounds {
                Exact => (left, Some(left)),
                ExactLater => (if step == 0 { 0 } else { left }, Some(left)),
                Upper => (0, Some(left)),
                Unknown => (0, (left == 0).then_some(0)),
            };
            assert_eq!(stream.size_hint(), expected, "{name} at step {step}");
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
    for (name, bounds, adapt) in ADAPTERS {
        let lower = if let Exact = bounds { usize::MAX } else { 0 };
        let upper = if let Unknown = bounds { None } else { Some(usize::MAX) };
        assert_eq!(hint(huge(), adapt), (lower, upper), "{name}");
        let upper = if name == "take" { Some(usize::MAX) } else { None };
        assert_eq!(hint(open(), adapt), (lower, upper), "{name}");
    }
}

#[test]
fn hints_saturate_in_the_midst() {
    // An item that is held counts beside those of the inner stream.
    let script = || Script::new([Item(1), Item(2)]).hint(usize::MAX, Some(usize::MAX));
    let task = Task::new();

    let mut peekable = script().peekable();
    assert_eq!(task.poll(&mut peekable.peek()), Ready(Some(&mut 1)));
    assert_eq!(peekable.size_hint(), (usize::MAX, None));

    let mut then = Box::pin(script().then(|_| std::future::pending::<u32>()));
    assert_eq!(task.next(&mut then), Pending);
    assert_eq!(then.size_hint(), (usize::MAX, None));

    let mut filter_map = Box::pin(script().filter_map(|_| std::future::pending::<Option<u32>>()));
    assert_eq!(task.next(&mut filter_map), Pending);
    assert_eq!(filter_map.size_hint(), (0, None));

    let mut buffered = script().map(|_| std::future::pending::<u32>()).buffered(1);
    assert_eq!(task.next(&mut buffered), Pending);
    assert_eq!(buffered.size_hint(), (usize::MAX, None));

    let mut unordered = script().map(|_| std::future::pending::<u32>()).buffer_unordered(1);
    assert_eq!(task.next(&mut unordered), Pending);
    assert_eq!(unordered.size_hint(), (usize::MAX, None));

    let mut chunks = Script::new([Item(1)]).hint(usize::MAX, Some(usize::MAX)).chunks(2);
    assert_eq!(task.next(&mut chunks), Pending);
    assert_eq!(chunks.size_hint(), (usize::MAX / 2 + 1, Some(usize::MAX / 2 + 2)));

    assert_eq!(script().chain(script()).size_hint(), (usize::MAX, None));
    assert_eq!(script().merge(script()).size_hint(), (usize::MAX, None));
}

#[test]
fn hint_changes_nothing() {
    for (name, _, adapt) in ADAPTERS {
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
    for (name, _, adapt) in ADAPTERS {
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
    for (name, _, adapt) in ADAPTERS {
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
    fn picky(n: u32) -> u32 {
        assert_ne!(n, 1, "as the test says");
        n
    }
    let script = || Script::of([1, 2]);
    let streams: [(&str, Adapted); 9] = [
        ("map", Box::pin(script().map(picky))),
        ("then", Box::pin(script().then(|n| ready(picky(n))))),
        ("filter", Box::pin(script().filter(|n| picky(*n) > 0))),
        ("filter_map", Box::pin(script().filter_map(|n| ready(Some(picky(n)))))),
        ("take_while", Box::pin(script().take_while(|n| picky(*n) > 0))),
        ("skip_while", Box::pin(script().skip_while(|n| picky(*n) == 0))),
        ("inspect", Box::pin(script().inspect(|n| _ = picky(*n)))),
        ("scan", Box::pin(script().scan((), |(), n| Some(picky(n))))),
        ("flat_map", Box::pin(script().flat_map(|n| stream::once(picky(n))))),
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
    let numbers = || stream::iter([7]);
    let streams = [
        format!("{:?}", numbers().map(|n| n)),
        format!("{:?}", numbers().then(ready)),
        format!("{:?}", numbers().filter(|_| true)),
        format!("{:?}", numbers().filter_map(|n| ready(Some(n)))),
        format!("{:?}", numbers().take(1)),
        format!("{:?}", numbers().take_while(|_| true)),
        format!("{:?}", numbers().skip(1)),
        format!("{:?}", numbers().skip_while(|_| true)),
        format!("{:?}", numbers().step_by(1)),
        format!("{:?}", numbers().enumerate()),
        format!("{:?}", numbers().zip(numbers())),
        format!("{:?}", numbers().chain(numbers())),
        format!("{:?}", numbers().peekable()),
        format!("{:?}", numbers().fuse()),
        format!("{:?}", numbers().inspect(|_| ())),
        format!("{:?}", numbers().scan(1, |_, n| Some(n))),
        format!("{:?}", stream::once(numbers()).flatten()),
        format!("{:?}", numbers().flat_map(stream::once)),
        format!("{:?}", numbers().merge(numbers())),
        format!("{:?}", numbers().chunks(1)),
        format!("{:?}", numbers().map(ready).buffered(1)),
        format!("{:?}", numbers().map(ready).buffer_unordered(1)),
    ];
    for debug in streams {
        assert!(debug.contains("IntoIter([7])"), "{debug}");
    }
}

use std::{
    cell::{Cell, RefCell},
    future,
    pin::Pin,
    rc::Rc,
    task::Poll::{Pending, Ready},
};

use async_interop::stream::{self, FusedStream, Stream, StreamExt, from_fn, iter, poll_fn, unfold};

use super::support::{End, Gate, Item, Script, Task, Wait};

#[test]
fn iter_hands_out_all_items_with_exact_hints() {
    let mut numbers = iter([1, 2, 3]);
    let task = Task::new();
    for left in (1..=3).rev() {
        assert_eq!(numbers.size_hint(), (left, Some(left)));
        assert_eq!(task.next(&mut numbers), Ready(Some(4 - left)));
        assert!(!numbers.is_terminated());
    }
    assert_eq!(task.next(&mut numbers), Ready(None));
    assert!(numbers.is_terminated());
    assert_eq!(numbers.size_hint(), (0, Some(0)));
    assert_eq!((task.wakes(), task.live_wakers()), (0, 0));
    assert_eq!(iter(0..).size_hint(), (usize::MAX, None));
}

#[test]
fn iter_stays_at_its_end_and_drops_the_iterator() {
    let alive = Rc::new(());
    let held = alive.clone();
    let mut calls = 0;
    let mut stream = iter(std::iter::from_fn(move || {
        let _ = &held;
        calls += 1;
        assert_eq!(calls, 1, "asked again after its end");
        None::<u8>
    }));
    let task = Task::new();
    assert_eq!(task.next(&mut stream), Ready(None));
    assert_eq!(Rc::strong_count(&alive), 1, "dropped at the end, not with the stream");
    assert_eq!(task.next(&mut stream), Ready(None));
}

#[test]
fn poll_fn_passes_the_context_and_ends_once() {
    let mut inner = Script::new([Wait, Item(1)]);
    let ledger = inner.ledger();
    let mut polls = 0;
    let mut stream = poll_fn(|cx| {
        polls += 1;
        match polls {
            1 | 2 => Pin::new(&mut inner).poll_next(cx),
            3 => Ready(None),
            _ => panic!("called after the end"),
        }
    });
    let task = Task::new();
    assert_eq!(stream.size_hint(), (0, None));
    assert_eq!(task.next(&mut stream), Pending);
    assert!(ledger.wake());
    assert_eq!(task.wakes(), 1);
    assert_eq!(task.next(&mut stream), Ready(Some(1)));
    assert!(!stream.is_terminated());
    for _ in 0..4 {
        assert_eq!(task.next(&mut stream), Ready(None));
        assert!(stream.is_terminated());
    }
    assert_eq!(stream.size_hint(), (0, Some(0)));
}

/// A future of the next item of a stream that the caller keeps.
fn pop(script: &Rc<RefCell<Script<u8>>>) -> impl Future<Output = Option<u8>> + use<> {
    let script = script.clone();
    future::poll_fn(move |cx| Pin::new(&mut *script.borrow_mut()).poll_next(cx))
}

#[test]
fn from_fn_begins_one_future_for_each_item() {
    let script = Rc::new(RefCell::new(Script::new([Wait, Item(1), Item(2), End, Item(3)])));
    let begun = Cell::new(0);
    let mut stream = Box::pin(from_fn(|| {
        begun.set(begun.get() + 1);
        pop(&script)
    }));
    let task = Task::new();
    assert_eq!(begun.get(), 0, "lazy");
    assert_eq!(task.next(&mut stream), Pending);
    assert_eq!(task.next(&mut stream), Ready(Some(1)));
    assert_eq!(begun.get(), 1, "a future that waits is kept");
    assert_eq!(task.next(&mut stream), Ready(Some(2)));
    assert_eq!(stream.size_hint(), (0, None));
    for _ in 0..4 {
        assert_eq!(task.next(&mut stream), Ready(None));
        assert!(stream.is_terminated());
    }
    assert_eq!(begun.get(), 3, "none after the end");
    assert_eq!(stream.size_hint(), (0, Some(0)));
}

#[test]
fn from_fn_progress_drives_what_has_begun_and_begins_nothing() {
    let script = Script::new([Wait, Wait, Item(1), Item(2)]);
    let ledger = script.ledger();
    let script = Rc::new(RefCell::new(script));
    let mut stream = Box::pin(from_fn(|| pop(&script)));
    let task = Task::new();

    assert_eq!(task.progress(&mut stream), Ready(()));
    assert_eq!(ledger.polls(), 0, "nothing had begun");

    assert_eq!(task.next(&mut stream), Pending);
    assert_eq!(task.progress(&mut stream), Pending);
    assert!(ledger.wake(), "the progress call left its waker");
    assert_eq!(task.progress(&mut stream), Ready(()));
    assert_eq!(task.progress(&mut stream), Ready(()), "and stays so");
    assert_eq!(ledger.polls(), 3, "the future was driven to its end, and no other begun");

    assert_eq!(task.next(&mut stream), Ready(Some(1)), "its output was kept");
    assert_eq!(ledger.polls(), 3);
    assert_eq!(task.next(&mut stream), Ready(Some(2)));
}

#[test]
fn from_fn_end_that_progress_found_is_told_once_asked() {
    let script = Rc::new(RefCell::new(Script::new([Wait, End])));
    let mut stream = Box::pin(from_fn(|| pop(&script)));
    let task = Task::new();
    assert_eq!(task.next(&mut stream), Pending);
    assert_eq!(task.progress(&mut stream), Ready(()));
    assert!(!stream.is_terminated());
    assert_eq!(task.next(&mut stream), Ready(None));
    assert!(stream.is_terminated());
}

#[test]
fn from_fn_takes_async_closures() {
    let limit = 3;
    let count = Cell::new(0);
    let stream = from_fn(async || {
        count.set(count.get() + 1);
        (count.get() <= limit).then(|| count.get())
    });
    assert_eq!(Task::new().finish(&mut Box::pin(stream.collect::<Vec<_>>())), [1, 2, 3]);
}

#[test]
fn once_gives_its_value_once() {
    let mut value = stream::once(String::from("value"));
    let task = Task::new();
    assert_eq!(value.size_hint(), (1, Some(1)));
    assert!(!value.is_terminated());
    assert_eq!(task.next(&mut value), Ready(Some("value".to_owned())));
    for _ in 0..4 {
        assert!(value.is_terminated());
        assert_eq!(value.size_hint(), (0, Some(0)));
        assert_eq!(task.next(&mut value), Ready(None));
    }
}

#[test]
fn empty_has_ended_and_pending_never_does() {
    let (mut empty, mut pending) = (stream::empty::<u8>(), stream::pending::<u8>());
    let task = Task::new();
    for _ in 0..4 {
        assert_eq!(task.next(&mut empty), Ready(None));
        assert_eq!(task.next(&mut pending), Pending);
        assert!(empty.is_terminated() && !pending.is_terminated());
        assert_eq!((empty.size_hint(), pending.size_hint()), ((0, Some(0)), (0, Some(0))));
    }
    assert_eq!((task.wakes(), task.live_wakers()), (0, 0));
    assert_eq!(format!("{empty:?} {:?}", pending.clone()), "Empty Pending");
}

#[test]
fn repeat_and_repeat_with_have_no_end() {
    let mut calls = 0;
    let mut counted = stream::repeat_with(|| {
        calls += 1;
        calls
    });
    let mut same = stream::repeat('x');
    let task = Task::new();
    for n in 1..=300 {
        assert_eq!(task.next(&mut counted), Ready(Some(n)));
        assert_eq!(task.next(&mut same), Ready(Some('x')));
    }
    assert!(!counted.is_terminated() && !same.is_terminated());
    assert_eq!((counted.size_hint(), same.size_hint()), ((usize::MAX, None), (usize::MAX, None)));
}

#[test]
fn unfold_hands_its_state_on() {
    let gate = Gate::new();
    let mut stream = Box::pin(unfold(1, async |n| {
        gate.pass(()).await;
        (n < 8).then_some((n, n * 2))
    }));
    let task = Task::new();
    assert_eq!(task.progress(&mut stream), Ready(()), "nothing has begun");
    assert_eq!(task.next(&mut stream), Pending);
    assert_eq!(stream.size_hint(), (0, None));
    assert_eq!(task.progress(&mut stream), Pending);
    gate.open(1);
    assert_eq!(task.wakes(), 1);
    assert_eq!(task.progress(&mut stream), Ready(()));
    gate.open(3);
    assert!(!stream.is_terminated());
    let items: Vec<_> = (0..3).map(|_| task.next(&mut stream)).collect();
    assert_eq!(items, [1, 2, 4].map(|n| Ready(Some(n))));
    for _ in 0..4 {
        assert_eq!(task.next(&mut stream), Ready(None));
        assert!(stream.is_terminated());
    }
    assert_eq!(stream.size_hint(), (0, Some(0)));
}

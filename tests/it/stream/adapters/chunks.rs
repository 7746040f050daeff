use std::task::Poll::{Pending, Ready};

use async_interop::stream::{self, FusedStream, Stream, StreamExt};

use crate::stream::support::{End, Item, Script, Task, Wait};

#[test]
fn full_chunks_and_the_rest() {
    let script = Script::new([Item(1), Wait, Item(2), Item(3), Wait, End]);
    let ledger = script.ledger();
    let mut pairs = script.chunks(2);
    let task = Task::new();
    assert_eq!(pairs.size_hint(), (2, Some(2)));
    assert_eq!(task.next(&mut pairs), Pending);
    assert_eq!(pairs.size_hint(), (2, Some(2)), "an item that is held counts");
    assert_eq!(task.next(&mut pairs), Ready(Some(vec![1, 2])));
    assert_eq!(ledger.polls(), 3, "a full chunk does not wait for more");
    assert_eq!(task.next(&mut pairs), Pending);
    assert_eq!(task.next(&mut pairs), Ready(Some(vec![3])));
    assert!(pairs.is_terminated());
    assert_eq!(task.next(&mut pairs), Ready(None));
    assert_eq!(ledger.polls_after_end(), 0);
}

#[test]
fn huge_size_allocates_what_comes() {
    let mut all = Script::of([1, 2]).chunks(usize::MAX);
    let Ready(Some(chunk)) = Task::new().next(&mut all) else { panic!("the rest is a chunk") };
    assert_eq!(chunk, [1, 2]);
    assert!(chunk.capacity() < 100);
}

#[test]
fn always_ready_inner_gives_others_a_turn() {
    let mut all = stream::iter(0..10_000).chunks(10_000);
    let task = Task::new();
    assert_eq!(task.next(&mut all), Pending);
    assert_eq!(task.wakes(), 1, "it wakes itself, once");
    let chunks = task.finish(&mut (&mut all).collect::<Vec<_>>());
    assert_eq!(chunks, [(0..10_000).collect::<Vec<_>>()]);
}

#[test]
#[should_panic(expected = "a size of 0 and would never fill: use 1 or more")]
fn size_of_zero_is_refused() {
    let _ = Script::of([1]).chunks(0);
}

use std::task::Poll::{Pending, Ready};

use async_interop::stream::{FusedStream, Stream, StreamExt};

use crate::stream::support::{End, Item, Panic, Script, Task, Wait};

#[test]
fn first_refusal_is_the_end() {
    let script = Script::new([Item(1), Wait, Item(9), Item(2), Panic]);
    let ledger = script.ledger();
    let mut asked = Vec::new();
    let mut low = script.take_while(|n| {
        asked.push(*n);
        *n < 5
    });
    let task = Task::new();
    assert_eq!(task.next(&mut low), Ready(Some(1)));
    assert_eq!(task.next(&mut low), Pending);
    assert!(!low.is_terminated());
    for _ in 0..4 {
        assert_eq!(task.next(&mut low), Ready(None));
        assert!(low.is_terminated());
        assert_eq!(low.size_hint(), (0, Some(0)), "although the script goes on");
    }
    assert_eq!(ledger.polls(), 3);
    drop(low);
    assert_eq!(asked, [1, 9], "once for each item");
}

#[test]
fn borrowed_inner_goes_on_after_the_refused_item() {
    let mut script = Script::new([Item(9), Item(2), End]);
    let ledger = script.ledger();
    let task = Task::new();
    let mut low = (&mut script).take_while(|n| *n < 5);
    assert_eq!(task.next(&mut low), Ready(None));
    ledger.set_work(1);
    assert_eq!(task.progress(&mut low), Pending, "and still works on");
    assert_eq!(task.next(&mut script), Ready(Some(2)));
}

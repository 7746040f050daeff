use std::task::Poll::{Pending, Ready};

use async_interop::stream::StreamExt;

use crate::stream::support::{Item, Script, Task, Wait};

#[test]
fn stream_works_on_while_the_body_waits() {
    let mut script = Script::of([1]);
    let ledger = script.ledger();
    let mut body = Script::new([Wait, Wait, Wait, Wait, Item(7)]);
    let body_ledger = body.ledger();
    let mut lent = Vec::new();
    ledger.set_work(2);
    let mut running = Box::pin(script.progress_while(async { lent.extend(body.next().await) }));
    let task = Task::new();
    assert_eq!(ledger.progress(), 0, "lazy");
    assert_eq!(task.poll(&mut running), Pending);
    assert_eq!(ledger.progress(), 1);
    assert!(ledger.wake() && body_ledger.wake(), "either of them wakes the task");
    assert_eq!(task.wakes(), 2);
    for _ in 0..3 {
        assert_eq!(task.poll(&mut running), Pending);
    }
    assert_eq!(ledger.progress(), 3, "it had no more to do until the next item");
    assert_eq!(task.poll(&mut running), Ready(()));
    drop(running);
    assert_eq!(lent, [7]);
    assert_eq!(ledger.polls(), 0, "no item was taken");
    assert_eq!(task.poll(&mut script.next()), Ready(Some(1)));
}

#[test]
fn body_that_is_ready_costs_the_stream_nothing() {
    let mut script = Script::of([1]);
    let ledger = script.ledger();
    let mut running = Box::pin(script.progress_while(async { Err::<(), _>("failed") }));
    assert_eq!(Task::new().poll(&mut running), Ready(Err("failed")));
    assert_eq!(ledger.progress(), 0);
}

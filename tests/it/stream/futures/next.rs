use std::task::Poll::{Pending, Ready};

use async_interop::stream::StreamExt;

use crate::stream::support::{Item, Script, Task, Wait};

#[test]
fn dropped_while_it_waits_takes_no_item() {
    let mut script = Script::new([Wait, Item(1), Item(2)]);
    let ledger = script.ledger();
    let task = Task::new();
    {
        let mut next = script.next();
        assert_eq!(task.poll(&mut next), Pending);
    }
    {
        let _never_polled = script.next();
    }
    assert_eq!(ledger.polls(), 1, "a future that is not polled asks for nothing");
    assert_eq!(task.poll(&mut script.next()), Ready(Some(1)));
    assert_eq!(task.poll(&mut script.next()), Ready(Some(2)));
}

#[test]
fn end_is_none() {
    assert_eq!(Task::new().poll(&mut Script::<u8>::of([]).next()), Ready(None));
}

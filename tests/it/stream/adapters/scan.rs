use std::task::Poll::{Pending, Ready};

use async_interop::stream::{FusedStream, Stream, StreamExt};

use crate::stream::support::{Item, Panic, Script, Task, Wait};

#[test]
fn state_stays_until_the_function_ends_it() {
    let script = Script::new([Item(1), Wait, Item(2), Item(3), Panic]);
    let ledger = script.ledger();
    let mut sums = script.scan(0, |sum, n| {
        *sum += n;
        (*sum < 6).then_some(*sum)
    });
    let task = Task::new();
    let polls: Vec<_> = (0..3).map(|_| task.next(&mut sums)).collect();
    assert_eq!(polls, [Ready(Some(1)), Pending, Ready(Some(3))]);
    for _ in 0..4 {
        assert_eq!(task.next(&mut sums), Ready(None));
        assert!(sums.is_terminated());
        assert_eq!(sums.size_hint(), (0, Some(0)));
    }
    assert_eq!(ledger.polls(), 4);
    ledger.set_work(1);
    assert_eq!(task.progress(&mut sums), Pending, "it may be borrowed and go on");
}

use std::task::Poll::{Pending, Ready};

use async_interop::stream::{Stream, StreamExt};

use crate::stream::support::{End, Item, Script, Task, Wait};

#[test]
fn first_item_passes_at_once() {
    let script = Script::new([Item(1), Item(2), Wait, Item(3), Item(4), Item(5), End]);
    let ledger = script.ledger();
    let mut odd = script.step_by(2);
    let task = Task::new();
    assert_eq!(odd.size_hint(), (3, Some(3)));
    assert_eq!(task.next(&mut odd), Ready(Some(1)));
    assert_eq!(ledger.polls(), 1, "what goes by is taken when the next one is wanted");
    assert_eq!(odd.size_hint(), (2, Some(2)));
    assert_eq!(task.next(&mut odd), Pending);
    assert_eq!(task.next(&mut odd), Ready(Some(3)));
    assert_eq!(task.next(&mut odd), Ready(Some(5)));
    assert_eq!(odd.size_hint(), (0, Some(0)));
    assert_eq!(task.next(&mut odd), Ready(None));
}

#[test]
fn huge_steps_and_hints() {
    let huge = || Script::<u8>::new([Item(1)]).hint(usize::MAX, Some(usize::MAX));
    assert_eq!(huge().step_by(usize::MAX).size_hint(), (1, Some(1)));
    assert_eq!(huge().step_by(2).size_hint(), (usize::MAX / 2 + 1, Some(usize::MAX / 2 + 1)));
}

#[test]
#[should_panic(expected = "a step of 0 and would not advance: use 1 or more")]
fn step_of_zero_is_refused() {
    let _ = Script::of([1]).step_by(0);
}

use std::task::Poll::{Pending, Ready};

use async_interop::stream::{FusedStream, Stream, StreamExt};

use crate::stream::support::{End, Item, Script, Task, Wait};

#[test]
fn stream_that_starts_again_stays_at_its_end() {
    let mut raw = Script::new([End, Item(1)]);
    let task = Task::new();
    assert_eq!(task.next(&mut raw), Ready(None));
    assert_eq!(task.next(&mut raw), Ready(Some(1)), "the script starts again");

    let mut fused = Script::new([End, Item(1)]).fuse();
    assert!(!fused.is_terminated(), "nobody has asked yet");
    for _ in 0..16 {
        assert_eq!(task.next(&mut fused), Ready(None));
    }
    assert!(fused.is_terminated());
    assert_eq!(fused.size_hint(), (0, Some(0)), "although the script has an item");
}

#[test]
fn stream_that_waits_is_not_at_its_end() {
    let mut fused = Script::new([Wait, Item(1)]).fuse();
    let task = Task::new();
    assert_eq!(task.next(&mut fused), Pending);
    assert!(!fused.is_terminated());
    assert_eq!(task.next(&mut fused), Ready(Some(1)));
}

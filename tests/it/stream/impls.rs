//! Streams behind pointers.

use std::{
    pin::Pin,
    sync::Arc,
    task::Poll::{Pending, Ready},
};

use async_interop::stream::{FusedStream, IntoStream, Stream, StreamExt};

use super::support::{Item, Ledger, Script, Task, Wait};

fn scripted() -> (Script<u8>, Arc<Ledger>) {
    let script = Script::new([Wait, Item(1), Item(2)]);
    let ledger = script.ledger();
    (script, ledger)
}

/// Checks that each method of `pointer`, to what [`scripted`] made, gets through.
#[track_caller]
fn case(mut pointer: impl Stream<Item = u8> + Unpin, ledger: &Ledger) {
    let task = Task::new();
    assert_eq!(pointer.size_hint(), (2, None));
    assert_eq!(task.next(&mut pointer), Pending);
    assert!(ledger.wake());
    assert_eq!(task.wakes(), 1);
    ledger.set_work(1);
    assert_eq!(task.progress(&mut pointer), Pending);
    assert_eq!(ledger.progress(), 1);
    assert_eq!(task.next(&mut pointer), Ready(Some(1)));
    assert_eq!(pointer.size_hint(), (1, None));
}

#[test]
fn every_method_reaches_the_stream() {
    let (mut script, ledger) = scripted();
    case(&mut script, &ledger);
    let (mut script, ledger) = scripted();
    case(Pin::new(&mut script), &ledger);
    let (script, ledger) = scripted();
    case(Box::new(script), &ledger);
    let (script, ledger) = scripted();
    case(Box::pin(script), &ledger);
    let (script, ledger) = scripted();
    case(Box::new(script) as Box<dyn Stream<Item = u8> + Unpin>, &ledger);
    let (script, ledger) = scripted();
    case(Box::pin(script) as Pin<Box<dyn Stream<Item = u8> + Send>>, &ledger);
}

#[test]
fn fused_streams_stay_fused() {
    #[track_caller]
    fn case<P: FusedStream<Item = u8> + Unpin>(mut pointer: P) {
        assert!(!pointer.is_terminated());
        assert_eq!(Task::new().next(&mut pointer), Ready(None));
        assert!(pointer.is_terminated());
    }
    let ended = || Script::of([]).fuse();
    let mut owned = ended();
    case(&mut owned);
    assert!(owned.is_terminated());
    case(Box::new(ended()));
    case(Box::pin(ended()));
    case(Box::new(ended()) as Box<dyn FusedStream<Item = u8> + Unpin>);
}

#[test]
fn dyn_streams_have_the_methods() {
    let mut stream: Pin<Box<dyn Stream<Item = u8>>> = Box::pin(Script::of([1, 2, 3]));
    let task = Task::new();
    assert_eq!(task.poll(&mut stream.next()), Ready(Some(1)));
    let rest = stream.as_mut().map(|n| n * 2).collect::<Vec<_>>();
    assert_eq!(task.finish(&mut Box::pin(rest)), [4, 6]);
}

#[test]
fn every_stream_is_its_own_into_stream() {
    fn first<S: IntoStream<Item = u8, IntoStream: Unpin>>(stream: S) -> Option<u8> {
        match Task::new().next(&mut stream.into_stream()) {
            Ready(item) => item,
            Pending => None,
        }
    }
    assert_eq!(first(Script::of([9])), Some(9));
    let mut script = Script::of([9, 10]);
    assert_eq!(first(&mut script), Some(9));
    assert_eq!(first(script), Some(10));
}

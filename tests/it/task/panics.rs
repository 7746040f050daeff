//! Panics of futures, of their destructors and of their outputs': to the handle, and no further.

use std::{
    future, panic,
    panic::panic_any,
    sync::{Arc, Mutex},
    task::Poll,
};

use async_interop::{
    future::yield_now,
    task::{JoinError, JoinHandle, SpawnExt as _},
};

use super::script::{self, Entry, Event, Ledger, OnDrop, Script, Wakes};

/// Polls a task to its end, and joins it.
#[track_caller]
fn run<T>(script: &Script, mut handle: JoinHandle<T>) -> Result<T, JoinError> {
    let wakes = Wakes::new();
    let mut task = script.task();
    while wakes.poll(&mut task).is_pending() {}
    drop(task);
    let Poll::Ready(joined) = wakes.poll(&mut handle) else { panic!("the task has ended") };
    assert_eq!(wakes.live(), 0);
    joined
}

#[track_caller]
fn assert_panicked(joined: Result<impl Sized, JoinError>, text: &str) {
    let Err(error) = joined else { panic!("the task has returned") };
    assert!(error.is_panic() && !error.is_cancelled());
    assert_eq!(error.to_string(), format!("the task panicked: {text}"));
    let payload = error.into_panic().unwrap();
    assert_eq!(script::text(&*payload), Some(text));
}

#[test]
fn of_the_future() {
    let script = Script::default();
    let literal = script.spawn(async { panic!("literal") }).unwrap();
    assert_panicked(run::<()>(&script, literal), "literal");
    let number = 7;
    let formatted = script
        .spawn(async move {
            yield_now().await;
            panic!("number {number}")
        })
        .unwrap();
    assert_panicked(run::<()>(&script, formatted), "number 7");
}

#[test]
fn with_a_payload_that_is_no_text() {
    let script = Script::default();
    let handle = script.spawn(async { panic_any(7_u64) }).unwrap();
    let error = run::<()>(&script, handle).unwrap_err();
    assert_eq!(error.to_string(), "the task panicked");
    assert_eq!(format!("{error:?}"), "JoinError::Panicked(..)");
    assert_eq!(*error.into_panic().unwrap().downcast::<u64>().unwrap(), 7);
}

#[test]
fn drops_what_the_future_has() {
    let (script, ledger) = (Script::default(), Ledger::default());
    let (polled, captured) = (ledger.entry(), ledger.entry());
    let handle = script
        .spawn(future::poll_fn(move |_| -> Poll<()> {
            let _captured = &captured;
            let _polled = &polled;
            panic!("in a poll");
        }))
        .unwrap();
    assert_panicked(run(&script, handle), "in a poll");
    assert_eq!(ledger.dropped(), 2);
}

/// A future that panics when it is dropped, and a ledger of what else it has.
fn panics_on_drop(ledger: &Ledger) -> impl Future<Output = Entry> + Send + use<> {
    let guard = OnDrop(|| panic!("in the destructor"));
    let (output, mut yielded) = (ledger.entry(), false);
    let mut output = Some(output);
    future::poll_fn(move |cx| {
        let _guard = &guard;
        if yielded {
            return Poll::Ready(output.take().unwrap());
        }
        yielded = true;
        cx.waker().wake_by_ref();
        Poll::Pending
    })
}

#[test]
fn of_the_destructor_after_the_future_was_ready() {
    let (script, ledger) = (Script::default(), Ledger::default());
    let handle = script.spawn(panics_on_drop(&ledger)).unwrap();
    assert_panicked(run(&script, handle), "in the destructor");
    assert_eq!(ledger.dropped(), 1);
}

#[test]
fn of_the_destructor_when_aborted() {
    let (script, ledger) = (Script::default(), Ledger::default());
    let handle = script.spawn(panics_on_drop(&ledger)).unwrap();
    handle.abort();
    let Err(error) = run(&script, handle) else { panic!("the task was aborted") };
    assert!(error.is_cancelled());
    assert!(error.into_panic().is_err());
    assert_eq!(ledger.dropped(), 1);
}

#[test]
fn of_the_destructor_when_the_executor_drops_the_task() {
    let (script, ledger, wakes) = (Script::default(), Ledger::default(), Wakes::new());
    let mut handle = script.spawn(panics_on_drop(&ledger)).unwrap();
    drop(script.task());
    assert_eq!(ledger.dropped(), 1);
    assert!(matches!(wakes.poll(&mut handle), Poll::Ready(Err(error)) if error.is_cancelled()));
}

#[test]
fn of_the_destructor_after_a_panic_of_the_future() {
    let script = Script::default();
    let guard = OnDrop(|| panic!("in the destructor"));
    let handle = script
        .spawn(future::poll_fn(move |_| -> Poll<()> {
            let _guard = &guard;
            panic!("in a poll");
        }))
        .unwrap();
    assert_panicked(run(&script, handle), "in a poll");
}

#[test]
fn of_the_output_when_detached() {
    let (script, wakes) = (Script::default(), Wakes::new());
    let handle = script.spawn(async { OnDrop(|| panic!("in the output")) }).unwrap();
    drop(handle);
    let mut task = script.task();
    assert!(wakes.poll(&mut task).is_ready());
}

#[test]
fn of_the_output_when_its_handle_is_dropped() {
    let (script, wakes) = (Script::default(), Wakes::new());
    let handle = script.spawn(async { OnDrop(|| panic!("in the output")) }).unwrap();
    assert!(wakes.poll(&mut script.task()).is_ready());
    drop(handle);
}

#[test]
fn of_the_output_and_of_the_destructor() {
    let (script, ledger) = (Script::default(), Ledger::default());
    let entry = ledger.entry();
    let mut output = Some(OnDrop(move || {
        let _entry = &entry;
        panic!("in the output");
    }));
    let guard = OnDrop(|| panic!("in the destructor"));
    let handle = script
        .spawn(future::poll_fn(move |_| {
            let _guard = &guard;
            Poll::Ready(output.take().unwrap())
        }))
        .unwrap();
    assert_panicked(run(&script, handle), "in the destructor");
    assert_eq!(ledger.dropped(), 1);
}

#[test]
fn of_a_payload() {
    let (script, wakes) = (Script::default(), Wakes::new());
    let text = script.spawn(async { panic_any(OnDrop(|| panic!("in a payload"))) }).unwrap();
    // The last one is leaked; it has no size.
    let payloads = script
        .spawn(async {
            panic_any(OnDrop(|| panic_any(OnDrop(|| panic_any(OnDrop(|| panic_any(())))))))
        })
        .unwrap();
    drop::<[JoinHandle<()>; 2]>([text, payloads]);
    while !script.is_empty() {
        assert!(wakes.poll(&mut script.task()).is_ready());
    }
}

#[test]
fn of_the_waker_of_the_handle() {
    let (script, wakes) = (Script::default(), Wakes::new());
    let panicking = Wakes::hooked(|event| {
        assert_ne!(event, Event::Wake, "the waker panics");
    });
    let mut handle = script.spawn(async { 7 }).unwrap();
    assert!(panicking.poll(&mut handle).is_pending());
    assert!(wakes.poll(&mut script.task()).is_ready());
    assert_eq!(panicking.count(), 1);
    assert!(matches!(wakes.poll(&mut handle), Poll::Ready(Ok(7))));
}

#[test]
fn are_reported_by_the_hook() {
    let script = Script::default();
    let seen = Arc::new(Mutex::new(0));
    let count = Arc::clone(&seen);
    let before = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        if info.payload().downcast_ref() == Some(&"counted") {
            *count.lock().unwrap() += 1;
        } else {
            before(info);
        }
    }));
    let handle = script.spawn(async { panic!("counted") }).unwrap();
    drop(handle);
    assert!(Wakes::new().poll(&mut script.task()).is_ready());
    assert_eq!(*seen.lock().unwrap(), 1);
}

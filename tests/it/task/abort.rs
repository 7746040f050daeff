//! Aborting, in each state of a task.

use std::{
    future::{self, poll_fn},
    rc::Rc,
    sync::{Arc, Mutex},
    task::Poll,
    thread,
};

use async_interop::{
    future::yield_now,
    task::{JoinHandle, SpawnExt as _, SpawnLocalExt as _},
};

use super::script::{Ledger, LocalScript, Script, Wakes};

#[track_caller]
fn assert_cancelled<T>(handle: &mut JoinHandle<T>) {
    match Wakes::new().poll(handle) {
        Poll::Ready(Err(error)) => assert!(error.is_cancelled(), "{error}"),
        Poll::Ready(Ok(_)) => panic!("the task has returned"),
        Poll::Pending => panic!("the task has not ended"),
    }
}

#[test]
fn before_the_first_poll() {
    let (script, ledger, wakes) = (Script::default(), Ledger::default(), Wakes::new());
    let entry = ledger.entry();
    let mut handle = script
        .spawn(async move {
            let _entry = entry;
            unreachable!("the task was aborted");
        })
        .unwrap();
    handle.abort();
    assert!(!handle.is_finished(), "the future is dropped by its executor");
    assert_eq!(ledger.dropped(), 0);
    assert!(wakes.poll(&mut script.task()).is_ready());
    assert_eq!(ledger.dropped(), 1);
    assert_cancelled(&mut handle);
}

#[test]
fn while_pending() {
    let (script, ledger, wakes) = (Script::default(), Ledger::default(), Wakes::new());
    let entry = ledger.entry();
    let mut handle: JoinHandle<()> = script
        .spawn(async move {
            let _entry = entry;
            future::pending().await
        })
        .unwrap();
    let mut task = script.task();
    assert!(wakes.poll(&mut task).is_pending());
    let join = Wakes::new();
    assert!(join.poll(&mut handle).is_pending());
    handle.abort();
    assert_eq!(wakes.count(), 1, "the task is woken");
    handle.abort();
    handle.abort_handle().abort();
    assert_eq!(wakes.count(), 1, "once");
    assert_eq!(join.count(), 0);
    assert_eq!(ledger.dropped(), 0, "not on the thread that aborts");
    assert!(wakes.poll(&mut task).is_ready());
    assert_eq!(ledger.dropped(), 1);
    assert_eq!(join.count(), 1);
    assert_cancelled(&mut handle);
    assert_eq!(wakes.live(), 0);
}

#[test]
fn wakes_the_newest_waker() {
    let (script, first, second) = (Script::default(), Wakes::new(), Wakes::new());
    let handle = script.spawn(future::pending::<()>()).unwrap();
    let mut task = script.task();
    assert!(first.poll(&mut task).is_pending());
    assert!(second.poll(&mut task).is_pending());
    assert_eq!(first.live(), 0, "the stale waker is dropped");
    handle.abort();
    assert_eq!((first.count(), second.count()), (0, 1));
    assert!(second.poll(&mut task).is_ready());
}

/// The task is aborted by itself, in a poll.
#[track_caller]
fn in_a_poll(earlier_polls: usize, returns: bool) {
    let (script, ledger, wakes) = (Script::default(), Ledger::default(), Wakes::new());
    let place = Arc::new(Mutex::new(None::<JoinHandle<_>>));
    let own = Arc::clone(&place);
    let mut entry = Some(ledger.entry());
    let mut polls = 0;
    let handle = script
        .spawn(poll_fn(move |_| {
            polls += 1;
            if polls <= earlier_polls {
                return Poll::Pending;
            }
            own.lock().unwrap().as_ref().unwrap().abort();
            if returns { Poll::Ready(entry.take()) } else { Poll::Pending }
        }))
        .unwrap();
    *place.lock().unwrap() = Some(handle);
    let mut task = script.task();
    for _ in 0..earlier_polls {
        assert!(wakes.poll(&mut task).is_pending());
    }
    assert!(wakes.poll(&mut task).is_ready(), "it ends in the poll in which it was aborted");
    let mut handle = place.lock().unwrap().take().unwrap();
    if returns {
        assert_eq!(ledger.dropped(), 0);
        assert!(matches!(wakes.poll(&mut handle), Poll::Ready(Ok(Some(_)))));
    } else {
        assert_eq!(ledger.dropped(), 1);
        assert_cancelled(&mut handle);
    }
    drop(task);
    assert_eq!(ledger.dropped(), 1);
    assert_eq!(wakes.live(), 0);
}

#[test]
fn in_the_first_poll_which_is_pending() {
    in_a_poll(0, false);
}

#[test]
fn in_a_later_poll_which_is_pending() {
    in_a_poll(1, false);
}

#[test]
fn in_the_first_poll_which_is_ready() {
    in_a_poll(0, true);
}

#[test]
fn in_a_later_poll_which_is_ready() {
    in_a_poll(1, true);
}

#[test]
fn after_the_end() {
    let (script, wakes) = (Script::default(), Wakes::new());
    let mut handle = script
        .spawn(async {
            yield_now().await;
            7
        })
        .unwrap();
    let mut task = script.task();
    assert!(wakes.poll(&mut task).is_pending());
    assert!(wakes.poll(&mut task).is_ready());
    let before = wakes.count();
    handle.abort();
    assert_eq!(wakes.count(), before);
    assert!(matches!(wakes.poll(&mut handle), Poll::Ready(Ok(7))));
    handle.abort();
}

#[test]
fn a_local_task_from_another_thread() {
    let (script, wakes) = (LocalScript::default(), Wakes::new());
    let shared = Rc::new(());
    let in_task = Rc::clone(&shared);
    let mut handle = script
        .spawn_local(async move {
            let _shared = in_task;
            future::pending::<u8>().await
        })
        .unwrap();
    let mut task = script.task();
    assert!(wakes.poll(&mut task).is_pending());
    let aborter = handle.abort_handle();
    thread::spawn(move || aborter.abort()).join().unwrap();
    assert_eq!(wakes.count(), 1);
    assert_eq!(Rc::strong_count(&shared), 2, "not dropped by the thread that aborts");
    assert!(wakes.poll(&mut task).is_ready());
    assert_eq!(Rc::strong_count(&shared), 1);
    assert_cancelled(&mut handle);
}

#[test]
fn on_drop() {
    let (script, wakes) = (Script::default(), Wakes::new());
    let mut handle = script.spawn(async { 7 }).unwrap().abort_on_drop();
    assert!(wakes.poll(&mut handle).is_pending());
    let mut task = script.task();
    assert!(wakes.poll(&mut task).is_ready());
    assert!(handle.is_finished());
    assert!(matches!(wakes.poll(&mut handle), Poll::Ready(Ok(7))));

    let handle = script.spawn(future::pending::<()>()).unwrap().abort_on_drop();
    let aborter = handle.abort_handle();
    let mut task = script.task();
    assert!(wakes.poll(&mut task).is_pending());
    let before = wakes.count();
    drop(handle);
    assert_eq!(wakes.count(), before + 1);
    assert!(!aborter.is_finished());
    assert!(wakes.poll(&mut task).is_ready());
    assert!(aborter.is_finished());
}

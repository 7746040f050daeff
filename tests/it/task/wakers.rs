//! Which wakers a task keeps, and what they may do when they are called.

use std::{
    future::{self, Future as _},
    pin::Pin,
    sync::{Arc, Mutex},
    task::{Context, Poll},
};

use async_interop::task::{JoinHandle, SpawnExt as _};

use super::script::{Event, Script, Wakes};

#[test]
fn of_the_handle_the_newest_is_woken() {
    let (script, first, second) = (Script::default(), Wakes::new(), Wakes::new());
    let mut handle = script.spawn(async {}).unwrap();
    assert!(first.poll(&mut handle).is_pending());
    assert!(second.poll(&mut handle).is_pending());
    assert_eq!(first.live(), 0, "the stale waker is dropped");
    assert!(Wakes::new().poll(&mut script.task()).is_ready());
    assert_eq!((first.count(), second.count()), (0, 1));
    assert_eq!(second.live(), 0, "woken by value");
    assert!(second.poll(&mut handle).is_ready());
}

#[test]
fn the_same_one_is_not_cloned_again() {
    let (script, join, task_wakes) = (Script::default(), Wakes::new(), Wakes::new());
    let mut handle = script.spawn(future::pending::<()>()).unwrap();
    let mut task = script.task();
    let (join_waker, task_waker) = (join.waker(), task_wakes.waker());
    for _ in 0..5 {
        let mut cx = Context::from_waker(&join_waker);
        assert!(Pin::new(&mut handle).poll(&mut cx).is_pending());
        let mut cx = Context::from_waker(&task_waker);
        assert!(Pin::new(&mut task).poll(&mut cx).is_pending());
    }
    assert_eq!((join.clones(), task_wakes.clones()), (1, 1));
}

#[test]
fn a_task_that_never_waits_does_not_clone_one() {
    let (script, wakes) = (Script::default(), Wakes::new());
    let handle = script.spawn(async {}).unwrap();
    assert!(wakes.poll(&mut script.task()).is_ready());
    assert_eq!(wakes.clones(), 0);
    drop(handle);
}

#[test]
fn none_is_left_when_the_handle_is_dropped() {
    let (script, wakes) = (Script::default(), Wakes::new());
    let mut handle = script.spawn(future::pending::<()>()).unwrap();
    assert!(wakes.poll(&mut handle).is_pending());
    assert_eq!(wakes.live(), 1);
    drop(handle);
    assert_eq!(wakes.live(), 0);
    assert_eq!(wakes.count(), 0);
}

#[test]
fn none_is_left_when_the_task_has_ended() {
    let (script, wakes) = (Script::default(), Wakes::new());
    let handle = script.spawn(async_interop::future::yield_now()).unwrap();
    let mut task = script.task();
    assert!(wakes.poll(&mut task).is_pending());
    assert_eq!(wakes.live(), 1);
    assert!(wakes.poll(&mut task).is_ready());
    assert_eq!(wakes.live(), 0, "though task and handle live");
    drop((task, handle));
}

/// What a waker does when it is called: something with the handle of the task that it was given to.
type Place = Arc<Mutex<Option<JoinHandle<u8>>>>;

/// A waker of a handle, which comes back to the handle at an event.
fn answering(place: &Place, at: Event, answer: fn(&mut Option<JoinHandle<u8>>)) -> Wakes {
    let place = Arc::clone(place);
    Wakes::hooked(move |event| {
        if event == at {
            // Not there while it is being polled.
            if let Ok(mut handle) = place.try_lock() {
                answer(&mut handle);
            }
        }
    })
}

fn poll(place: &Place, wakes: &Wakes) -> Option<bool> {
    let mut handle = place.lock().unwrap().take()?;
    let ready = wakes.poll(&mut handle).is_ready();
    *place.lock().unwrap() = Some(handle);
    Some(ready)
}

#[test]
fn of_the_handle_may_come_back_when_woken() {
    let answers: [fn(&mut Option<JoinHandle<u8>>); 4] = [
        |handle| drop(handle.take()),
        |handle| handle.as_ref().unwrap().abort(),
        |handle| assert!(handle.as_ref().unwrap().is_finished()),
        |handle| {
            let mut handle = handle.take().unwrap();
            assert!(matches!(Wakes::new().poll(&mut handle), Poll::Ready(Ok(7))));
        },
    ];
    for answer in answers {
        let script = Script::default();
        let place: Place = Arc::default();
        *place.lock().unwrap() = Some(script.spawn(async { 7 }).unwrap());
        let wakes = answering(&place, Event::Wake, answer);
        assert_eq!(poll(&place, &wakes), Some(false));
        let mut task = script.task();
        assert!(Wakes::new().poll(&mut task).is_ready());
        assert_eq!(wakes.count(), 1);
        drop(task);
    }
}

#[test]
fn of_the_handle_may_spawn_when_woken() {
    let script = Script::default();
    let spawned = Arc::new(Mutex::new(None));
    let report = Arc::clone(&spawned);
    let wakes = Wakes::hooked(move |event| {
        if event == Event::Wake {
            let other = Script::default();
            let mut handle = other.spawn(async { 7 }).unwrap();
            assert!(Wakes::new().poll(&mut other.task()).is_ready());
            let joined = Wakes::new().poll(&mut handle);
            *report.lock().unwrap() = Some(matches!(joined, Poll::Ready(Ok(7))));
        }
    });
    let mut handle = script.spawn(async {}).unwrap();
    assert!(wakes.poll(&mut handle).is_pending());
    assert!(Wakes::new().poll(&mut script.task()).is_ready());
    assert_eq!(*spawned.lock().unwrap(), Some(true));
}

#[test]
fn of_the_handle_may_run_the_task_when_cloned_or_dropped() {
    for at in [Event::Clone, Event::Drop] {
        let script = Script::default();
        let mut handle = script.spawn(async { 7 }).unwrap();
        let mut task = Some(script.task());
        let wakes = Wakes::hooked(move |event| {
            if event == at {
                if let Some(mut task) = task.take() {
                    assert!(Wakes::new().poll(&mut task).is_ready());
                }
            }
        });
        // The task ends in the middle of this poll, which must not miss it.
        let waker = wakes.waker();
        let mut cx = Context::from_waker(&waker);
        if at == Event::Clone {
            assert!(Pin::new(&mut handle).poll(&mut cx).is_ready());
        } else {
            assert!(Pin::new(&mut handle).poll(&mut cx).is_pending());
            // Replaced, so dropped: the newer waker is woken.
            let newer = Wakes::new();
            assert!(newer.poll(&mut handle).is_pending());
            assert_eq!(newer.count(), 1);
            assert!(newer.poll(&mut handle).is_ready());
        }
    }
}

#[test]
fn of_the_task_may_abort_it_when_cloned_dropped_or_woken() {
    for at in [Event::Clone, Event::Drop, Event::Wake] {
        let script = Script::default();
        let handle = script.spawn(future::pending::<()>()).unwrap();
        let aborter = handle.abort_handle();
        let wakes = Wakes::hooked(move |event| {
            if event == at {
                aborter.abort();
            }
        });
        let mut task = script.task();
        let waker = wakes.waker();
        let mut cx = Context::from_waker(&waker);
        let first = Pin::new(&mut task).poll(&mut cx);
        match at {
            Event::Clone => assert!(first.is_ready(), "aborted before its waker was left"),
            Event::Drop => {
                assert!(first.is_pending());
                // Replaced, so dropped: the newer waker is woken.
                let newer = Wakes::new();
                assert!(newer.poll(&mut task).is_pending());
                assert_eq!(newer.count(), 1);
                assert!(newer.poll(&mut task).is_ready());
            }
            Event::Wake => {
                assert!(first.is_pending());
                handle.abort();
                assert_eq!(wakes.count(), 1);
                assert!(Pin::new(&mut task).poll(&mut cx).is_ready());
            }
        }
        assert!(handle.is_finished());
    }
}

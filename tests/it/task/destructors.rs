//! When and where futures and outputs are dropped.

use std::{
    cell::RefCell,
    future,
    rc::Rc,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
    task::Poll,
    thread,
};

use async_interop::task::{JoinHandle, SpawnExt as _, SpawnLocalExt as _};

use super::script::{Ledger, LocalScript, OnDrop, Script, Wakes};

/// A state of the task at which the handle is dropped.
#[derive(Clone, Copy, PartialEq)]
enum When {
    BeforeThePoll,
    InThePoll,
    InTheDestructor,
    AfterTheEnd,
}

#[test]
fn output_is_dropped_once_whenever_the_handle_is() {
    for when in [When::BeforeThePoll, When::InThePoll, When::InTheDestructor, When::AfterTheEnd] {
        let (script, ledger, wakes) = (Script::default(), Ledger::default(), Wakes::new());
        let place = Arc::new(Mutex::new(None::<JoinHandle<_>>));
        let (in_poll, in_destructor) = (Arc::clone(&place), Arc::clone(&place));
        let entry = ledger.entry();
        let handle = script
            .spawn(async move {
                let _guard = OnDrop(move || {
                    if when == When::InTheDestructor {
                        drop(in_destructor.lock().unwrap().take());
                    }
                });
                if when == When::InThePoll {
                    drop(in_poll.lock().unwrap().take());
                }
                entry
            })
            .unwrap();
        *place.lock().unwrap() = Some(handle);
        if when == When::BeforeThePoll {
            drop(place.lock().unwrap().take());
        }
        let mut task = script.task();
        assert!(wakes.poll(&mut task).is_ready());
        let early = when != When::AfterTheEnd;
        assert_eq!(ledger.dropped(), usize::from(early));
        drop(place.lock().unwrap().take());
        assert_eq!(ledger.dropped(), 1);
        drop(task);
        assert_eq!(ledger.dropped(), 1);
    }
}

#[test]
fn a_detached_task_runs_on() {
    let (script, ledger, wakes) = (Script::default(), Ledger::default(), Wakes::new());
    let entry = ledger.entry();
    let mut handle = script
        .spawn(async move {
            async_interop::future::yield_now().await;
            entry
        })
        .unwrap();
    let mut task = script.task();
    assert!(wakes.poll(&mut task).is_pending());
    assert!(wakes.poll(&mut handle).is_pending());
    drop(handle);
    assert_eq!(ledger.dropped(), 0);
    assert!(wakes.poll(&mut task).is_ready());
    assert_eq!(ledger.dropped(), 1);
    drop(task);
    assert_eq!(wakes.live(), 0);
}

#[test]
fn destructor_runs_before_the_handle_is_ready() {
    let (script, wakes) = (Script::default(), Wakes::new());
    let ready_in_destructor = Arc::new(AtomicBool::new(true));
    let report = Arc::clone(&ready_in_destructor);
    let place = Arc::new(Mutex::new(None::<JoinHandle<()>>));
    let own = Arc::clone(&place);
    let guard = OnDrop(move || {
        let handle = own.lock().unwrap().take().unwrap();
        report.store(handle.is_finished(), Ordering::SeqCst);
        *own.lock().unwrap() = Some(handle);
    });
    let handle = script.spawn(async move { drop(guard) }).unwrap();
    *place.lock().unwrap() = Some(handle);
    assert!(wakes.poll(&mut script.task()).is_ready());
    assert!(!ready_in_destructor.load(Ordering::SeqCst));
    assert!(place.lock().unwrap().take().unwrap().is_finished());
}

#[test]
fn future_is_gone_when_the_task_has_ended_though_wakers_live() {
    let (script, ledger, wakes) = (Script::default(), Ledger::default(), Wakes::new());
    let entry = ledger.entry();
    let kept = Arc::new(Mutex::new(None));
    let keep = Arc::clone(&kept);
    let mut handle = script
        .spawn(future::poll_fn(move |cx| {
            let _entry = &entry;
            *keep.lock().unwrap() = Some(cx.waker().clone());
            Poll::Ready(())
        }))
        .unwrap();
    let mut task = script.task();
    assert!(wakes.poll(&mut task).is_ready());
    assert_eq!(ledger.dropped(), 1);
    assert!(wakes.poll(&mut handle).is_ready());
    // Waking a task that has ended does nothing.
    kept.lock().unwrap().take().unwrap().wake();
    assert!(wakes.poll(&mut task).is_ready());
}

#[test]
fn the_last_reference_on_a_foreign_thread_drops_no_future() {
    let (script, wakes) = (LocalScript::default(), Wakes::new());
    let home = thread::current().id();
    let seen = Rc::new(RefCell::new(Vec::new()));
    let report = Rc::clone(&seen);
    let guard = OnDrop(move || report.borrow_mut().push(thread::current().id()));
    // Not `Send`, but its output is, and so is the handle.
    let handle = script
        .spawn_local(async move {
            let _guard = guard;
            7
        })
        .unwrap();
    let mut task = script.task();
    assert!(wakes.poll(&mut task).is_ready());
    drop(task);
    assert_eq!(*seen.borrow(), [home]);
    // The handle has the last reference, and frees the cell elsewhere.
    thread::spawn(move || drop(handle)).join().unwrap();
    assert_eq!(*seen.borrow(), [home]);
}

#[test]
fn the_last_reference_may_be_an_aborters() {
    let (script, ledger, wakes) = (Script::default(), Ledger::default(), Wakes::new());
    let (state, output) = (ledger.entry(), ledger.entry());
    let handle = script
        .spawn(async move {
            let _state = state;
            output
        })
        .unwrap();
    let aborters = [handle.abort_handle(), handle.abort_handle().clone()];
    drop(handle);
    assert!(wakes.poll(&mut script.task()).is_ready());
    assert_eq!(ledger.dropped(), 2, "neither the future nor the output waits for aborters");
    for aborter in aborters {
        thread::spawn(move || {
            assert!(aborter.is_finished());
            aborter.abort();
        })
        .join()
        .unwrap();
    }
    assert_eq!(wakes.count(), 0);
}

#[test]
fn a_task_that_has_its_own_handle() {
    let (script, ledger, wakes) = (Script::default(), Ledger::default(), Wakes::new());
    let place = Arc::new(Mutex::new(None::<JoinHandle<_>>));
    let own = Arc::clone(&place);
    let entry = ledger.entry();
    let handle = script
        .spawn(async move {
            // Moved into the future, and dropped with it.
            let _own = own.lock().unwrap().take();
            async_interop::future::yield_now().await;
            entry
        })
        .unwrap();
    *place.lock().unwrap() = Some(handle);
    let mut task = script.task();
    assert!(wakes.poll(&mut task).is_pending());
    assert!(wakes.poll(&mut task).is_ready());
    assert_eq!(ledger.dropped(), 1);
    drop(task);
    assert_eq!(wakes.live(), 0);
}

#[test]
fn two_tasks_that_join_each_other_are_freed_by_their_executor() {
    let (script, ledger, wakes) = (Script::default(), Ledger::default(), Wakes::new());
    let places: [Arc<Mutex<Option<JoinHandle<()>>>>; 2] = Default::default();
    for (own, other) in [(0, 1), (1, 0)] {
        let place = Arc::clone(&places[other]);
        let entry = ledger.entry();
        let handle = script
            .spawn(async move {
                let _entry = entry;
                let other = place.lock().unwrap().take().unwrap();
                let _ = other.await;
            })
            .unwrap();
        *places[own].lock().unwrap() = Some(handle);
    }
    let mut tasks = [script.task(), script.task()];
    for task in &mut tasks {
        assert!(wakes.poll(task).is_pending());
    }
    drop(tasks);
    assert_eq!(ledger.dropped(), 2);
    assert_eq!(wakes.live(), 0);
}

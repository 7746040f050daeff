//! What a handle returns, and when.

use std::{
    future::{self, poll_fn},
    panic::{AssertUnwindSafe, catch_unwind},
    task::Poll,
};

use async_interop::{
    future::yield_now,
    task::{JoinHandle, SpawnErrorKind, SpawnExt as _},
};

use super::script::{Ledger, OnSpawn, Script, Wakes, text};

#[test]
fn output_by_value_once() {
    let (script, ledger, wakes) = (Script::default(), Ledger::default(), Wakes::new());
    let entry = ledger.entry();
    let mut handle = script.spawn(async move { entry }).unwrap();
    assert!(wakes.poll(&mut handle).is_pending());
    let mut task = script.task();
    assert!(wakes.poll(&mut task).is_ready());
    let Poll::Ready(Ok(entry)) = wakes.poll(&mut handle) else { panic!("the task has returned") };
    drop(handle);
    drop(task);
    assert_eq!(ledger.dropped(), 0, "the output is ours");
    drop(entry);
    assert_eq!(ledger.dropped(), 1);
}

#[test]
fn runs_though_the_handle_is_never_polled() {
    let (script, wakes) = (Script::default(), Wakes::new());
    let mut handle = script.spawn(async { 7 }).unwrap();
    assert!(wakes.poll(&mut script.task()).is_ready());
    assert_eq!(wakes.count(), 0);
    // The first poll comes after the end.
    assert!(matches!(wakes.poll(&mut handle), Poll::Ready(Ok(7))));
}

#[test]
fn is_finished_says_when_joining_is_ready() {
    let (script, wakes) = (Script::default(), Wakes::new());
    let mut handle = script.spawn(yield_now()).unwrap();
    let mut task = script.task();
    for _ in 0..2 {
        assert!(!handle.is_finished());
        assert!(wakes.poll(&mut handle).is_pending());
        let _ = wakes.poll(&mut task);
    }
    assert!(handle.is_finished());
    assert!(handle.abort_handle().is_finished());
    assert!(wakes.poll(&mut handle).is_ready());
    assert!(handle.is_finished());
}

#[test]
fn polling_again_after_ready_panics() {
    let (script, wakes) = (Script::default(), Wakes::new());
    let mut handle = script.spawn(async {}).unwrap();
    assert!(wakes.poll(&mut script.task()).is_ready());
    assert!(wakes.poll(&mut handle).is_ready());
    for _ in 0..2 {
        let again = catch_unwind(AssertUnwindSafe(|| wakes.poll(&mut handle)));
        let payload = again.map(drop).unwrap_err();
        assert_eq!(text(&*payload), Some("`JoinHandle` polled after it was ready"));
    }
}

#[test]
fn a_task_is_not_polled_after_it_was_ready() {
    let (script, wakes) = (Script::default(), Wakes::new());
    let mut polls = 0;
    let handle = script
        .spawn(poll_fn(move |_| {
            polls += 1;
            assert_eq!(polls, 1);
            Poll::Ready(())
        }))
        .unwrap();
    let mut task = script.task();
    for _ in 0..3 {
        assert!(wakes.poll(&mut task).is_ready());
    }
    assert!(handle.is_finished());
}

#[test]
fn executor_drops_the_task() {
    let (script, ledger, wakes) = (Script::default(), Ledger::default(), Wakes::new());
    for polls in 0..2 {
        let entry = ledger.entry();
        let mut handle: JoinHandle<()> = script
            .spawn(async move {
                let _entry = entry;
                future::pending().await
            })
            .unwrap();
        assert!(wakes.poll(&mut handle).is_pending());
        let mut task = script.task();
        for _ in 0..polls {
            assert!(wakes.poll(&mut task).is_pending());
        }
        let before = wakes.count();
        drop(task);
        assert_eq!(ledger.dropped(), polls + 1);
        assert_eq!(wakes.count(), before + 1, "the handle is woken");
        let Poll::Ready(Err(error)) = wakes.poll(&mut handle) else { panic!("the task is gone") };
        assert!(error.is_cancelled());
    }
    assert_eq!(wakes.live(), 0);
}

#[test]
fn executor_drops_the_task_after_its_end() {
    let (script, wakes) = (Script::default(), Wakes::new());
    let mut handle = script.spawn(async { 7 }).unwrap();
    let mut task = script.task();
    assert!(wakes.poll(&mut task).is_ready());
    drop(task);
    assert!(matches!(wakes.poll(&mut handle), Poll::Ready(Ok(7))));
}

#[test]
fn a_refused_task_comes_back_and_runs_detached() {
    let (script, ledger, wakes) = (Script::default(), Ledger::default(), Wakes::new());
    script.on_spawn.set(OnSpawn::GiveBack);
    let entry = ledger.entry();
    let error = script.spawn(async move { entry }).unwrap_err();
    assert_eq!(error.kind(), SpawnErrorKind::Full);
    let mut task = error.into_task().unwrap();
    assert_eq!(ledger.dropped(), 0);
    assert!(wakes.poll(&mut task).is_ready());
    assert_eq!(ledger.dropped(), 1);
    drop(task);
    assert_eq!(ledger.dropped(), 1);
}

#[test]
fn a_refused_task_is_dropped_with_its_error() {
    let (script, ledger) = (Script::default(), Ledger::default());
    for on_spawn in [OnSpawn::GiveBack, OnSpawn::Drop] {
        script.on_spawn.set(on_spawn);
        let before = ledger.dropped();
        let entry = ledger.entry();
        let error = script.spawn(async move { drop(entry) }).unwrap_err();
        drop(error);
        assert_eq!(ledger.dropped(), before + 1);
    }
    assert!(script.is_empty());
}

#[test]
fn futures_of_any_size_and_alignment() {
    #[repr(align(64))]
    #[derive(Clone, Copy)]
    struct Aligned(u8);

    let (script, wakes) = (Script::default(), Wakes::new());
    let mut none = script.spawn(future::ready(())).unwrap();
    let large = [7_u8; 65_536];
    let mut large = script
        .spawn(async move {
            yield_now().await;
            large
        })
        .unwrap();
    let aligned = Aligned(7);
    let mut aligned = script
        .spawn(async move {
            let aligned = aligned;
            yield_now().await;
            ((&raw const aligned).addr() % 64, aligned.0)
        })
        .unwrap();
    while !script.is_empty() {
        let mut task = script.task();
        while wakes.poll(&mut task).is_pending() {}
    }
    assert!(matches!(wakes.poll(&mut none), Poll::Ready(Ok(()))));
    assert!(matches!(wakes.poll(&mut large), Poll::Ready(Ok(bytes)) if bytes == [7; 65_536]));
    assert!(matches!(wakes.poll(&mut aligned), Poll::Ready(Ok((0, 7)))));
}

//! Models of the task cell, and in `global` of the global slot, in `halves` of the halves of an object:
//! every interleaving of a few steps, with every permitted memory order.
//!
//! Run with `RUSTFLAGS="--cfg async_interop_loom" cargo test --release --test loom`; without the
//! flag there is nothing here.
//!
//! One thread is the executor, which polls or drops one task; the other one has the handle. loom
//! checks each access of a place that the two own in turn, and the counts check that wakers and
//! outputs are dropped exactly once. Nothing is asserted inside the task: the cell contains panics.

#![allow(
    clippy::std_instead_of_alloc,
    clippy::std_instead_of_core,
    reason = "the tests have std, and read better with one name for it"
)]
#![cfg(async_interop_loom)]

mod global;
mod halves;
mod model;
mod woken;

use std::{
    future,
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    task::Poll,
};

use async_interop::task::{JoinHandle, SpawnExt as _};
use loom::thread;
use model::{Counted, Flag, OnDrop, Once, Wakes, model, race};

/// Joins on this thread: polls, and polls again for each wake.
fn join<T>(mut handle: JoinHandle<T>) -> Option<T> {
    let wakes = Wakes::new();
    loop {
        match wakes.poll(Pin::new(&mut handle)) {
            Poll::Ready(Ok(output)) => return Some(output),
            Poll::Ready(Err(error)) => {
                assert!(error.is_cancelled(), "{error}");
                return None;
            }
            Poll::Pending => wakes.wait(),
        }
    }
}

#[test]
fn join_while_the_task_completes() {
    model(|| {
        let output = Counted::new();
        let once = Once::default();
        let value = output.value();
        let handle = once.spawn(async move { value }).unwrap();
        let (_, joined) = race(move || once.run(), move || join(handle).is_some());
        assert!(joined);
        output.assert_dropped_once();
    });
}

#[test]
fn join_with_another_waker_while_the_task_completes() {
    model(|| {
        let once = Once::default();
        let mut handle = once.spawn(async {}).unwrap();
        let (task_waker, first) = race(
            move || once.run(),
            move || {
                let first = Wakes::new();
                if first.poll(Pin::new(&mut handle)).is_pending() {
                    // The first waker is stale from here on.
                    assert!(join(handle).is_some());
                }
                first
            },
        );
        task_waker.assert_released();
        first.assert_released();
    });
}

#[test]
fn detach_while_the_task_completes() {
    model(|| {
        let output = Counted::new();
        let once = Once::default();
        let value = output.value();
        let handle = once.spawn(async move { value }).unwrap();
        race(move || once.run(), move || drop(handle));
        output.assert_dropped_once();
    });
}

#[test]
fn detach_after_a_poll_while_the_task_completes() {
    model(|| {
        let output = Counted::new();
        let once = Once::default();
        let value = output.value();
        let mut handle = once.spawn(async move { value }).unwrap();
        let (_, wakes) = race(
            move || once.run(),
            move || {
                let wakes = Wakes::new();
                drop(wakes.poll(Pin::new(&mut handle)));
                drop(handle);
                wakes
            },
        );
        wakes.assert_released();
        output.assert_dropped_once();
    });
}

#[test]
fn detach_while_the_executor_drops_the_task() {
    model(|| {
        let state = Counted::new();
        let once = Once::default();
        let value = state.value();
        let handle = once
            .spawn(async move {
                let _value = value;
                future::pending::<()>().await;
            })
            .unwrap();
        race(move || once.drop_task(), move || drop(handle));
        state.assert_dropped_once();
    });
}

#[test]
fn abort_while_the_task_is_polled() {
    model(|| {
        let state = Counted::new();
        let once = Once::default();
        let value = state.value();
        let handle = once
            .spawn(async move {
                let _value = value;
                future::pending::<()>().await;
            })
            .unwrap();
        // `run` ends only if the abort is seen, or wakes the task.
        let (task_waker, handle) = race(
            move || once.run(),
            move || {
                handle.abort();
                handle
            },
        );
        state.assert_dropped_once();
        task_waker.assert_released();
        assert!(join(handle).is_none());
    });
}

#[test]
fn abort_while_the_task_changes_its_waker() {
    model(|| {
        let once = Once::default();
        let handle = once.spawn(future::pending::<()>()).unwrap();
        let first = Wakes::new();
        let mut task = once.take();
        assert!(first.poll(Pin::new(&mut task)).is_pending());
        let (second, ()) = race(
            move || {
                let second = Wakes::new();
                if second.poll(Pin::new(&mut task)).is_pending() {
                    second.wait();
                    assert!(second.poll(Pin::new(&mut task)).is_ready());
                }
                second
            },
            move || handle.abort(),
        );
        first.assert_released();
        second.assert_released();
    });
}

#[test]
fn two_aborters() {
    model(|| {
        let once = Once::default();
        let handle = once.spawn(future::pending::<()>()).unwrap();
        let aborter = handle.abort_handle();
        let task_waker = Wakes::new();
        let mut task = once.take();
        assert!(task_waker.poll(Pin::new(&mut task)).is_pending());
        race(move || handle.abort(), move || aborter.abort());
        task_waker.assert_released();
        assert!(task_waker.poll(Pin::new(&mut task)).is_ready());
    });
}

#[test]
fn abort_while_the_task_completes() {
    model(|| {
        let output = Counted::new();
        let once = Once::default();
        let mut value = Some(output.value());
        let mut yielded = false;
        let handle = once
            .spawn(future::poll_fn(move |cx| {
                if yielded {
                    return Poll::Ready(value.take());
                }
                yielded = true;
                cx.waker().wake_by_ref();
                Poll::Pending
            }))
            .unwrap();
        let aborter = handle.abort_handle();
        let (task_waker, ()) = race(move || once.run(), move || aborter.abort());
        task_waker.assert_released();
        drop(join(handle));
        output.assert_dropped_once();
    });
}

#[test]
fn abort_and_drop_the_handle_while_the_executor_drops_the_task() {
    model(|| {
        let once = Once::default();
        let mut handle = once.spawn(future::pending::<()>()).unwrap();
        let (task_waker, join_waker) = (Wakes::new(), Wakes::new());
        let mut task = once.take();
        assert!(task_waker.poll(Pin::new(&mut task)).is_pending());
        assert!(join_waker.poll(Pin::new(&mut handle)).is_pending());
        race(
            move || drop(task),
            move || {
                handle.abort();
                drop(handle);
            },
        );
        task_waker.assert_released();
        join_waker.assert_released();
    });
}

#[test]
fn what_the_task_wrote_is_seen_by_whoever_joins() {
    model(|| {
        let flag = Flag::new();
        let once = Once::default();
        let writer = flag.clone();
        let handle = once.spawn(async move { writer.set() }).unwrap();
        race(
            move || once.run(),
            move || {
                while !handle.is_finished() {
                    thread::yield_now();
                }
                assert!(flag.is_set());
            },
        );
    });
}

#[test]
fn what_the_aborter_wrote_is_seen_by_the_destructor() {
    model(|| {
        let flag = Flag::new();
        let once = Once::default();
        let reader = flag.clone();
        let seen = Arc::new(AtomicBool::new(false));
        let report = Arc::clone(&seen);
        let read = OnDrop(move || report.store(reader.is_set(), Ordering::Relaxed));
        let handle = once
            .spawn(async move {
                let _read = read;
                future::pending::<()>().await;
            })
            .unwrap();
        race(
            move || once.run(),
            move || {
                flag.set();
                handle.abort();
            },
        );
        assert!(seen.load(Ordering::Relaxed));
    });
}

//! Models of the task cell: every interleaving of a few steps, with every permitted memory order.
//!
//! Run with `RUSTFLAGS="--cfg async_interop_loom" cargo test --release --test loom`; without the
//! flag there is nothing here.
//!
//! The executor of these models is the main thread, which polls or drops one task; the handle or an
//! aborter is on another thread. loom checks each access of a place that the two sides own in turn,
//! and the counts check that wakers and outputs are dropped exactly once.

#![cfg(async_interop_loom)]

mod model;

use std::{future, pin::Pin, task::Poll};

use async_interop::task::{JoinHandle, SpawnExt as _};
use loom::thread;
use model::{Counted, Flag, Once, Wakes};

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
    loom::model(|| {
        let output = Counted::new();
        let once = Once::default();
        let value = output.value();
        let handle = once.spawn(async move { value }).unwrap();
        let joiner = thread::spawn(move || join(handle).is_some());
        once.run();
        assert!(joiner.join().unwrap());
        output.assert_dropped_once();
    });
}

#[test]
fn join_with_another_waker_while_the_task_completes() {
    loom::model(|| {
        let once = Once::default();
        let mut handle = once.spawn(async {}).unwrap();
        let joiner = thread::spawn(move || {
            let first = Wakes::new();
            if first.poll(Pin::new(&mut handle)).is_pending() {
                // The first waker is stale from here on.
                assert!(join(handle).is_some());
            }
            first
        });
        once.run().assert_released();
        joiner.join().unwrap().assert_released();
    });
}

#[test]
fn detach_while_the_task_completes() {
    loom::model(|| {
        let output = Counted::new();
        let once = Once::default();
        let value = output.value();
        let handle = once.spawn(async move { value }).unwrap();
        let dropper = thread::spawn(move || drop(handle));
        once.run();
        dropper.join().unwrap();
        output.assert_dropped_once();
    });
}

#[test]
fn detach_after_a_poll_while_the_task_completes() {
    loom::model(|| {
        let output = Counted::new();
        let once = Once::default();
        let value = output.value();
        let mut handle = once.spawn(async move { value }).unwrap();
        let dropper = thread::spawn(move || {
            let wakes = Wakes::new();
            drop(wakes.poll(Pin::new(&mut handle)));
            drop(handle);
            wakes
        });
        once.run();
        dropper.join().unwrap().assert_released();
        output.assert_dropped_once();
    });
}

#[test]
fn detach_while_the_executor_drops_the_task() {
    loom::model(|| {
        let state = Counted::new();
        let once = Once::default();
        let value = state.value();
        let handle = once
            .spawn(async move {
                let _value = value;
                future::pending::<()>().await;
            })
            .unwrap();
        let dropper = thread::spawn(move || drop(handle));
        once.drop_task();
        dropper.join().unwrap();
        state.assert_dropped_once();
    });
}

#[test]
fn abort_while_the_task_is_polled() {
    loom::model(|| {
        let state = Counted::new();
        let once = Once::default();
        let value = state.value();
        let handle = once
            .spawn(async move {
                let _value = value;
                future::pending::<()>().await;
            })
            .unwrap();
        let aborter = thread::spawn(move || {
            handle.abort();
            handle
        });
        // Ends only if the abort is seen, or wakes the task.
        let task_waker = once.run();
        state.assert_dropped_once();
        let handle = aborter.join().unwrap();
        task_waker.assert_released();
        assert!(join(handle).is_none());
    });
}

#[test]
fn abort_while_the_task_changes_its_waker() {
    loom::model(|| {
        let once = Once::default();
        let handle = once.spawn(future::pending::<()>()).unwrap();
        let first = Wakes::new();
        let mut task = once.take();
        assert!(first.poll(Pin::new(&mut task)).is_pending());
        let aborter = thread::spawn(move || handle.abort());
        let second = Wakes::new();
        if second.poll(Pin::new(&mut task)).is_pending() {
            second.wait();
            assert!(second.poll(Pin::new(&mut task)).is_ready());
        }
        aborter.join().unwrap();
        drop(task);
        first.assert_released();
        second.assert_released();
    });
}

#[test]
fn two_aborters_while_the_task_is_polled() {
    loom::model(|| {
        let once = Once::default();
        let handle = once.spawn(future::pending::<()>()).unwrap();
        let aborters = [handle.abort_handle(), handle.abort_handle()];
        drop(handle);
        let aborters = aborters.map(|aborter| thread::spawn(move || aborter.abort()));
        let task_waker = once.run();
        for aborter in aborters {
            aborter.join().unwrap();
        }
        task_waker.assert_released();
    });
}

#[test]
fn abort_while_the_task_completes() {
    loom::model(|| {
        let output = Counted::new();
        let once = Once::default();
        let value = output.value();
        let mut yielded = false;
        let mut value = Some(value);
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
        let aborter = thread::spawn(move || aborter.abort());
        let task_waker = once.run();
        aborter.join().unwrap();
        task_waker.assert_released();
        drop(join(handle));
        output.assert_dropped_once();
    });
}

#[test]
fn what_the_task_wrote_is_seen_by_whoever_joins() {
    loom::model(|| {
        let flag = Flag::new();
        let once = Once::default();
        let writer = flag.clone();
        let handle = once.spawn(async move { writer.set() }).unwrap();
        let joiner = thread::spawn(move || {
            while !handle.is_finished() {
                thread::yield_now();
            }
            flag.assert_set();
        });
        once.run();
        joiner.join().unwrap();
    });
}

#[test]
fn what_the_aborter_wrote_is_seen_by_the_destructor() {
    loom::model(|| {
        let flag = Flag::new();
        let once = Once::default();
        let reader = flag.clone();
        let handle = once
            .spawn(async move {
                let _check = reader.assert_set_on_drop();
                future::pending::<()>().await;
            })
            .unwrap();
        let aborter = thread::spawn(move || {
            flag.set();
            handle.abort();
        });
        once.run();
        aborter.join().unwrap();
    });
}

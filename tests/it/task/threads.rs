//! Both sides of a task on threads of their own, many times. `tests/loom` has the proof; this is
//! the same on a real machine, and what sanitizers run.

use std::{
    future::poll_fn,
    pin::pin,
    sync::{
        Arc, Barrier, Condvar, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    task::{Context, Poll, Wake, Waker},
    thread,
};

use async_interop::task::{FutureObj, JoinHandle, SpawnExt as _};

use super::script::{Entry, Ledger, OnDrop, Script};

const ROUNDS: usize = 300;

/// A waker to wait for.
#[derive(Default)]
struct Parker {
    woken: Mutex<bool>,
    condvar: Condvar,
}

impl Wake for Parker {
    fn wake(self: Arc<Self>) {
        *self.woken.lock().unwrap() = true;
        self.condvar.notify_one();
    }
}

fn block_on<F: Future>(future: F) -> F::Output {
    let parker = Arc::new(Parker::default());
    let waker = Waker::from(Arc::clone(&parker));
    let mut future = pin!(future);
    loop {
        if let Poll::Ready(output) = future.as_mut().poll(&mut Context::from_waker(&waker)) {
            return output;
        }
        let mut woken = parker.woken.lock().unwrap();
        while !*woken {
            woken = parker.condvar.wait(woken).unwrap();
        }
        *woken = false;
    }
}

/// Runs a task that wakes itself some times, and `other` with its handle, at once.
fn race(other: fn(JoinHandle<Entry>)) {
    for yields in 0..ROUNDS {
        let (script, ledger) = (Script::default(), Ledger::default());
        let mut output = Some(ledger.entry());
        let mut left = yields % 5;
        let handle = script
            .spawn(poll_fn(move |cx| {
                if left == 0 {
                    return Poll::Ready(output.take().unwrap());
                }
                left -= 1;
                cx.waker().wake_by_ref();
                Poll::Pending
            }))
            .unwrap();
        let task: FutureObj<'static, ()> = script.task();
        let start = Barrier::new(2);
        thread::scope(|scope| {
            scope.spawn(|| {
                start.wait();
                block_on(task);
            });
            start.wait();
            other(handle);
        });
        assert_eq!(ledger.dropped(), 1);
    }
}

#[test]
fn joined() {
    race(|handle| assert!(block_on(handle).is_ok()));
}

#[test]
fn detached() {
    race(drop);
}

#[test]
fn aborted_and_joined() {
    race(|handle| {
        handle.abort();
        if let Err(error) = block_on(handle) {
            assert!(error.is_cancelled());
        }
    });
}

#[test]
fn aborted_by_several_and_dropped() {
    race(|handle| {
        let aborter = handle.abort_handle();
        thread::scope(|scope| {
            scope.spawn(|| aborter.clone().abort());
            scope.spawn(|| drop(handle.abort_on_drop()));
        });
    });
}

#[test]
fn the_destructor_is_over_when_joining_is_ready() {
    for _ in 0..ROUNDS {
        let script = Script::default();
        let steps = Arc::new(AtomicUsize::new(0));
        let count = Arc::clone(&steps);
        let guard = OnDrop(move || {
            for _ in 0..50 {
                count.fetch_add(1, Ordering::Relaxed);
                thread::yield_now();
            }
        });
        let handle = script.spawn(async move { drop(guard) }).unwrap();
        let task = script.task();
        thread::scope(|scope| {
            scope.spawn(|| block_on(task));
            block_on(handle).unwrap();
            assert_eq!(steps.load(Ordering::Relaxed), 50);
        });
    }
}

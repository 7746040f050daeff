//! A task that is polled by two threads at once: what no executor may do, and safe code cannot.

#![expect(unsafe_code, reason = "the defect is undefined behavior; what it polls only counts")]

use std::{
    future::Future,
    pin::Pin,
    sync::Barrier,
    task::{Context, Poll, Waker},
    thread,
};

use async_interop::task::FutureObj;

struct Aliased(*mut FutureObj<'static, ()>);

// SAFETY: none holds; this is the defect. The futures of the rule that must notice touch nothing but
// atomic numbers and locks.
unsafe impl Send for Aliased {}

impl Aliased {
    fn poll_often(self, waker: &Waker, start: &Barrier) -> Poll<()> {
        start.wait();
        let mut polled = Poll::Pending;
        for _ in 0..50 {
            // SAFETY: none holds, as above.
            let future = unsafe { &mut *self.0 };
            polled = Pin::new(future).poll(&mut Context::from_waker(waker));
            if polled.is_ready() {
                break;
            }
        }
        polled
    }
}

/// Polls `future` on two threads.
pub(crate) fn poll_twice_at_once(future: &mut FutureObj<'static, ()>, waker: &Waker) -> Poll<()> {
    let pointer: *mut _ = future;
    let (mine, theirs) = (Aliased(pointer), Aliased(pointer));
    let start = Barrier::new(2);
    thread::scope(|scope| {
        let other = scope.spawn(|| theirs.poll_often(waker, &start));
        let polled = mine.poll_often(waker, &start);
        match other.join() {
            Ok(Poll::Ready(())) => Poll::Ready(()),
            _ => polled,
        }
    })
}

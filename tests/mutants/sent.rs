//! A future that is sent to where it must not go: what safe code cannot do.

#![expect(
    unsafe_code,
    reason = "the defect is to poll and drop on another thread what must stay on this one"
)]

use std::{
    future::Future,
    pin::Pin,
    task::{Context, Poll, Waker},
    thread,
};

/// A future, said to be `Send`.
pub(crate) struct Sent<F: ?Sized>(Pin<Box<F>>);

// SAFETY: none holds; this is the defect. The future of the rule that must notice holds nothing that
// minds the thread, and says that it does.
unsafe impl<F: ?Sized> Send for Sent<F> {}

impl<F: Future + ?Sized> Sent<F> {
    /// Says that `future` is `Send`.
    pub(crate) fn new(future: Pin<Box<F>>) -> Self {
        Self(future)
    }

    /// Returns the future.
    pub(crate) fn as_mut(&mut self) -> Pin<&mut F> {
        self.0.as_mut()
    }
}

/// Polls `future` on another thread.
pub(crate) fn poll_elsewhere<F: Future>(future: Pin<&mut F>, waker: &Waker) -> Poll<F::Output> {
    let said = Said(future);
    let polled = thread::scope(|scope| scope.spawn(|| said.poll(waker)).join());
    match polled {
        Ok(Said(polled)) => polled,
        Err(panic) => std::panic::resume_unwind(panic),
    }
}

/// A value, said to be `Send`.
struct Said<T>(T);

// SAFETY: none holds; this is the defect, as above. The other thread ends before the call does.
unsafe impl<T> Send for Said<T> {}

impl<F: Future> Said<Pin<&mut F>> {
    fn poll(self, waker: &Waker) -> Said<Poll<F::Output>> {
        Said(self.0.poll(&mut Context::from_waker(waker)))
    }
}

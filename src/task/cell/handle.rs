//! The handle's side of a task, and an aborter.

use core::{
    marker::PhantomData,
    task::{Context, Poll},
};

use super::{header::Reference, panics};
use crate::task::JoinError;

/// The handle's side of a task whose output is a `T`. There is one for each task; dropping it
/// detaches the task.
pub(in crate::task) struct Handle<T> {
    cell: Reference,
    /// The output was taken, so there is nothing to leave to anybody.
    joined: bool,
    output: PhantomData<fn() -> T>,
}

// SAFETY: what the handle's side reaches in the cell is the state, which is made for several
// threads, and the output, hence `T: Send`. If it frees the cell, then the future is gone, whose
// type need not be `Send` (invariant 3 of `Shared`).
unsafe impl<T: Send> Send for Handle<T> {}

// SAFETY: a shared reference reaches the state only, which is made for several threads.
unsafe impl<T: Send> Sync for Handle<T> {}

impl<T> Handle<T> {
    /// # Safety
    ///
    /// 1. `cell` refers to a cell of a future whose output is a `T`, and this is the only call for
    ///    that cell.
    pub(super) const unsafe fn new(cell: Reference) -> Self {
        Self { cell, joined: false, output: PhantomData }
    }

    #[inline]
    pub(in crate::task) fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Result<T, JoinError>> {
        // SAFETY: this is the handle's side, by `&mut`, and `detach` is for the destructor.
        let done = unsafe { self.cell.state().poll_done(cx.waker()) };
        if !done {
            return Poll::Pending;
        }
        self.joined = true;
        // SAFETY: this is the handle's side, and the state is done; a `T` as promised to `new`.
        let output = unsafe { self.cell.take_output() };
        Poll::Ready(output.expect("`JoinHandle` polled after it was ready"))
    }

    pub(super) fn release(&self) {
        self.cell.state().release();
    }

    pub(in crate::task) fn abort(&self) {
        self.cell.state().abort();
    }

    pub(in crate::task) fn is_finished(&self) -> bool {
        self.cell.state().is_done()
    }

    pub(in crate::task) fn aborter(&self) -> Aborter {
        Aborter { cell: self.cell.clone() }
    }
}

impl<T> Handle<T> {
    /// Leaves the task to itself. An output that is there already is dropped.
    ///
    /// # Safety
    ///
    /// 1. This is the only call.
    #[inline(never)] // whoever has joined should pay for a look at `joined` only
    unsafe fn detach(&self) {
        // SAFETY: this is the handle's side, and promise 1.
        let done = unsafe { self.cell.state().detach() };
        if done {
            // SAFETY: this is the handle's side, and was not gone when the state was done; a `T` as
            // promised to `new`.
            let output = unsafe { self.cell.take_output::<T>() };
            panics::contain(|| drop(output));
        }
    }
}

impl<T> Drop for Handle<T> {
    #[inline]
    fn drop(&mut self) {
        if !self.joined {
            // SAFETY: it is dropped once.
            unsafe { self.detach() };
        }
    }
}

/// Someone who can abort a task and ask whether it is done.
#[derive(Clone)]
pub(in crate::task) struct Aborter {
    cell: Reference,
}

// SAFETY: it reaches the state only, which is made for several threads. If it frees the cell, then
// the future and the output are gone (invariant 3 of `Shared`).
unsafe impl Send for Aborter {}

// SAFETY: as above.
unsafe impl Sync for Aborter {}

impl Aborter {
    pub(in crate::task) fn abort(&self) {
        self.cell.state().abort();
    }

    pub(in crate::task) fn is_finished(&self) -> bool {
        self.cell.state().is_done()
    }
}

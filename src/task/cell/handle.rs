//! The handle's reference to a task, and an aborter's.

use alloc::sync::Arc;
use core::{
    future::Future,
    task::{Context, Poll},
};

use super::{anchor::Cell, header::Header, panics};
use crate::task::JoinError;

/// The handle's side of a task whose output is a `T`. There is one for each task; dropping it
/// detaches the task.
pub(in crate::task) struct Handle<T> {
    cell: Arc<dyn Joinable<T>>,
    /// The output was taken, so there is nothing to leave to anybody.
    joined: bool,
}

// SAFETY: what the handle's side reaches in the cell is the header, which is made for several
// threads, and the output, hence `T: Send`. The future is the executor's side's, also if this is the
// last reference: it is gone by then (invariant 3 of `Shared`).
unsafe impl<T: Send> Send for Handle<T> {}

// SAFETY: a shared reference reaches the header only, which is made for several threads.
unsafe impl<T: Send> Sync for Handle<T> {}

impl<T> Handle<T> {
    /// The caller makes this the only handle of its task.
    pub(super) fn new<F: Future<Output = T> + 'static>(cell: Arc<Cell<F>>) -> Self {
        Self { cell, joined: false }
    }

    pub(in crate::task) fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Result<T, JoinError>> {
        // SAFETY: this is the handle's side, by `&mut`, and `detach` is for its destructor.
        if !unsafe { self.cell.header().poll_done(cx.waker()) } {
            return Poll::Pending;
        }
        self.joined = true;
        // SAFETY: as above; done, as `poll_done` says.
        let output = unsafe { self.cell.take_output() };
        Poll::Ready(output.expect("`JoinHandle` polled after it was ready"))
    }

    pub(super) fn release(&self) {
        self.cell.header().release();
    }

    pub(in crate::task) fn abort(&self) {
        self.cell.header().abort();
    }

    pub(in crate::task) fn is_finished(&self) -> bool {
        self.cell.header().is_done()
    }

    pub(in crate::task) fn aborter(&self) -> Aborter {
        Aborter(Arc::clone(&self.cell).into_abortable())
    }
}

impl<T> Drop for Handle<T> {
    fn drop(&mut self) {
        if self.joined {
            return;
        }
        // SAFETY: this is the handle's side, and it is dropped once.
        if unsafe { self.cell.header().detach() } {
            // SAFETY: done, as `detach` says, and not detached before.
            let output = unsafe { self.cell.take_output() };
            panics::contain(|| drop(output));
        }
    }
}

/// A reference to a task that can abort it and ask whether it is done.
#[derive(Clone)]
pub(in crate::task) struct Aborter(Arc<dyn Abortable>);

// SAFETY: it reaches the header only, which is made for several threads. If it is the last
// reference, then the future and the output are gone (invariant 3 of `Shared`).
unsafe impl Send for Aborter {}

// SAFETY: as above.
unsafe impl Sync for Aborter {}

impl Aborter {
    pub(in crate::task) fn abort(&self) {
        self.0.header().abort();
    }

    pub(in crate::task) fn is_finished(&self) -> bool {
        self.0.header().is_done()
    }
}

/// A cell, its future and output forgotten.
trait Abortable {
    fn header(&self) -> &Header;
}

/// A cell, its future forgotten.
trait Joinable<T>: Abortable {
    /// # Safety
    ///
    /// 1. The caller is the handle's side, and was not gone when the header was done, as it is.
    unsafe fn take_output(&self) -> Option<Result<T, JoinError>>;

    fn into_abortable(self: Arc<Self>) -> Arc<dyn Abortable>;
}

impl<F: Future> Abortable for Cell<F> {
    fn header(&self) -> &Header {
        &self.shared.header
    }
}

impl<F: Future + 'static> Joinable<F::Output> for Cell<F> {
    unsafe fn take_output(&self) -> Option<Result<F::Output, JoinError>> {
        // SAFETY: promise 1, word for word.
        unsafe { self.shared.take_output() }
    }

    fn into_abortable(self: Arc<Self>) -> Arc<dyn Abortable> {
        self
    }
}

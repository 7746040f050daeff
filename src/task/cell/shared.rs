//! What the two sides of a task share: the state, and the future or its output.

use core::{
    future::Future,
    mem,
    pin::Pin,
    task::{Context, Poll},
};

use super::{
    header::Header,
    panics,
    state::{State, Turn},
    sync::UnsafeCell,
};
use crate::task::JoinError;

/// The future, then its output, then nothing.
enum Stage<F: Future> {
    Running(F),
    Finished(Result<F::Output, JoinError>),
    Empty,
}

/// What the two sides of a task share: the state, and the future or its output.
///
/// # Invariants
///
/// 1. `stage` belongs to the executor's side until the state is done. Then it belongs to the
///    handle's side, or, if the handle was gone by then, still to the executor's side.
/// 2. The future is pinned: it stays in `stage` until it is dropped there, and only the executor's
///    side drops it, before the state is done.
/// 3. `stage` is empty when the last reference goes: each side empties what belongs to it before it
///    lets go of its reference.
#[repr(C)] // begins with the header
pub(super) struct Shared<F: Future> {
    header: Header,
    stage: UnsafeCell<Stage<F>>,
}

impl<F: Future> Shared<F> {
    pub(super) fn new(future: F, held: bool) -> Self {
        Self {
            header: Header::new::<F>(State::new(held)),
            stage: UnsafeCell::new(Stage::Running(future)),
        }
    }

    fn state(&self) -> &State {
        &self.header.state
    }
}

/// The executor's side.
impl<F: Future> Shared<F> {
    /// Polls the future; `Ready` once the state is done.
    ///
    /// # Safety
    ///
    /// 1. The caller is the executor's side: one call at a time, each happens before the next.
    /// 2. The value is pinned.
    #[inline]
    pub(super) unsafe fn poll(&self, cx: &mut Context<'_>) -> Poll<()> {
        match self.state().turn() {
            Turn::Poll => {}
            Turn::Cancel => {
                // SAFETY: promise 1; not done, as `turn` says.
                unsafe { self.cancel() };
                return Poll::Ready(());
            }
            Turn::Wait => {
                // The executor polls inside the call that spawns. No user code may run here: the
                // one who spawns may hold a lock. The next poll comes after the call.
                cx.waker().wake_by_ref();
                return Poll::Pending;
            }
            Turn::Nothing => return Poll::Ready(()),
        }
        let polled = self.stage.with_mut(|stage| {
            // SAFETY: not done, so `stage` is the executor's side's (invariant 1), which is here
            // (promise 1). It was created from a pointer to an initialized value.
            let stage = unsafe { &mut *stage };
            let Stage::Running(future) = stage else { return Ok(None) };
            // SAFETY: the future does not move before it is dropped (invariant 2, promise 2).
            let future = unsafe { Pin::new_unchecked(future) };
            panics::catch(|| Some(future.poll(cx)))
        });
        let result = match polled {
            Ok(Some(Poll::Ready(output))) => Ok(output),
            Ok(Some(Poll::Pending)) => {
                // SAFETY: promise 1; not done, as `turn` says.
                if !unsafe { self.state().park(cx.waker()) } {
                    return Poll::Pending;
                }
                Err(JoinError::cancelled())
            }
            // A destructor has unwound out of an earlier call.
            Ok(None) => Err(JoinError::cancelled()),
            Err(payload) => Err(JoinError::panicked(payload)),
        };
        // SAFETY: promise 1; not done, as `turn` says.
        unsafe { self.finish(result) };
        Poll::Ready(())
    }

    /// Ends the task if it has not ended: the executor gives it up.
    ///
    /// # Safety
    ///
    /// 1. The caller is the executor's side, and does not poll again.
    pub(super) unsafe fn give_up(&self) {
        if !self.state().is_done() {
            // SAFETY: promise 1; not done, as checked.
            unsafe { self.cancel() };
        }
    }

    /// Drops the future, and tells the handle that the task was canceled.
    ///
    /// # Safety
    ///
    /// 1. The caller is the executor's side, and the state is not done.
    #[cold]
    #[inline(never)]
    unsafe fn cancel(&self) {
        // SAFETY: promise 1.
        unsafe { self.finish(Err(JoinError::cancelled())) };
    }

    /// Drops the future, stores `result`, and tells the handle.
    ///
    /// # Safety
    ///
    /// 1. The caller is the executor's side, and the state is not done.
    #[inline(always)] // or each task that ends would copy its result once more
    unsafe fn finish(&self, mut result: Result<F::Output, JoinError>) {
        // SAFETY: not done, so `stage` is this side's (invariant 1).
        let dropped = panics::catch(|| unsafe { self.set_stage(Stage::Empty) });
        if let Err(payload) = dropped {
            match &result {
                Ok(_) => {
                    let output = mem::replace(&mut result, Err(JoinError::panicked(payload)));
                    panics::contain(|| drop(output));
                }
                // What ended the task says more than what its remains do.
                Err(_) => panics::discard(payload),
            }
        }
        // SAFETY: as above.
        unsafe { self.set_stage(Stage::Finished(result)) };
        // SAFETY: promise 1; called once, as the state is done from here on.
        let detached = unsafe { self.state().finish() };
        if detached {
            // SAFETY: the handle was gone first, so `stage` is this side's still (invariant 1).
            panics::contain(|| unsafe { self.set_stage(Stage::Empty) });
        }
    }

    /// Drops what is in `stage`, in place, and puts `next` there, even if the former panics.
    ///
    /// # Safety
    ///
    /// 1. `stage` belongs to the caller.
    unsafe fn set_stage(&self, next: Stage<F>) {
        self.stage.with_mut(|stage| {
            // SAFETY: the pointer is valid, and nobody else is there (promise 1).
            unsafe { *stage = next }
        });
    }
}

/// The handle's side.
impl<F: Future> Shared<F> {
    /// Takes the output, which is there the first time.
    ///
    /// # Safety
    ///
    /// 1. The caller is the handle's side, and was not gone when the state was done, as it is.
    pub(super) unsafe fn take_output(&self) -> Option<Result<F::Output, JoinError>> {
        self.stage.with_mut(|stage| {
            // SAFETY: done, and not detached before, so `stage` is the handle's side's
            // (invariant 1), which is here (promise 1).
            let stage = unsafe { &mut *stage };
            match mem::replace(stage, Stage::Empty) {
                Stage::Finished(result) => Some(result),
                Stage::Running(_) | Stage::Empty => None,
            }
        })
    }
}

impl<F: Future> Drop for Shared<F> {
    fn drop(&mut self) {
        self.stage.with_mut(|stage| {
            // SAFETY: the pointer is valid, and this is the only reference.
            let stage = unsafe { &*stage };
            debug_assert!(matches!(stage, Stage::Empty), "a task was freed before it ended");
        });
    }
}

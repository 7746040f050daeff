//! The executor's side of a task, as a future.

use core::{
    cell::UnsafeCell,
    future::Future,
    marker::PhantomData,
    pin::Pin,
    ptr::NonNull,
    task::{Context, Poll},
};

use futures_task::UnsafeFutureObj;

use super::{allocation::Cell, header::Reference};

/// What the executor's `&mut dyn Future` points at.
///
/// An executor holds an exclusive reference to this while handles read the rest of the cell. So it
/// is a place of its own, which nobody but the executor's side touches, and which leads to the rest
/// by a pointer that covers the whole cell.
///
/// # Invariants
///
/// 1. Once the executor knows the anchor, `cell` is what `Reference::into_raw` has returned for the
///    cell that the anchor is in, and that reference belongs to the executor's side.
pub(super) struct Anchor<F: Future> {
    pub(super) cell: NonNull<Cell<F>>,
}

impl<F: Future> Future for Anchor<F> {
    type Output = ();

    #[inline]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        // SAFETY: the executor's reference keeps the cell alive (invariant 1). What is referred to
        // here is not the anchor.
        let shared = unsafe { &(*self.cell.as_ptr()).shared };
        // SAFETY:
        // - the executor's side: an executor knows the anchor by the pointer of
        //   `Running::into_raw` alone, whose contract has one call at a time poll it;
        // - pinned: the cell stays where it is until it is freed.
        unsafe { shared.poll(cx) }
    }
}

/// The executor's side of a task whose future is an `F`. There is one for each task.
pub(super) struct Running<F: Future> {
    cell: Reference,
    future: PhantomData<F>,
}

impl<F: Future> Running<F> {
    /// # Safety
    ///
    /// 1. `cell` refers to a cell of an `F`, and this is the only call for that cell.
    pub(super) const unsafe fn new(cell: Reference) -> Self {
        Self { cell, future: PhantomData }
    }
}

// SAFETY: the executor's side polls and drops the future, hence `F: Send`, and stores or drops its
// output, hence the same for that. Everything else in the cell is made for several threads.
unsafe impl<F: Future<Output: Send> + Send> Send for Running<F> {}

// SAFETY:
// - `into_raw` gives a pointer to the anchor, which stays where it is until the cell is freed, and
//   which nothing else reaches: it may be polled, one call at a time, until `drop`;
// - `drop` takes up the one reference that `into_raw` gave up.
unsafe impl<'a, F: Future + 'a> UnsafeFutureObj<'a, ()> for Running<F> {
    fn into_raw(self) -> *mut (dyn Future<Output = ()> + 'a) {
        // The cell is one of an `F`, as `new` was promised.
        let cell = self.cell.into_raw::<F>();
        // SAFETY: the reference that was given up keeps the cell alive.
        let anchor = UnsafeCell::raw_get(unsafe { &raw const (*cell.as_ptr()).anchor });
        // SAFETY: the executor does not know the anchor yet, and nobody else looks at it.
        unsafe { (*anchor).cell = cell };
        anchor
    }

    unsafe fn drop(pointer: *mut (dyn Future<Output = ()> + 'a)) {
        let anchor = pointer.cast::<Anchor<F>>();
        // SAFETY: the pointer is from `into_raw` and is not in use (promises of the caller).
        let cell = unsafe { (*anchor).cell };
        // SAFETY: from `into_raw` (invariant 1 of `Anchor`), and this is called once.
        let reference = unsafe { Reference::from_raw(cell) };
        // SAFETY: the reference keeps the cell alive.
        let shared = unsafe { &(*cell.as_ptr()).shared };
        // SAFETY: the caller is the executor's side, and does not use the pointer again.
        unsafe { shared.give_up() };
        drop(reference);
    }
}

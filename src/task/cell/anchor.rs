//! The allocation of a task, and the executor's reference to it.

use alloc::sync::Arc;
use core::{
    cell::UnsafeCell,
    future::Future,
    pin::Pin,
    ptr,
    task::{Context, Poll},
};

use futures_task::UnsafeFutureObj;

use super::shared::Shared;

/// The allocation of a task.
pub(super) struct Cell<F: Future> {
    anchor: UnsafeCell<Anchor<F>>,
    pub(super) shared: Shared<F>,
}

impl<F: Future> Cell<F> {
    pub(super) fn new(future: F, held: bool) -> Arc<Self> {
        Arc::new(Self {
            anchor: UnsafeCell::new(Anchor { cell: ptr::null() }),
            shared: Shared::new(future, held),
        })
    }
}

/// What the executor's `&mut dyn Future` points at.
///
/// An executor holds an exclusive reference to this while handles read the rest of the cell. So it
/// is a place of its own, which nobody but the executor's side touches, and which leads to the rest
/// by a pointer that covers the whole cell.
///
/// # Invariants
///
/// 1. Once the executor knows the anchor, `cell` is the pointer of an `Arc` whose count the
///    executor's side owns one of.
struct Anchor<F: Future> {
    cell: *const Cell<F>,
}

impl<F: Future> Future for Anchor<F> {
    type Output = ();

    #[inline]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        // SAFETY: the count keeps the cell alive (invariant 1), and the reference covers no byte of
        // the anchor.
        let shared = unsafe { &(*self.cell).shared };
        // SAFETY:
        // - the executor's side: an anchor is known by the pointer of `Executor::into_raw` alone,
        //   whose contract has it polled by one call at a time;
        // - pinned: the cell never leaves its `Arc`.
        unsafe { shared.poll(cx) }
    }
}

/// The executor's reference to a task.
pub(super) struct Running<F: Future>(pub(super) Arc<Cell<F>>);

// SAFETY: the executor's side polls and drops the future, hence `F: Send`, and stores or drops its
// output, hence the same for that. Everything else in the cell is made for several threads.
unsafe impl<F: Future<Output: Send> + Send> Send for Running<F> {}

// SAFETY:
// - `into_raw` gives a pointer to the anchor, which stays where it is in the cell's `Arc`, and which
//   nothing but that pointer reaches: it may be polled, one call at a time, until `drop`;
// - `drop` takes back the one count that `into_raw` has left behind.
unsafe impl<'a, F: Future + 'a> UnsafeFutureObj<'a, ()> for Running<F> {
    fn into_raw(self) -> *mut (dyn Future<Output = ()> + 'a) {
        let cell = Arc::into_raw(self.0);
        // SAFETY: the count that was just left behind keeps the cell alive.
        let anchor = unsafe { &(*cell).anchor }.get();
        // SAFETY: the executor's side does not know the anchor yet, and nobody else looks at it.
        unsafe { (*anchor).cell = cell };
        anchor
    }

    unsafe fn drop(pointer: *mut (dyn Future<Output = ()> + 'a)) {
        let anchor = pointer.cast::<Anchor<F>>();
        // SAFETY: the pointer is from `into_raw` and is not in use (promises of the caller).
        let cell = unsafe { (*anchor).cell };
        // SAFETY: the count is ours (invariant 1 of `Anchor`), and this is called once.
        let cell = unsafe { Arc::from_raw(cell) };
        // SAFETY: the caller is the executor's side, and does not use the pointer again.
        unsafe { cell.shared.give_up() };
    }
}

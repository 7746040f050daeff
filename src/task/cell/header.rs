//! What every cell begins with, and counted references to it.

use alloc::boxed::Box;
use core::{future::Future, mem::ManuallyDrop, ptr::NonNull};

use super::{
    allocation::Cell,
    state::State,
    sync::{AtomicUsize, Ordering},
};
use crate::task::JoinError;

/// What every cell begins with, whatever its future is.
pub(super) struct Header {
    references: AtomicUsize,
    vtable: &'static VTable,
    pub(super) state: State,
}

/// The functions of a cell that depend on its future. For a cell of a future `F`, both take the
/// cell's address as that of its header, with the provenance of the whole cell.
struct VTable {
    /// Calls `Cell::take_output`, and writes what it returns, an `Option<Result<F::Output, _>>`, to
    /// the second pointer. The caller's promises are those of `Cell::take_output`.
    take_output: unsafe fn(NonNull<Header>, NonNull<()>),
    /// Frees the cell, to which there is no reference left.
    free: unsafe fn(NonNull<Header>),
}

impl Header {
    /// Returns the header of a cell of an `F`, to which there are two references.
    pub(super) fn new<F: Future>(state: State) -> Self {
        Self { references: AtomicUsize::new(2), vtable: &Functions::<F>::VTABLE, state }
    }
}

/// One counted reference to a cell. It may outlive the future and the output, but not the types:
/// the last one to be dropped frees the cell.
///
/// # Invariants
///
/// 1. `header` is the address of a `Cell`, which was a box, with the provenance of all of it.
/// 2. The header's count is the number of references, so the cell is alive.
pub(super) struct Reference {
    header: NonNull<Header>,
}

impl Reference {
    /// Takes a cell from its box, and returns the two references that its header counts.
    pub(super) fn pair<F: Future>(cell: Box<Cell<F>>) -> (Self, Self) {
        // A cell begins with its header.
        let header = NonNull::from(Box::leak(cell)).cast();
        (Self { header }, Self { header })
    }

    /// Gives up the reference without letting go of the count.
    pub(super) fn into_raw<F: Future>(self) -> NonNull<Cell<F>> {
        ManuallyDrop::new(self).header.cast()
    }

    /// Takes up a reference that was given up by `into_raw`.
    ///
    /// # Safety
    ///
    /// 1. `cell` is from `into_raw`, and this is the only call with it.
    pub(super) unsafe fn from_raw<F: Future>(cell: NonNull<Cell<F>>) -> Self {
        Self { header: cell.cast() }
    }

    pub(super) fn state(&self) -> &State {
        &self.header().state
    }

    /// Takes the output, which is there the first time.
    ///
    /// # Safety
    ///
    /// 1. The caller is the handle's side, and was not gone when the state was done, as it is.
    /// 2. The output of the cell's future is a `T`.
    pub(super) unsafe fn take_output<T>(&self) -> Option<Result<T, JoinError>> {
        let mut output = None;
        let place = NonNull::from(&mut output).cast();
        // SAFETY: the cell's address, with its provenance (invariant 1); `place` is one for what
        // the function writes (promise 2); the rest is promise 1.
        unsafe { (self.header().vtable.take_output)(self.header, place) };
        output
    }

    fn header(&self) -> &Header {
        // SAFETY: the cell begins with its header (invariant 1) and is alive (invariant 2), and
        // nobody has an exclusive reference to the header.
        unsafe { self.header.as_ref() }
    }
}

impl Clone for Reference {
    fn clone(&self) -> Self {
        // Relaxed: who has a reference may make another one, which publishes nothing.
        let before = self.header().references.fetch_add(1, Ordering::Relaxed);
        // Clones may be leaked, but the count must not wrap around. It does not, as long as fewer
        // than half of all numbers of threads are between these two lines.
        if before > usize::MAX / 2 {
            self.header().references.fetch_sub(1, Ordering::Relaxed);
            panic!("too many handles of one task: are they leaked?");
        }
        Self { header: self.header }
    }
}

impl Drop for Reference {
    #[inline]
    fn drop(&mut self) {
        // Release: whatever was done through this reference happens before the cell is freed.
        // Acquire: the same, for the one that frees it.
        if self.header().references.fetch_sub(1, Ordering::AcqRel) == 1 {
            let free = self.header().vtable.free;
            // SAFETY: the cell's address, with its provenance (invariant 1), and this was the last
            // reference (invariant 2).
            unsafe { free(self.header) };
        }
    }
}

/// The functions of a cell of an `F`.
struct Functions<F>(F);

impl<F: Future> Functions<F> {
    const VTABLE: VTable = VTable { take_output: Self::take_output, free: Self::free };

    unsafe fn take_output(header: NonNull<Header>, place: NonNull<()>) {
        let cell = header.cast::<Cell<F>>();
        // SAFETY: the vtable is that of a cell of an `F`, and the caller's reference keeps it
        // alive.
        let shared = unsafe { &(*cell.as_ptr()).shared };
        // SAFETY: the caller's promise.
        let output = unsafe { shared.take_output() };
        // SAFETY: the caller's promise.
        unsafe { place.cast().write(output) };
    }

    unsafe fn free(header: NonNull<Header>) {
        // SAFETY: the vtable is that of a cell of an `F`, which was a box, and nobody refers to it.
        drop(unsafe { Box::from_raw(header.cast::<Cell<F>>().as_ptr()) });
    }
}

//! The slots of many children, each of which is a waker.

#![expect(unsafe_code, reason = "room 9: a waker of a child is a pointer to its slot")]

use alloc::{boxed::Box, sync::Arc};
use core::{
    fmt,
    mem::ManuallyDrop,
    ptr,
    sync::atomic::AtomicPtr,
    task::{Context, RawWaker, RawWakerVTable, Waker},
};

use super::{
    queue::{EMPTY, Queue},
    sync::{AtomicBool, AtomicUsize, Ordering},
};

/// The slots of some children of a set, and in its first block the queue.
pub(super) struct Block {
    home: Home,
    slots: Box<[Slot]>,
}

/// Where the queue is.
enum Home {
    Here(Queue),
    In(Arc<Block>),
}

/// One child. The data of a waker is a pointer to a slot, and owns one reference of its block.
///
/// # Invariants
///
/// 1. `block` came from `Arc::into_raw` and points at the block that owns this slot, from before
///    [`Block::new`] returns; it is not changed again.
/// 2. A block never gives a slot away, and drops its slots with itself. So a slot lives as long as
///    a reference of its block.
pub(crate) struct Slot {
    block: AtomicPtr<Block>,
    /// Its number in the set.
    number: usize,
    /// Woken, and not taken by the task yet: whoever sets it pushes the slot.
    queued: AtomicBool,
    /// The slot below it on the stack, while `queued`.
    link: AtomicUsize,
}

impl Block {
    /// Creates the first block of a set, with slots for `0..len`.
    pub(super) fn first(len: usize) -> Arc<Self> {
        Self::new(Home::Here(Queue::new()), 0, len)
    }

    /// Creates a further block of the set that starts with `first`, with slots for `base..base + len`.
    pub(super) fn further(first: &Arc<Self>, base: usize, len: usize) -> Arc<Self> {
        Self::new(Home::In(first.clone()), base, len)
    }

    fn new(home: Home, base: usize, len: usize) -> Arc<Self> {
        let slots = (base..base + len).map(Slot::new).collect();
        let block = Arc::into_raw(Arc::new(Self { home, slots }));
        // SAFETY: `block` came from `Arc::into_raw` just now, and is not used as an `Arc` again.
        let owner = unsafe { Arc::from_raw(block) };
        for slot in &owner.slots {
            slot.block.store(block.cast_mut(), Ordering::Relaxed);
        }
        owner
    }

    #[inline]
    pub(super) fn slot(&self, index: usize) -> &Slot {
        &self.slots[index]
    }

    pub(super) fn len(&self) -> usize {
        self.slots.len()
    }

    #[inline]
    pub(super) fn queue(&self) -> &Queue {
        match &self.home {
            Home::Here(queue) => queue,
            Home::In(first) => match &first.home {
                Home::Here(queue) => queue,
                Home::In(_) => unreachable!("further blocks refer to the first one"),
            },
        }
    }

    /// Wakes the child at `index`.
    #[inline]
    pub(super) fn wake(&self, index: usize) {
        self.slots[index].wake(self);
    }
}

impl Slot {
    fn new(number: usize) -> Self {
        Self {
            block: AtomicPtr::new(ptr::null_mut()),
            number,
            queued: AtomicBool::new(false),
            link: AtomicUsize::new(EMPTY),
        }
    }

    /// Calls `f` with the context to poll the child with: what is cloned of its waker wakes it.
    #[inline]
    pub(crate) fn with_context<R>(&self, f: impl FnOnce(&mut Context<'_>) -> R) -> R {
        // SAFETY: the functions of `VTABLE` keep the contract of a waker, each for a pointer to a
        // slot whose block lives. This waker owns no reference and so is not dropped; `&self` is
        // borrowed from the block (invariant 2), and keeps it.
        let waker = ManuallyDrop::new(unsafe { Waker::from_raw(self.raw_waker()) });
        f(&mut Context::from_waker(&waker))
    }

    #[inline]
    fn raw_waker(&self) -> RawWaker {
        RawWaker::new(ptr::from_ref(self).cast(), &VTABLE)
    }

    fn block(&self) -> *const Block {
        self.block.load(Ordering::Relaxed)
    }

    #[inline]
    fn wake(&self, block: &Block) {
        // AcqRel: what happened before a wake that finds it queued is seen by the poll, too.
        if !self.queued.swap(true, Ordering::AcqRel) {
            block.queue().push(self.number, &self.link);
        }
    }

    /// The slot below this one. For the task only, which took the stack.
    #[inline]
    pub(super) fn link(&self) -> usize {
        self.link.load(Ordering::Relaxed)
    }

    /// For the task only, which took the stack.
    #[inline]
    pub(super) fn set_link(&self, link: usize) {
        self.link.store(link, Ordering::Relaxed);
    }

    /// Takes the slot off the stack: from now on a wake pushes it again. For the task only.
    #[inline]
    pub(super) fn unqueue(&self) {
        // Acquire: pairs with the wakes that found it queued. Release: with the next one.
        self.queued.swap(false, Ordering::AcqRel);
    }
}

impl fmt::Debug for Block {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Block").field("len", &self.len()).finish_non_exhaustive()
    }
}

// What each of these owes stands at `RawWakerVTable::new`; `Waker` calls them with the data of a
// waker that lives, and `drop` and `wake` for the last time. Such data is a pointer to a slot whose
// block lives, as the waker owns a reference, or is borrowed (`Slot::with_context`).
// A `static`, as a `const` would have an address in each crate, and `will_wake` compares addresses.
static VTABLE: RawWakerVTable = RawWakerVTable::new(clone, wake, wake_by_ref, drop_waker);

unsafe fn clone(data: *const ()) -> RawWaker {
    // SAFETY: points at a slot whose block lives (see `VTABLE`).
    let slot = unsafe { &*data.cast::<Slot>() };
    // SAFETY: the block came from `Arc::into_raw` (invariant 1) and lives.
    unsafe { Arc::increment_strong_count(slot.block()) };
    slot.raw_waker()
}

unsafe fn wake(data: *const ()) {
    // SAFETY: points at a slot whose block lives (see `VTABLE`).
    let slot = unsafe { &*data.cast::<Slot>() };
    // SAFETY: the block came from `Arc::into_raw` (invariant 1), and this waker's reference, which
    // it uses here for the last time, is the one that the `Arc` takes over.
    let block = unsafe { Arc::from_raw(slot.block()) };
    slot.wake(&block);
}

unsafe fn wake_by_ref(data: *const ()) {
    // SAFETY: points at a slot whose block lives (see `VTABLE`).
    let slot = unsafe { &*data.cast::<Slot>() };
    // SAFETY: points at the slot's block (invariant 1), which lives: the caller has the waker.
    let block = unsafe { &*slot.block() };
    slot.wake(block);
}

unsafe fn drop_waker(data: *const ()) {
    // SAFETY: points at a slot whose block lives (see `VTABLE`).
    let slot = unsafe { &*data.cast::<Slot>() };
    // SAFETY: the block came from `Arc::into_raw` (invariant 1); the reference is this waker's.
    unsafe { Arc::decrement_strong_count(slot.block()) };
}

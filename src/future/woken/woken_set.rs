//! Which child is to be polled next.

use alloc::{sync::Arc, vec::Vec};
use core::task::Waker;

use super::{
    block::{Block, Slot},
    queue::EMPTY,
};

/// The wakers of the children of one task, and which of them were woken.
///
/// The children are numbers, `0..capacity`; where they are is the owner's. A poll of the set is
/// [`begin`](Self::begin), then for each [`next`](Self::next) a poll of that child in
/// [`with_context`](Slot::with_context), then [`park`](Self::park) if it is to be `Pending`.
///
/// Each step is `O(1)`, however many children there are, and a wake is one exchange or two. What is
/// woken during a poll is polled in the next one, so that children that wake themselves do not
/// keep the task to themselves.
#[derive(Debug)]
pub(crate) struct Woken {
    first: Arc<Block>,
    more: Vec<Arc<Block>>,
    /// The next child of those that were taken from the queue.
    batch: usize,
    /// This poll may still take what is in the queue.
    may_take: bool,
}

impl Woken {
    /// Creates a set of `capacity` children, of which none is woken.
    pub(crate) fn new(capacity: usize) -> Self {
        Self { first: Block::first(capacity), more: Vec::new(), batch: EMPTY, may_take: false }
    }

    /// Creates a set of `capacity` children that are all to be polled, in order.
    pub(crate) fn all(capacity: usize) -> Self {
        let set = Self::new(capacity);
        (0..capacity).for_each(|number| set.wake(number));
        set
    }

    pub(crate) fn capacity(&self) -> usize {
        self.more.iter().fold(self.first.len(), |sum, block| sum + block.len())
    }

    /// Doubles the capacity, which is a power of two.
    pub(crate) fn grow(&mut self) {
        let len = self.capacity();
        self.more.push(Block::further(&self.first, len, len));
    }

    /// Lets the next poll of the set poll a child, without waking the task.
    pub(crate) fn schedule(&mut self, number: usize) {
        self.first.queue().unpark();
        self.wake(number);
    }

    /// Begins a poll of the set.
    #[inline]
    pub(crate) fn begin(&mut self) {
        self.may_take = true;
    }

    /// Returns the next child to poll. `None`: that was all, for this poll.
    #[inline(always)]
    pub(crate) fn next(&mut self) -> Option<(usize, &Slot)> {
        if self.batch == EMPTY {
            if !self.may_take {
                return None;
            }
            self.may_take = false;
            self.batch = self.take_oldest_first();
            if self.batch == EMPTY {
                return None;
            }
        }
        let Self { first, more, batch, .. } = self;
        let number = *batch;
        let (block, index) = block_of(first, more, number);
        let slot = block.slot(index);
        *batch = slot.link();
        slot.unqueue();
        Some((number, slot))
    }

    /// Ends a poll that is `Pending`: the next wake of a child wakes `waker`. If there was one
    /// already, wakes it now.
    #[inline]
    pub(crate) fn park(&mut self, waker: &Waker) {
        self.first.queue().park(waker);
    }

    /// Takes the stack, turned round.
    fn take_oldest_first(&self) -> usize {
        let mut newer = self.first.queue().take();
        let mut turned = EMPTY;
        while newer != EMPTY {
            let (block, index) = block_of(&self.first, &self.more, newer);
            let slot = block.slot(index);
            let older = slot.link();
            slot.set_link(turned);
            turned = newer;
            newer = older;
        }
        turned
    }

    fn wake(&self, number: usize) {
        let (block, index) = block_of(&self.first, &self.more, number);
        block.wake(index);
    }
}

impl Drop for Woken {
    fn drop(&mut self) {
        // Wakers of children may outlive the set; they must not keep the task's.
        self.first.queue().close();
    }
}

#[inline]
fn block_of<'a>(first: &'a Block, more: &'a [Arc<Block>], number: usize) -> (&'a Block, usize) {
    match locate(first.len(), number) {
        (0, index) => (first, index),
        (block, index) => (&more[block - 1], index),
    }
}

/// Where `number` is in a row of blocks that begins with one of `first`, and doubles with each
/// further one: which block, and which place in it. If there are further ones, `first` is a power
/// of two.
#[inline]
pub(super) fn locate(first: usize, number: usize) -> (usize, usize) {
    if number < first {
        return (0, number);
    }
    // Block `k` begins at `first << (k - 1)`.
    let doublings = number.ilog2() - first.ilog2();
    (doublings as usize + 1, number - (first << doublings))
}

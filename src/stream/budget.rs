//! How many items one poll goes through.

use core::task::{Context, Poll};

/// What is left of the number of items that one poll may go through (STREAM-21).
///
/// A loop over an inner stream spends one for each item that it does not hand out. It does so
/// *before* it asks for the item, so that none is in its hands when it has to return.
#[derive(Debug)]
pub(super) struct Budget {
    left: u8,
}

impl Budget {
    #[inline]
    pub(super) const fn new() -> Self {
        Self { left: ITEMS_PER_POLL }
    }

    /// Spends one; when none is left, wakes the task, so that it is polled again, and is `Pending`.
    #[inline]
    pub(super) fn poll_spend(&mut self, cx: &Context<'_>) -> Poll<()> {
        let Some(left) = self.left.checked_sub(1) else { return give_way(cx) };
        self.left = left;
        Poll::Ready(())
    }
}

#[cold]
fn give_way(cx: &Context<'_>) -> Poll<()> {
    cx.waker().wake_by_ref();
    Poll::Pending
}

/// So many that a turn of the executor costs nothing beside them, so few that a task which shares
/// the thread does not notice. tokio gives a task as many operations.
const ITEMS_PER_POLL: u8 = 128;

//! Many futures on one task, of which only those are polled that were woken.
//!
//! ```text
//!   Woken: blocks, batch                  Waker of child 5: points at its slot
//!     │                                     │
//!     ▼                                     ▼
//!   ┌ Block 0 (Arc) ──────────────────┐   ┌ slots ──────────────────────────┐
//!   │ Queue: top, parent's waker      │◀──┤ 0 │ 1 │ … │ 5: block, queued,   │
//!   │ slots ──────────────────────────┼──▶│           │    link             │
//!   └─────────────────────────────────┘   └─────────────────────────────────┘
//! ```
//!
//! - [`Queue`](queue::Queue) is a stack of woken slots and the waker of the task that polls. A wake
//!   pushes its slot, and the first one wakes the task. The task takes the whole stack at once, and
//!   turns it round: first woken, first polled.
//! - [`Block`](block::Block) holds the slots of many children, so that a waker of a child is a pointer
//!   and needs no allocation. A waker keeps its block, so it may outlive the set.
//! - [`Woken`] is the two together: which child is next.
//! - [`Unordered`] is a set that grows, on top of it.

mod block;
mod children;
mod queue;
#[cfg_attr(not(async_interop_loom), path = "sync_core.rs")]
#[cfg_attr(async_interop_loom, path = "sync_loom.rs")]
mod sync;
mod unordered;
mod woken_set;

pub(super) use children::Children;
pub(crate) use unordered::Unordered;
pub(super) use woken_set::Woken;

#[cfg(test)]
mod tests;

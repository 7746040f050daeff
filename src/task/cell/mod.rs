//! One allocation for a spawned task: its future, then its output, and what joins and aborts it.
//!
//! ```text
//!   JoinHandle: Handle<T>, AbortHandle: Aborter           executor: FutureObj (Running<F>)
//!           │ Reference                                          │ &mut dyn Future
//!           ▼                                                    ▼
//!   ┌ Cell<F> ─────────────────────────────────────────────────┬────────────┐
//!   │ Shared<F>                                                │            │
//!   │ ┌ Header ──────────────────────────────┐ ┌ Stage<F> ───┐ │ ┌ Anchor ┐ │
//!   │ │ references  vtable                   │ │ future, or  │ │ │ cell ──┼─┼─▶ this cell
//!   │ │ State: word, join_waker, task_waker  │ │ output, or  │ │ └────────┘ │
//!   │ └──────────────────────────────────────┘ │ empty       │ │            │
//!   │                                          └─────────────┘ │            │
//!   └──────────────────────────────────────────────────────────┴────────────┘
//! ```
//!
//! The executor's side polls the future, destroys it, and only then stores the output; the
//! handle's side takes the output. Which side may touch what is a question of one word: its rules
//! stand at [`State`](state::State) for the wakers and at [`Shared`](shared::Shared) for the rest.
//! Nobody ever waits for anybody.

#![expect(
    unsafe_code,
    reason = "room 3: places that two sides own in turn, as the state word says"
)]

mod allocation;
mod anchor;
mod handle;
mod header;
#[cfg_attr(feature = "std", path = "panics_std.rs")]
#[cfg_attr(not(feature = "std"), path = "panics_core.rs")]
mod panics;
mod shared;
mod state;
mod task;
mod waker_slot;

use crate::sync;
pub(super) use handle::{Aborter, Handle};
pub(super) use panics::Payload;
pub(super) use task::{spawn_local_by, task};

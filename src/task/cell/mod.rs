//! One allocation for a spawned task: its future, then its output, and what joins and aborts it.
//!
//! ```text
//!  executor: FutureObj          JoinHandle: Handle<T>     AbortHandle: Aborter
//!        │ &mut dyn Future            │ Arc<dyn ..>              │ Arc<dyn ..>
//!        ▼                            ▼                          ▼
//!  ┌ Cell ──┬──────────────────────────────────────────────────────────────────┐
//!  │ Anchor │ Shared ┌ Header ─────────────────────────────┐ ┌ Stage ────────┐ │
//!  │   └────┼──────▶ │ state   join_waker   task_waker     │ │ F, Output, () │ │
//!  │        │        └─────────────────────────────────────┘ └───────────────┘ │
//!  └────────┴──────────────────────────────────────────────────────────────────┘
//! ```
//!
//! The executor's side polls the future, destroys it, and only then stores the output; the
//! handle's side takes the output. Which side may touch what is a question of the state word, whose
//! rules stand at [`Header`](header::Header) and [`Shared`](shared::Shared). Nobody ever waits for
//! anybody.

#![expect(
    unsafe_code,
    reason = "room 3: places that two sides own in turn, as the state word says"
)]

mod anchor;
mod cell;
mod handle;
mod header;
#[cfg_attr(feature = "std", path = "panics_std.rs")]
#[cfg_attr(not(feature = "std"), path = "panics_core.rs")]
mod panics;
mod shared;
mod state;
#[cfg_attr(not(async_interop_loom), path = "sync_core.rs")]
#[cfg_attr(async_interop_loom, path = "sync_loom.rs")]
mod sync;
mod task;
mod waker_slot;

pub(super) use handle::{Aborter, Handle};
pub(super) use panics::Payload;
pub(super) use task::{spawn_local_by, task};

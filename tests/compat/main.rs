//! The adapters of `compat`, driven by hand.
//!
//! | file | the question |
//! |---|---|
//! | `init_mark` | Does each side learn what the other filled and initialized? |
//! | `hostile` | What if the inner reader swaps the buffer, lies about what it read, or panics? |
//! | `zeroing` | How much memory is zeroed for readers that need initialized memory? |
//! | `forwarding` | Does each call reach the inner value once, and its result come back? |
//! | `bytes` | Reading into buffers that grow, and what is known of them while one waits. |
//! | `errors` | Does an error survive, and does "not now" become `Pending` and a wake? |
//! | `zero_length` | Who answers what has nothing to transfer? |
//! | `seek` | Does the two-step seek of tokio meet the one-step seek of ours? |
//! | `std_io` | Types that block, threads that wait, and sessions that poll once. |
//! | `futures_task` | Executors of futures-task, and ours as theirs. |
//! | `streams` | Items, hints, termination. |
//! | `embedded_io` | Futures that are kept, futures that are dropped, kinds, and embassy's pipe. |
//! | `hyper` | Its buffers, executors and timers. |
//! | `shape` | Accessors, bounds, auto traits, sizes. |
//! | `suites` | Do the conformance suites pass through both round trips? |
//! | `awkward` | The same over a pipe that makes everything hard. |
//! | `callers` | What do the adapters do to what is below them? |
//! | `real` | The same with types of tokio, futures and smol as they are used. |

#![allow(
    clippy::std_instead_of_alloc,
    clippy::std_instead_of_core,
    reason = "the tests have std, and read better with one name for it"
)]

mod awkward;
mod bytes;
mod callers;
mod embedded_io;
mod errors;
mod forwarding;
mod futures_task;
mod hostile;
mod hyper;
mod init_mark;
mod real;
mod seek;
mod shape;
mod std_io;
mod streams;
mod suites;
mod support;
mod zero_length;
mod zeroing;

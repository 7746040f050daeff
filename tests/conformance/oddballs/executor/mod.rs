//! Strange executors: one queue with several policies, turned by the check, by a thread of its own, or
//! while it blocks. One that refuses beyond 16 tasks stands beside the reference.

mod blocking;
mod one_thread;
mod queue;
mod turned;

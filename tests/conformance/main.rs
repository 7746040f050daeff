//! The suites against implementations that must pass them, by the macros an implementer uses.

#![allow(
    clippy::std_instead_of_alloc,
    clippy::std_instead_of_core,
    reason = "the tests have std, and read better with one name for it"
)]

mod adapters;
mod bad_input;
mod buffered;
mod drivers;
mod executors;
mod oddballs;
mod readme;
mod reasons;
mod reference;
mod seekable;
mod timers;
mod waiters;

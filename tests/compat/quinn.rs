//! quinn over our runtimes: endpoints that talk, time by hand, sockets, executors that refuse.
//!
//! The file is a program of its own, since it needs more features than the other tests of `compat`.

#![allow(
    clippy::std_instead_of_alloc,
    clippy::std_instead_of_core,
    reason = "the tests have std, and read better with one name for it"
)]

#[path = "quinn/endpoints.rs"]
mod endpoints;
#[path = "quinn/refusals.rs"]
mod refusals;
#[path = "quinn/sockets.rs"]
mod sockets;
#[path = "quinn/support.rs"]
mod support;
#[path = "quinn/timers.rs"]
mod timers;

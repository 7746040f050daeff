//! The tests of the library through its public API; the tree mirrors `src`.

#![allow(
    clippy::std_instead_of_alloc,
    clippy::std_instead_of_core,
    reason = "the tests have std, and read better with one name for it"
)]

mod facts;
mod future;
mod io;
mod stream;
mod task;
#[cfg(feature = "conformance")]
mod time;

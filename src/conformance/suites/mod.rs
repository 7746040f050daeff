//! The suites, one file per contract.

#![allow(
    clippy::missing_errors_doc,
    clippy::missing_panics_doc,
    reason = "every check fails with what it found, and catches the panics that it causes"
)]

pub mod block;
pub mod buf;
pub mod caller;
pub mod duplex;
pub mod global;
pub mod join;
pub mod local;
pub mod rbuf;
pub mod read;
pub mod seek;
pub mod spawn;
pub mod stream;
pub mod timer;
pub mod waiters;
pub mod waker;
pub mod write;

//! The suites, one file per contract.

#![allow(
    clippy::missing_errors_doc,
    reason = "every check fails with what it found, and only where the rule of its name is broken"
)]

pub mod duplex;
pub mod join;
pub mod rbuf;
pub mod read;
pub mod spawn;
pub mod stream;
pub mod write;

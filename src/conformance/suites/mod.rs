//! The suites, one file per contract.

pub mod duplex;
pub mod rbuf;
pub mod read;
pub mod write;

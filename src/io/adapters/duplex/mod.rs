//! A connection in memory.

mod duplex_stream;
mod lane;
#[cfg_attr(feature = "std", path = "lock_std.rs")]
#[cfg_attr(not(feature = "std"), path = "lock_core.rs")]
mod lock;

pub use self::duplex_stream::{DuplexStream, duplex};

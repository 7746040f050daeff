//! The error of all I/O traits, its kinds, and messages that need no allocation.

mod error_kind;
mod io_error;
mod message;
#[cfg_attr(feature = "std", path = "os_std.rs")]
#[cfg_attr(not(feature = "std"), path = "os_core.rs")]
mod os;
#[cfg(feature = "std")]
mod std_io;

pub use self::error_kind::ErrorKind;
pub use self::io_error::{Error, Result};
pub use self::message::Message;

#[cfg(test)]
mod tests;

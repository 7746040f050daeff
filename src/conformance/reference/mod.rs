//! Implementations that pass every rule: what the suites are proven against, and what an
//! implementer may read.

mod channel;
mod executor;
#[cfg(feature = "std")]
mod log;
mod merge;

/// One end of a pipe in memory, and the function that makes two: [`io::duplex`](crate::io::duplex).
#[cfg(target_has_atomic = "ptr")]
pub use crate::io::{DuplexStream as Pipe, duplex as pipe};
pub use channel::{Receiver, Sender, channel};
pub use executor::{Executor, Spawner};
#[cfg(feature = "std")]
pub use log::Log;
pub use merge::Merge;

//! Implementations that pass every rule: what the suites are proven against, and what an
//! implementer may read.

mod channel;
mod event;
mod executor;
mod file;
mod lane;
mod local_executor;
#[cfg(feature = "std")]
mod log;
mod merge;
#[cfg_attr(feature = "std", path = "parker_std.rs")]
#[cfg_attr(not(feature = "std"), path = "parker_core.rs")]
mod parker;

/// One end of a pipe in memory, and the function that makes two: [`io::duplex`](crate::io::duplex).
#[cfg(target_has_atomic = "ptr")]
pub use crate::io::{DuplexStream as Pipe, duplex as pipe};
pub use channel::{Receiver, Sender, channel};
pub use event::{Event, Waiting};
pub use executor::{Executor, Spawner};
pub use file::File;
pub use lane::{LaneReader, LaneWriter, lane};
pub use local_executor::{LocalExecutor, LocalSpawner, RunUntil};
#[cfg(feature = "std")]
pub use log::Log;
pub use merge::Merge;

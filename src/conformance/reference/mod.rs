//! Implementations that pass every rule: what the suites are proven against, and what an
//! implementer may read.

mod channel;
mod executor;
#[cfg(feature = "std")]
mod log;
mod merge;
#[cfg(feature = "std")]
mod pipe;

pub use channel::{Receiver, Sender, channel};
pub use executor::{Executor, Spawner};
#[cfg(feature = "std")]
pub use log::Log;
pub use merge::Merge;
#[cfg(feature = "std")]
pub use pipe::{Pipe, pipe};

//! Implementations that pass every rule: what the suites are proven against, and what an
//! implementer may read.

#[cfg(feature = "std")]
mod log;
#[cfg(feature = "std")]
mod pipe;

#[cfg(feature = "std")]
pub use log::Log;
#[cfg(feature = "std")]
pub use pipe::{Pipe, pipe};

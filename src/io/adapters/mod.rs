//! Readers over readers, and streams over readers.

mod bytes;
mod chain;
#[cfg(feature = "alloc")]
mod lines;
#[cfg(feature = "alloc")]
mod split;
mod take;

pub use self::{bytes::Bytes, chain::Chain, take::Take};
#[cfg(feature = "alloc")]
pub use self::{lines::Lines, split::Split};

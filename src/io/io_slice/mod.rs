//! Slices for vectored I/O.

#[cfg(not(feature = "std"))]
mod imp;
mod shared;
#[cfg(feature = "std")]
mod std_io;
mod unique;

pub use self::shared::IoSlice;
pub use self::unique::IoSliceMut;

#[cfg(feature = "std")]
use std::io as imp;

#[cfg(test)]
mod tests;

//! Setting the global executor.

use core::panic::Location;

use super::{
    AlreadySet,
    slot::{Entry, SLOT},
};
use crate::task::Spawn;

/// Makes `executor` the global executor, for as long as the program runs.
///
/// Programs call this once, at their start; libraries never do. It needs neither an allocator nor
/// `std`, and is what [`global_executor!`](crate::task::global_executor) calls.
///
/// # Errors
///
/// Returns [`AlreadySet`], which says where, if a global executor is set. That one stays.
///
/// # Examples
///
/// ```
/// # #[cfg(feature = "rt-smol")]
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use async_interop::{rt::Smol, task};
///
/// static EXECUTOR: Smol = Smol::new();
///
/// task::global::set(&EXECUTOR)?;
/// let handle = task::spawn(async { "done" })?;
/// assert_eq!(smol::block_on(handle)?, "done");
///
/// // A second one is refused, by name.
/// let error = task::global::set(&EXECUTOR).unwrap_err();
/// assert!(error.location().is_some());
/// # Ok(())
/// # }
/// # #[cfg(not(feature = "rt-smol"))]
/// # fn main() {}
/// ```
#[track_caller]
pub fn set(executor: &'static (dyn Spawn + Sync)) -> Result<(), AlreadySet> {
    if SLOT.set(Entry { executor, location: Location::caller() }) {
        Ok(())
    } else {
        Err(AlreadySet::new(SLOT.get().map(|entry| entry.location)))
    }
}

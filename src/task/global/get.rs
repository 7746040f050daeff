//! Getting the global executor.

use super::slot::SLOT;
use crate::task::Spawn;

/// Returns the global executor, if one is set.
///
/// [`task::spawn`](crate::task::spawn) is the short way to spawn on it. This is for code that wants
/// the executor as a value, or that has no allocator.
pub fn get() -> Option<&'static (dyn Spawn + Sync)> {
    SLOT.get().map(|entry| entry.executor)
}

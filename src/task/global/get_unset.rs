//! Getting the global executor, where none can be set.

use crate::task::Spawn;

/// Returns the global executor, if one is set.
///
/// This target has no compare-and-swap, so one can be set with the feature `critical-section` only.
pub fn get() -> Option<&'static (dyn Spawn + Sync)> {
    None
}

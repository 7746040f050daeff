//! What a task takes over from the one that spawns it: nothing, without thread-locals.

use crate::task::Spawn;

/// Returns the executor of the scope, of which there is none.
pub(super) const fn executor() -> Option<&'static (dyn Spawn + Sync)> {
    None
}

/// Makes a task of `future`.
pub(super) fn inherit<F, R>(
    future: F,
    bare: impl FnOnce(F) -> R,
    _inheriting: impl FnOnce(F) -> R,
) -> R {
    bare(future)
}

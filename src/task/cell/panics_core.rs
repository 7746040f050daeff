//! Panics of foreign code, which nobody can catch without `std`: they go on to the executor.

/// What a panic leaves behind: there is none to be had.
pub(in crate::task) type Payload = core::convert::Infallible;

/// Calls `run`.
#[inline]
pub(super) fn catch<R>(run: impl FnOnce() -> R) -> Result<R, Payload> {
    Ok(run())
}

/// Calls `run`.
pub(super) fn contain(run: impl FnOnce()) {
    run();
}

/// There is nothing to drop.
pub(super) fn discard(payload: Payload) {
    match payload {}
}

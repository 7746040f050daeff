//! Panics of foreign code.

/// Calls `call`, and returns `None` if it panics.
///
/// Without `std`, or where a panic ends the program, there is nothing to return to.
pub fn caught<T>(call: impl FnOnce() -> T) -> Option<T> {
    #[cfg(feature = "std")]
    return std::panic::catch_unwind(core::panic::AssertUnwindSafe(call)).ok();
    #[cfg(not(feature = "std"))]
    Some(call())
}

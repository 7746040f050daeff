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

/// Returns what a caught panic said.
#[cfg(feature = "std")]
pub(crate) fn message(panic: &(dyn core::any::Any + Send)) -> alloc::string::String {
    if let Some(text) = panic.downcast_ref::<&str>() {
        return (*text).into();
    }
    panic.downcast_ref().cloned().unwrap_or_else(|| "a payload that is no text".into())
}

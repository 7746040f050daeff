//! Panics of foreign code, caught.

use alloc::boxed::Box;
use core::{any::Any, mem, panic::AssertUnwindSafe};
use std::panic::catch_unwind;

/// What a panic leaves behind.
pub(in crate::task) type Payload = Box<dyn Any + Send>;

/// Calls `run`, and catches its panic.
///
/// What `run` leaves half done is not looked at afterwards: the future is dropped, wakers and
/// outputs are gone.
#[inline]
pub(super) fn catch<R>(run: impl FnOnce() -> R) -> Result<R, Payload> {
    catch_unwind(AssertUnwindSafe(run))
}

/// Calls `run`; its panic has been reported by the panic hook and goes no further.
pub(super) fn contain(run: impl FnOnce()) {
    if let Err(payload) = catch(run) {
        discard(payload);
    }
}

/// Drops a payload, whose destructor is foreign code as well.
pub(super) fn discard(payload: Payload) {
    let Err(second) = catch(|| drop(payload)) else { return };
    if let Err(third) = catch(|| drop(second)) {
        // It could go on for ever: this one is leaked.
        mem::forget(third);
    }
}

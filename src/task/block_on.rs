//! Running a future on the current thread.

#[cfg(all(feature = "alloc", target_has_atomic = "ptr"))]
use alloc::sync::Arc;
#[cfg(feature = "alloc")]
use alloc::{boxed::Box, rc::Rc};
use core::future::Future;

/// A runtime that can run a future to its end on the current thread, blocking it.
///
/// # Implementing
///
/// - The future is polled on the calling thread, by this call alone, and dropped there before the
///   call returns. It need be neither `Send` nor `'static`.
/// - The runtime's own drivers (timers, input and output, local tasks) make progress meanwhile, if
///   they need a thread to do so.
/// - A panic of the future goes to the caller, and leaves the runtime usable.
/// - The call may be repeated. A call within a call may panic; it must not hang.
///
/// # Calling
///
/// Call it from a thread that may be blocked: not from within a task.
///
/// # Panics
///
/// Many runtimes panic if the current thread is running one of their tasks already.
///
/// # Examples
///
/// ```
/// use async_interop::task::BlockOn;
///
/// fn twice(runtime: &impl BlockOn) -> u8 {
///     let part = 21;
///     runtime.block_on(async { part + part })
/// }
/// # #[cfg(feature = "rt-smol")]
/// # assert_eq!(twice(&async_interop::rt::Smol::new()), 42);
/// ```
pub trait BlockOn {
    /// Runs `future` to its end, and returns what it returns.
    fn block_on<F: Future>(&self, future: F) -> F::Output;
}

impl<T: BlockOn> BlockOn for &T {
    fn block_on<F: Future>(&self, future: F) -> F::Output {
        (**self).block_on(future)
    }
}

#[cfg(feature = "alloc")]
impl<T: BlockOn> BlockOn for Box<T> {
    fn block_on<F: Future>(&self, future: F) -> F::Output {
        (**self).block_on(future)
    }
}

#[cfg(feature = "alloc")]
impl<T: BlockOn> BlockOn for Rc<T> {
    fn block_on<F: Future>(&self, future: F) -> F::Output {
        (**self).block_on(future)
    }
}

#[cfg(all(feature = "alloc", target_has_atomic = "ptr"))]
impl<T: BlockOn> BlockOn for Arc<T> {
    fn block_on<F: Future>(&self, future: F) -> F::Output {
        (**self).block_on(future)
    }
}

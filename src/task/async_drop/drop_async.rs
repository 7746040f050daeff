//! Dropping a value, and waiting for it.

use core::{
    future::Future,
    pin::Pin,
    task::{Context, Poll},
};

use pin_project_lite::pin_project;

use super::PollDrop;

/// Brings a value to its end, and drops it.
///
/// # Cancel safety
///
/// Dropping the future drops the value the plain way, at whatever stage it is.
///
/// # Examples
///
/// ```
/// use async_interop::task::{BlockOn, Spawn, SpawnExt as _, async_drop::drop_async};
///
/// /// Aborts a task, and waits until it has ended: its destructors have run.
/// fn abort_and_wait<R: BlockOn + Spawn>(runtime: &R) -> Result<(), Box<dyn std::error::Error>> {
///     let task = runtime.spawn(std::future::pending::<()>())?.abort_on_drop();
///     runtime.block_on(drop_async(task));
///     Ok(())
/// }
/// # #[cfg(feature = "rt-smol")]
/// # abort_and_wait(&async_interop::rt::Smol::new()).unwrap();
/// ```
pub const fn drop_async<T: PollDrop>(value: T) -> DropAsync<T> {
    DropAsync { value: Some(value) }
}

pin_project! {
    /// Future returned by [`drop_async`].
    #[derive(Debug)]
    #[must_use = "futures do nothing unless polled"]
    pub struct DropAsync<T> {
        // `None` once it is dropped.
        #[pin]
        value: Option<T>,
    }
}

impl<T: PollDrop> Future for DropAsync<T> {
    type Output = ();

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let mut value = self.project().value;
        let polled = value.as_mut().poll_drop_ready(cx);
        if polled.is_ready() {
            value.set(None);
        }
        polled
    }
}

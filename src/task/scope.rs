//! Overriding the global executor.

use alloc::sync::Arc;
use core::{
    fmt,
    future::Future,
    pin::Pin,
    task::{Context, Poll},
};

use pin_project_lite::pin_project;

use crate::task::{
    Spawn,
    ambient::{Ambient, Inherit},
};

/// Makes `executor` the one that [`task::spawn`](crate::task::spawn) uses in `future`, and in all
/// that `future` spawns.
///
/// It holds while the future is polled and while it is dropped, on whichever thread, also without a
/// global executor. It does not hold outside: when the poll returns or panics, what was set before
/// is back (GLOBAL-08). The inner one of two nested scopes holds.
///
/// Tasks take the scope over if they are spawned by [`task::spawn`](crate::task::spawn),
/// [`SpawnExt::spawn`](crate::task::SpawnExt::spawn),
/// [`spawn_local`](crate::task::SpawnLocalExt::spawn_local) or
/// [`spawn_blocking`](crate::task::SpawnBlockingExt::spawn_blocking), whichever executor that is
/// on, and for as long as they live. Tasks of the runtime's own `spawn`, and bare ones of
/// [`spawn_obj`](Spawn::spawn_obj) and [`spawn_detached`](Spawn::spawn_detached), do not.
///
/// A task that was spawned under no scope leaves the thread as it is. So one that is polled *within*
/// the poll of a scope, by an executor that runs there, sees that scope.
///
/// # Cancel safety
///
/// That of `future`.
///
/// # Examples
///
/// A test gives a library an executor of its own:
///
/// ```
/// # #[cfg(all(feature = "rt-smol", feature = "rt-futures"))]
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use std::sync::Arc;
///
/// use async_interop::{
///     rt::{Smol, ThreadPool},
///     task::{self, BlockOn as _, SpawnErrorKind},
/// };
///
/// /// A library, which cannot be handed an executor.
/// async fn answer() -> Result<u32, Box<dyn std::error::Error>> {
///     Ok(task::spawn(async { 6 * 7 })?.await?)
/// }
///
/// let pool = ThreadPool::new(futures::executor::ThreadPool::new()?);
/// let answer = Smol::new().block_on(task::scope(Arc::new(pool), answer()))?;
/// assert_eq!(answer, 42);
///
/// // Outside, there is still none.
/// assert_eq!(task::spawn(async {}).unwrap_err().kind(), SpawnErrorKind::NoExecutor);
/// # Ok(())
/// # }
/// # #[cfg(not(all(feature = "rt-smol", feature = "rt-futures")))]
/// # fn main() {}
/// ```
pub fn scope<F: Future>(executor: Arc<dyn Spawn + Send + Sync>, future: F) -> Scope<F> {
    Scope { inner: Inherit::new(Ambient::scope(executor), future) }
}

pin_project! {
    /// Future returned by [`scope`].
    #[must_use = "futures do nothing unless polled"]
    pub struct Scope<F> {
        #[pin]
        inner: Inherit<F>,
    }
}

impl<F: Future> Future for Scope<F> {
    type Output = F::Output;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<F::Output> {
        self.project().inner.poll(cx)
    }
}

impl<F> fmt::Debug for Scope<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Scope").finish_non_exhaustive()
    }
}

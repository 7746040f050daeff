//! [`FutureExt::catch_unwind`](crate::future::FutureExt::catch_unwind).

use alloc::boxed::Box;
use core::{
    any::Any,
    panic::{AssertUnwindSafe, UnwindSafe},
    pin::Pin,
    task::{Context, Poll},
};
use std::panic;

use pin_project_lite::pin_project;

use super::Fuse;

pin_project! {
    /// Future returned by [`FutureExt::catch_unwind`](crate::future::FutureExt::catch_unwind).
    #[must_use = "futures do nothing unless awaited or polled"]
    #[derive(Debug)]
    pub struct CatchUnwind<F> {
        #[pin]
        future: Fuse<F>,
    }
}

impl<F> CatchUnwind<F> {
    pub(super) const fn new(future: F) -> Self {
        Self { future: Fuse::new(future) }
    }
}

impl<F: Future + UnwindSafe> Future for CatchUnwind<F> {
    type Output = Result<F::Output, Box<dyn Any + Send>>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let mut future = self.project().future;
        // The future is `UnwindSafe` and is not polled after a panic; a waker is foreign anyway.
        let polled = panic::catch_unwind(AssertUnwindSafe(|| future.as_mut().poll(cx)));
        match polled {
            Ok(Poll::Pending) => Poll::Pending,
            Ok(Poll::Ready(output)) => Poll::Ready(Ok(output)),
            Err(payload) => {
                future.set(Fuse::terminated());
                Poll::Ready(Err(payload))
            }
        }
    }
}

//! [`FutureExt::fuse`](crate::future::FutureExt::fuse).

use core::{
    pin::Pin,
    task::{Context, Poll, ready},
};

use pin_project_lite::pin_project;

pin_project! {
    /// Future returned by [`FutureExt::fuse`](crate::future::FutureExt::fuse).
    #[must_use = "futures do nothing unless awaited or polled"]
    #[derive(Clone, Debug)]
    pub struct Fuse<F> {
        #[pin]
        future: Option<F>,
    }
}

impl<F> Fuse<F> {
    pub(super) const fn new(future: F) -> Self {
        Self { future: Some(future) }
    }

    /// Creates one that has ended: `Pending` for ever, until it is set.
    ///
    /// # Examples
    ///
    /// ```
    /// use std::future::Ready;
    ///
    /// use async_interop::future::Fuse;
    ///
    /// assert!(Fuse::<Ready<()>>::terminated().is_terminated());
    /// ```
    pub const fn terminated() -> Self {
        Self { future: None }
    }

    /// Returns whether the future was ready and is gone.
    pub const fn is_terminated(&self) -> bool {
        self.future.is_none()
    }
}

impl<F: Future> Future for Fuse<F> {
    type Output = F::Output;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<F::Output> {
        let mut this = self.project();
        let Some(future) = this.future.as_mut().as_pin_mut() else {
            return Poll::Pending;
        };
        let output = ready!(future.poll(cx));
        this.future.set(None);
        Poll::Ready(output)
    }
}

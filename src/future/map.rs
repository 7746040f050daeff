//! [`FutureExt::map`](crate::future::FutureExt::map).

use core::{
    fmt,
    pin::Pin,
    task::{Context, Poll, ready},
};

use pin_project_lite::pin_project;

use super::Fuse;

pin_project! {
    /// Future returned by [`FutureExt::map`](crate::future::FutureExt::map).
    #[must_use = "futures do nothing unless awaited or polled"]
    #[derive(Clone)]
    pub struct Map<Fut, F> {
        #[pin]
        future: Fuse<Fut>,
        f: Option<F>,
    }
}

impl<Fut, F> Map<Fut, F> {
    pub(super) const fn new(future: Fut, f: F) -> Self {
        Self { future: Fuse::new(future), f: Some(f) }
    }
}

impl<Fut: Future, F: FnOnce(Fut::Output) -> T, T> Future for Map<Fut, F> {
    type Output = T;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<T> {
        let this = self.project();
        // After the end this is `Pending` for ever.
        let output = ready!(this.future.poll(cx));
        let f = this.f.take().expect("a fused future is ready once");
        Poll::Ready(f(output))
    }
}

impl<Fut: fmt::Debug, F> fmt::Debug for Map<Fut, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Map").field("future", &self.future).finish_non_exhaustive()
    }
}

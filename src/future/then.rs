//! [`FutureExt::then`](crate::future::FutureExt::then).

use core::{
    fmt,
    pin::Pin,
    task::{Context, Poll, ready},
};

use pin_project_lite::pin_project;

use super::{Fuse, Map};

pin_project! {
    /// Future returned by [`FutureExt::then`](crate::future::FutureExt::then).
    #[must_use = "futures do nothing unless awaited or polled"]
    pub struct Then<Fut, F, Next> {
        #[pin]
        first: Map<Fut, F>,
        #[pin]
        second: Fuse<Next>,
    }
}

impl<Fut, F, Next> Then<Fut, F, Next> {
    pub(super) const fn new(future: Fut, f: F) -> Self {
        Self { first: Map::new(future, f), second: Fuse::terminated() }
    }
}

impl<Fut, F, Next> Future for Then<Fut, F, Next>
where
    Fut: Future,
    F: FnOnce(Fut::Output) -> Next,
    Next: Future,
{
    type Output = Next::Output;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Next::Output> {
        let mut this = self.project();
        if this.second.is_terminated() {
            // After the end this is `Pending` for ever.
            let next = ready!(this.first.poll(cx));
            this.second.set(Fuse::new(next));
        }
        this.second.poll(cx)
    }
}

impl<Fut: fmt::Debug, F, Next: fmt::Debug> fmt::Debug for Then<Fut, F, Next> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Then").field("first", &self.first).field("second", &self.second).finish()
    }
}

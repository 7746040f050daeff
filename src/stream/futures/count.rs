//! [`StreamExt::count`](crate::stream::StreamExt::count).

use core::{
    pin::Pin,
    task::{Context, Poll, ready},
};

use pin_project_lite::pin_project;

use crate::stream::{Fuse, Stream, budget::Budget};

pin_project! {
    /// Future returned by [`StreamExt::count`](crate::stream::StreamExt::count).
    #[must_use = "futures do nothing unless awaited or polled"]
    #[derive(Debug)]
    pub struct Count<S> {
        #[pin]
        stream: Fuse<S>,
        count: usize,
    }
}

impl<S> Count<S> {
    pub(in crate::stream) const fn new(stream: S) -> Self {
        Self { stream: Fuse::new(stream), count: 0 }
    }
}

impl<S: Stream> Future for Count<S> {
    type Output = usize;

    #[inline]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<usize> {
        let mut this = self.project();
        let mut budget = Budget::new();
        loop {
            ready!(budget.poll_spend(cx));
            if ready!(this.stream.as_mut().poll_next(cx)).is_none() {
                return Poll::Ready(*this.count);
            }
            *this.count += 1;
        }
    }
}

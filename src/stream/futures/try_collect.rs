//! [`StreamExt::try_collect`](crate::stream::StreamExt::try_collect).

use core::{
    mem,
    pin::Pin,
    task::{Context, Poll, ready},
};

use pin_project_lite::pin_project;

use crate::stream::{Fuse, Stream, budget::Budget};

pin_project! {
    /// Future returned by [`StreamExt::try_collect`](crate::stream::StreamExt::try_collect).
    #[must_use = "futures do nothing unless awaited or polled"]
    #[derive(Debug)]
    pub struct TryCollect<S, C> {
        #[pin]
        stream: Fuse<S>,
        collection: C,
    }
}

impl<S, C: Default> TryCollect<S, C> {
    pub(in crate::stream) fn new(stream: S) -> Self {
        Self { stream: Fuse::new(stream), collection: C::default() }
    }
}

impl<S, C, T, E> Future for TryCollect<S, C>
where
    S: Stream<Item = Result<T, E>>,
    C: Default + Extend<T>,
{
    type Output = Result<C, E>;

    #[inline]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<C, E>> {
        let mut this = self.project();
        let mut budget = Budget::new();
        loop {
            ready!(budget.poll_spend(cx));
            let item = ready!(this.stream.as_mut().poll_next(cx)).transpose()?;
            if item.is_none() {
                return Poll::Ready(Ok(mem::take(this.collection)));
            }
            this.collection.extend(item);
        }
    }
}

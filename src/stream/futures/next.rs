//! [`StreamExt::next`](crate::stream::StreamExt::next).

use core::{
    pin::Pin,
    task::{Context, Poll},
};

use crate::stream::Stream;

/// Future returned by [`StreamExt::next`](crate::stream::StreamExt::next).
#[must_use = "futures do nothing unless awaited or polled"]
#[derive(Debug)]
pub struct Next<'a, S: ?Sized> {
    stream: &'a mut S,
}

impl<'a, S: ?Sized> Next<'a, S> {
    pub(in crate::stream) const fn new(stream: &'a mut S) -> Self {
        Self { stream }
    }
}

impl<S: Stream + Unpin + ?Sized> Future for Next<'_, S> {
    type Output = Option<S::Item>;

    #[inline]
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        Pin::new(&mut *self.stream).poll_next(cx)
    }
}

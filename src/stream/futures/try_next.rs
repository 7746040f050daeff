//! [`StreamExt::try_next`](crate::stream::StreamExt::try_next).

use core::{
    pin::Pin,
    task::{Context, Poll},
};

use crate::stream::Stream;

/// Future returned by [`StreamExt::try_next`](crate::stream::StreamExt::try_next).
#[must_use = "futures do nothing unless awaited or polled"]
#[derive(Debug)]
pub struct TryNext<'a, S: ?Sized> {
    stream: &'a mut S,
}

impl<'a, S: ?Sized> TryNext<'a, S> {
    pub(in crate::stream) const fn new(stream: &'a mut S) -> Self {
        Self { stream }
    }
}

impl<S, T, E> Future for TryNext<'_, S>
where
    S: Stream<Item = Result<T, E>> + Unpin + ?Sized,
{
    type Output = Result<Option<T>, E>;

    #[inline]
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        Pin::new(&mut *self.stream).poll_next(cx).map(Option::transpose)
    }
}

//! [`StreamExt::flat_map`](crate::stream::StreamExt::flat_map).

use core::{
    fmt,
    pin::Pin,
    task::{Context, Poll},
};

use pin_project_lite::pin_project;

use super::{Flatten, Map};
use crate::stream::{FusedStream, IntoStream, Stream};

pin_project! {
    /// Stream returned by [`StreamExt::flat_map`](crate::stream::StreamExt::flat_map).
    ///
    /// `U` is the stream that what the function `F` returns becomes.
    #[must_use = "streams do nothing unless polled"]
    #[derive(Clone)]
    pub struct FlatMap<S, F, U> {
        #[pin]
        streams: Flatten<Map<S, F>, U>,
    }
}

impl<S, F, U> FlatMap<S, F, U> {
    pub(in crate::stream) const fn new(stream: S, f: F) -> Self {
        Self { streams: Flatten::new(Map::new(stream, f)) }
    }
}

impl<S, F, I, U> Stream for FlatMap<S, F, U>
where
    S: Stream,
    F: FnMut(S::Item) -> I,
    I: IntoStream<IntoStream = U, Item = U::Item>,
    U: Stream,
{
    type Item = U::Item;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<U::Item>> {
        self.project().streams.poll_next(cx)
    }

    fn poll_progress(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        self.project().streams.poll_progress(cx)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.streams.size_hint()
    }
}

impl<S, F, I, U> FusedStream for FlatMap<S, F, U>
where
    S: Stream,
    F: FnMut(S::Item) -> I,
    I: IntoStream<IntoStream = U, Item = U::Item>,
    U: Stream,
{
    fn is_terminated(&self) -> bool {
        self.streams.is_terminated()
    }
}

impl<S: fmt::Debug, F, U: fmt::Debug> fmt::Debug for FlatMap<S, F, U> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FlatMap").field("streams", &self.streams).finish()
    }
}

//! [`StreamExt::enumerate`](crate::stream::StreamExt::enumerate).

use core::{
    pin::Pin,
    task::{Context, Poll, ready},
};

use pin_project_lite::pin_project;

use crate::stream::{Fuse, FusedStream, Stream};

pin_project! {
    /// Stream returned by [`StreamExt::enumerate`](crate::stream::StreamExt::enumerate).
    #[must_use = "streams do nothing unless polled"]
    #[derive(Clone, Debug)]
    pub struct Enumerate<S> {
        #[pin]
        stream: Fuse<S>,
        count: usize,
    }
}

impl<S> Enumerate<S> {
    pub(in crate::stream) const fn new(stream: S) -> Self {
        Self { stream: Fuse::new(stream), count: 0 }
    }
}

impl<S: Stream> Stream for Enumerate<S> {
    type Item = (usize, S::Item);

    #[inline]
    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = self.project();
        let Some(item) = ready!(this.stream.poll_next(cx)) else { return Poll::Ready(None) };
        let index = *this.count;
        *this.count += 1;
        Poll::Ready(Some((index, item)))
    }

    fn poll_progress(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        self.project().stream.poll_progress(cx)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.stream.size_hint()
    }
}

impl<S: Stream> FusedStream for Enumerate<S> {
    fn is_terminated(&self) -> bool {
        self.stream.is_terminated()
    }
}

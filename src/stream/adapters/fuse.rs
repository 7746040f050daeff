//! [`StreamExt::fuse`](crate::stream::StreamExt::fuse).

use core::{
    pin::Pin,
    task::{Context, Poll, ready},
};

use pin_project_lite::pin_project;

use crate::stream::{FusedStream, Stream};

pin_project! {
    /// Stream returned by [`StreamExt::fuse`](crate::stream::StreamExt::fuse).
    #[must_use = "streams do nothing unless polled"]
    #[derive(Clone, Debug)]
    pub struct Fuse<S> {
        // `None` once it has ended.
        #[pin]
        stream: Option<S>,
    }
}

impl<S> Fuse<S> {
    pub(in crate::stream) const fn new(stream: S) -> Self {
        Self { stream: Some(stream) }
    }
}

impl<S: Stream> Stream for Fuse<S> {
    type Item = S::Item;

    #[inline]
    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<S::Item>> {
        let mut this = self.project();
        let Some(stream) = this.stream.as_mut().as_pin_mut() else { return Poll::Ready(None) };
        let item = ready!(stream.poll_next(cx));
        if item.is_none() {
            this.stream.set(None);
        }
        Poll::Ready(item)
    }

    fn poll_progress(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let Some(stream) = self.project().stream.as_pin_mut() else { return Poll::Ready(()) };
        stream.poll_progress(cx)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.stream.as_ref().map_or((0, Some(0)), S::size_hint)
    }
}

impl<S: Stream> FusedStream for Fuse<S> {
    fn is_terminated(&self) -> bool {
        self.stream.is_none()
    }
}

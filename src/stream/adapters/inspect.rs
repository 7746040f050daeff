//! [`StreamExt::inspect`](crate::stream::StreamExt::inspect).

use core::{
    fmt,
    pin::Pin,
    task::{Context, Poll, ready},
};

use pin_project_lite::pin_project;

use crate::stream::{Fuse, FusedStream, Stream};

pin_project! {
    /// Stream returned by [`StreamExt::inspect`](crate::stream::StreamExt::inspect).
    #[must_use = "streams do nothing unless polled"]
    #[derive(Clone)]
    pub struct Inspect<S, F> {
        #[pin]
        stream: Fuse<S>,
        f: F,
    }
}

impl<S, F> Inspect<S, F> {
    pub(in crate::stream) const fn new(stream: S, f: F) -> Self {
        Self { stream: Fuse::new(stream), f }
    }
}

impl<S: Stream, F: FnMut(&S::Item)> Stream for Inspect<S, F> {
    type Item = S::Item;

    #[inline]
    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<S::Item>> {
        let this = self.project();
        let item = ready!(this.stream.poll_next(cx));
        Poll::Ready(item.inspect(this.f))
    }

    fn poll_progress(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        self.project().stream.poll_progress(cx)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.stream.size_hint()
    }
}

impl<S: Stream, F: FnMut(&S::Item)> FusedStream for Inspect<S, F> {
    fn is_terminated(&self) -> bool {
        self.stream.is_terminated()
    }
}

impl<S: fmt::Debug, F> fmt::Debug for Inspect<S, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Inspect").field("stream", &self.stream).finish_non_exhaustive()
    }
}

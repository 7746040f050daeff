//! [`StreamExt::take_while`](crate::stream::StreamExt::take_while).

use core::{
    fmt,
    pin::Pin,
    task::{Context, Poll, ready},
};

use pin_project_lite::pin_project;

use crate::stream::{Fuse, FusedStream, Stream};

pin_project! {
    /// Stream returned by [`StreamExt::take_while`](crate::stream::StreamExt::take_while).
    #[must_use = "streams do nothing unless polled"]
    #[derive(Clone)]
    pub struct TakeWhile<S, P> {
        #[pin]
        stream: Fuse<S>,
        predicate: P,
        // Whether the predicate was `false`.
        done: bool,
    }
}

impl<S, P> TakeWhile<S, P> {
    pub(in crate::stream) const fn new(stream: S, predicate: P) -> Self {
        Self { stream: Fuse::new(stream), predicate, done: false }
    }
}

impl<S: Stream, P: FnMut(&S::Item) -> bool> Stream for TakeWhile<S, P> {
    type Item = S::Item;

    #[inline]
    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<S::Item>> {
        let this = self.project();
        if *this.done {
            return Poll::Ready(None);
        }
        let item = ready!(this.stream.poll_next(cx)).filter(this.predicate);
        *this.done = item.is_none();
        Poll::Ready(item)
    }

    fn poll_progress(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        self.project().stream.poll_progress(cx)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let (_, upper) = self.stream.size_hint();
        (0, if self.done { Some(0) } else { upper })
    }
}

impl<S: Stream, P: FnMut(&S::Item) -> bool> FusedStream for TakeWhile<S, P> {
    fn is_terminated(&self) -> bool {
        self.done || self.stream.is_terminated()
    }
}

impl<S: fmt::Debug, P> fmt::Debug for TakeWhile<S, P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TakeWhile").field("stream", &self.stream).finish_non_exhaustive()
    }
}

//! [`StreamExt::scan`](crate::stream::StreamExt::scan).

use core::{
    fmt,
    pin::Pin,
    task::{Context, Poll, ready},
};

use pin_project_lite::pin_project;

use crate::stream::{Fuse, FusedStream, Stream};

pin_project! {
    /// Stream returned by [`StreamExt::scan`](crate::stream::StreamExt::scan).
    #[must_use = "streams do nothing unless polled"]
    #[derive(Clone)]
    pub struct Scan<S, St, F> {
        #[pin]
        stream: Fuse<S>,
        state: St,
        f: F,
        // Whether the function returned `None`.
        done: bool,
    }
}

impl<S, St, F> Scan<S, St, F> {
    pub(in crate::stream) const fn new(stream: S, state: St, f: F) -> Self {
        Self { stream: Fuse::new(stream), state, f, done: false }
    }
}

impl<S: Stream, St, F: FnMut(&mut St, S::Item) -> Option<T>, T> Stream for Scan<S, St, F> {
    type Item = T;

    #[inline]
    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<T>> {
        let this = self.project();
        if *this.done {
            return Poll::Ready(None);
        }
        let item = ready!(this.stream.poll_next(cx));
        let item = item.and_then(|item| (this.f)(this.state, item));
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

impl<S: Stream, St, F: FnMut(&mut St, S::Item) -> Option<T>, T> FusedStream for Scan<S, St, F> {
    fn is_terminated(&self) -> bool {
        self.done || self.stream.is_terminated()
    }
}

impl<S: fmt::Debug, St: fmt::Debug, F> fmt::Debug for Scan<S, St, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Scan")
            .field("stream", &self.stream)
            .field("state", &self.state)
            .finish_non_exhaustive()
    }
}

//! [`StreamExt::chunks`](crate::stream::StreamExt::chunks).

use alloc::vec::Vec;
use core::{
    fmt, mem,
    pin::Pin,
    task::{Context, Poll, ready},
};

use pin_project_lite::pin_project;

use crate::stream::{Fuse, FusedStream, Stream, budget::Budget};

pin_project! {
    /// Stream returned by [`StreamExt::chunks`](crate::stream::StreamExt::chunks).
    #[must_use = "streams do nothing unless polled"]
    pub struct Chunks<S: Stream> {
        #[pin]
        stream: Fuse<S>,
        size: usize,
        // Fewer than `size` items between two polls.
        chunk: Vec<S::Item>,
    }
}

impl<S: Stream> Chunks<S> {
    #[track_caller]
    pub(in crate::stream) const fn new(stream: S, size: usize) -> Self {
        assert!(size != 0, "`chunks` was given a size of 0 and would never fill: use 1 or more");
        Self { stream: Fuse::new(stream), size, chunk: Vec::new() }
    }
}

impl<S: Stream> Stream for Chunks<S> {
    type Item = Vec<S::Item>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Vec<S::Item>>> {
        let mut this = self.project();
        let mut budget = Budget::new();
        loop {
            ready!(budget.poll_spend(cx));
            let Some(item) = ready!(this.stream.as_mut().poll_next(cx)) else {
                let rest = mem::take(this.chunk);
                return Poll::Ready((!rest.is_empty()).then_some(rest));
            };
            this.chunk.push(item);
            if this.chunk.len() == *this.size {
                return Poll::Ready(Some(mem::take(this.chunk)));
            }
        }
    }

    fn poll_progress(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        self.project().stream.poll_progress(cx)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let (lower, upper) = self.stream.size_hint();
        let held = self.chunk.len();
        // Too many to be counted as a sum, not as a quotient: the last chunk takes what is held.
        let chunks = |items: usize| match items.checked_add(held) {
            Some(items) => items.div_ceil(self.size),
            None => items.div_ceil(self.size).saturating_add(1),
        };
        (lower.saturating_add(held).div_ceil(self.size), upper.map(chunks))
    }
}

impl<S: Stream> FusedStream for Chunks<S> {
    fn is_terminated(&self) -> bool {
        self.chunk.is_empty() && self.stream.is_terminated()
    }
}

impl<S: Stream + fmt::Debug> fmt::Debug for Chunks<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Chunks")
            .field("stream", &self.stream)
            .field("size", &self.size)
            .field("held", &self.chunk.len())
            .finish_non_exhaustive()
    }
}

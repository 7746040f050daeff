//! [`StreamExt::buffer_unordered`](crate::stream::StreamExt::buffer_unordered).

use alloc::collections::VecDeque;
use core::{
    fmt,
    pin::Pin,
    task::{Context, Poll, ready},
};

use pin_project_lite::pin_project;

use crate::{
    future::Unordered,
    stream::{Fuse, FusedStream, Stream, budget::Budget, pair},
};

pin_project! {
    /// Stream returned by
    /// [`StreamExt::buffer_unordered`](crate::stream::StreamExt::buffer_unordered).
    #[must_use = "streams do nothing unless polled"]
    pub struct BufferUnordered<S: Stream>
    where
        S::Item: Future,
    {
        #[pin]
        stream: Fuse<S>,
        running: Unordered<S::Item>,
        // Outputs that came while nobody asked for them.
        done: VecDeque<<S::Item as Future>::Output>,
        // So many run, or are done, at a time.
        limit: usize,
    }
}

impl<S: Stream<Item: Future>> BufferUnordered<S> {
    #[track_caller]
    pub(in crate::stream) fn new(stream: S, n: usize) -> Self {
        assert!(
            n != 0,
            "`buffer_unordered` was given room for 0 futures and would never start one: use 1 or \
             more"
        );
        Self {
            stream: Fuse::new(stream),
            running: Unordered::with_capacity(n),
            done: VecDeque::new(),
            limit: n,
        }
    }
}

impl<S: Stream<Item: Future>> Stream for BufferUnordered<S> {
    type Item = <S::Item as Future>::Output;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let mut this = self.project();
        let mut budget = Budget::new();
        while this.running.len() + this.done.len() < *this.limit && budget.poll_spend(cx).is_ready()
        {
            let Poll::Ready(Some(future)) = this.stream.as_mut().poll_next(cx) else { break };
            this.running.push(future);
        }
        if let Some(output) = this.done.pop_front() {
            return Poll::Ready(Some(output));
        }
        match this.running.poll_next(cx) {
            Poll::Ready(None) if !this.stream.is_terminated() => Poll::Pending,
            Poll::Pending => {
                if this.running.len() == *this.limit {
                    // It was not asked for an item, and may have work to do meanwhile.
                    let _ = this.stream.poll_progress(cx);
                }
                Poll::Pending
            }
            output => output,
        }
    }

    fn poll_progress(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let this = self.project();
        let stream = this.stream.poll_progress(cx);
        let mut budget = Budget::new();
        loop {
            ready!(budget.poll_spend(cx));
            match ready!(this.running.poll_next(cx)) {
                Some(output) => this.done.push_back(output),
                None => return stream,
            }
        }
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let begun = self.running.len() + self.done.len();
        pair::hint(self.stream.size_hint(), (begun, Some(begun)))
    }
}

impl<S: Stream<Item: Future>> FusedStream for BufferUnordered<S> {
    fn is_terminated(&self) -> bool {
        self.running.is_empty() && self.done.is_empty() && self.stream.is_terminated()
    }
}

impl<S: Stream<Item: Future> + fmt::Debug> fmt::Debug for BufferUnordered<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BufferUnordered")
            .field("stream", &self.stream)
            .field("limit", &self.limit)
            .field("running", &self.running.len())
            .field("done", &self.done.len())
            .finish()
    }
}

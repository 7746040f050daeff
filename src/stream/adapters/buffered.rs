//! [`StreamExt::buffered`](crate::stream::StreamExt::buffered).

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
    /// Stream returned by [`StreamExt::buffered`](crate::stream::StreamExt::buffered).
    #[must_use = "streams do nothing unless polled"]
    pub struct Buffered<S: Stream>
    where
        S::Item: Future,
    {
        #[pin]
        stream: Fuse<S>,
        running: Unordered<Numbered<S::Item>>,
        // A place for each future that was begun, in order; the output once it is there.
        outputs: VecDeque<Option<<S::Item as Future>::Output>>,
        // The number of the first place. Numbers go on from 0 after the last one.
        first: usize,
        // So many run, or are done, at a time.
        limit: usize,
    }
}

impl<S: Stream<Item: Future>> Buffered<S> {
    #[track_caller]
    pub(in crate::stream) fn new(stream: S, n: usize) -> Self {
        assert!(
            n != 0,
            "`buffered` was given room for 0 futures and would never start one: use 1 or more"
        );
        Self {
            stream: Fuse::new(stream),
            running: Unordered::with_capacity(n),
            outputs: VecDeque::new(),
            first: 0,
            limit: n,
        }
    }
}

impl<S: Stream<Item: Future>> Stream for Buffered<S> {
    type Item = <S::Item as Future>::Output;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let mut this = self.as_mut().project();
        let mut budget = Budget::new();
        while this.outputs.len() < *this.limit && budget.poll_spend(cx).is_ready() {
            let Poll::Ready(Some(future)) = this.stream.as_mut().poll_next(cx) else { break };
            let number = this.first.wrapping_add(this.outputs.len());
            this.outputs.push_back(None);
            this.running.push(Numbered { number, future });
        }
        let progress = if this.outputs.front().is_some_and(Option::is_some) {
            Poll::Ready(())
        } else {
            poll_outputs(this.running, this.outputs, *this.first, Until::First, cx)
        };
        if let Some(output) = this.outputs.front_mut().and_then(Option::take) {
            this.outputs.pop_front();
            *this.first = this.first.wrapping_add(1);
            return Poll::Ready(Some(output));
        }
        if progress.is_pending() && this.outputs.len() == *this.limit {
            // It was not asked for an item, and may have work to do meanwhile.
            let _ = this.stream.as_mut().poll_progress(cx);
        }
        if self.is_terminated() { Poll::Ready(None) } else { Poll::Pending }
    }

    fn poll_progress(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let this = self.project();
        let stream = this.stream.poll_progress(cx);
        let running = poll_outputs(this.running, this.outputs, *this.first, Until::All, cx);
        pair::progress(stream, running)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let begun = self.outputs.len();
        pair::hint(self.stream.size_hint(), (begun, Some(begun)))
    }
}

impl<S: Stream<Item: Future>> FusedStream for Buffered<S> {
    fn is_terminated(&self) -> bool {
        self.outputs.is_empty() && self.stream.is_terminated()
    }
}

impl<S: Stream<Item: Future> + fmt::Debug> fmt::Debug for Buffered<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Buffered")
            .field("stream", &self.stream)
            .field("limit", &self.limit)
            .field("running", &self.running.len())
            .field("done", &(self.outputs.len() - self.running.len()))
            .finish()
    }
}

pin_project! {
    /// A future that says at its end which one it was.
    struct Numbered<Fut> {
        number: usize,
        #[pin]
        future: Fut,
    }
}

impl<Fut: Future> Future for Numbered<Fut> {
    type Output = (usize, Fut::Output);

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.project();
        let output = ready!(this.future.poll(cx));
        Poll::Ready((*this.number, output))
    }
}

/// How long [`poll_outputs`] goes on.
#[derive(PartialEq)]
enum Until {
    /// The output in the first place is there.
    First,
    /// All outputs are there.
    All,
}

/// Polls what runs, and puts the outputs into their places.
fn poll_outputs<Fut: Future>(
    running: &mut Unordered<Numbered<Fut>>,
    outputs: &mut VecDeque<Option<Fut::Output>>,
    first: usize,
    until: Until,
    cx: &mut Context<'_>,
) -> Poll<()> {
    let mut budget = Budget::new();
    loop {
        ready!(budget.poll_spend(cx));
        let Some((number, output)) = ready!(running.poll_next(cx)) else { return Poll::Ready(()) };
        let place = number.wrapping_sub(first);
        outputs[place] = Some(output);
        if until == Until::First && place == 0 {
            return Poll::Ready(());
        }
    }
}

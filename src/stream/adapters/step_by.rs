//! [`StreamExt::step_by`](crate::stream::StreamExt::step_by).

use core::{
    pin::Pin,
    task::{Context, Poll, ready},
};

use pin_project_lite::pin_project;

use crate::stream::{Fuse, FusedStream, Stream, budget::Budget};

pin_project! {
    /// Stream returned by [`StreamExt::step_by`](crate::stream::StreamExt::step_by).
    #[must_use = "streams do nothing unless polled"]
    #[derive(Clone, Debug)]
    pub struct StepBy<S> {
        #[pin]
        stream: Fuse<S>,
        step: usize,
        // So many items go by before the next one that is handed out.
        skip: usize,
    }
}

impl<S> StepBy<S> {
    #[track_caller]
    pub(in crate::stream) const fn new(stream: S, step: usize) -> Self {
        assert!(step != 0, "`step_by` was given a step of 0 and would not advance: use 1 or more");
        Self { stream: Fuse::new(stream), step, skip: 0 }
    }
}

impl<S: Stream> Stream for StepBy<S> {
    type Item = S::Item;

    #[inline]
    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<S::Item>> {
        let mut this = self.project();
        let mut budget = Budget::new();
        loop {
            ready!(budget.poll_spend(cx));
            let item = ready!(this.stream.as_mut().poll_next(cx));
            if *this.skip == 0 || item.is_none() {
                *this.skip = *this.step - 1;
                return Poll::Ready(item);
            }
            *this.skip -= 1;
        }
    }

    fn poll_progress(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        self.project().stream.poll_progress(cx)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let (lower, upper) = self.stream.size_hint();
        let left = |inner: usize| inner.saturating_sub(self.skip).div_ceil(self.step);
        (left(lower), upper.map(left))
    }
}

impl<S: Stream> FusedStream for StepBy<S> {
    fn is_terminated(&self) -> bool {
        self.stream.is_terminated()
    }
}

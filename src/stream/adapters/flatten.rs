//! [`StreamExt::flatten`](crate::stream::StreamExt::flatten).

use core::{
    pin::Pin,
    task::{Context, Poll, ready},
};

use pin_project_lite::pin_project;

use crate::stream::{Fuse, FusedStream, IntoStream, Stream, budget::Budget, pair};

pin_project! {
    /// Stream returned by [`StreamExt::flatten`](crate::stream::StreamExt::flatten).
    ///
    /// `S` is the stream of streams, `U` what each of its items becomes.
    #[must_use = "streams do nothing unless polled"]
    #[derive(Clone, Debug)]
    pub struct Flatten<S, U> {
        #[pin]
        stream: Fuse<S>,
        // The one whose items come out; `None` once that has ended.
        #[pin]
        current: Option<U>,
    }
}

impl<S, U> Flatten<S, U> {
    pub(in crate::stream) const fn new(stream: S) -> Self {
        Self { stream: Fuse::new(stream), current: None }
    }
}

impl<S, U> Stream for Flatten<S, U>
where
    S: Stream<Item: IntoStream<IntoStream = U, Item = U::Item>>,
    U: Stream,
{
    type Item = U::Item;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<U::Item>> {
        let mut this = self.project();
        let mut budget = Budget::new();
        loop {
            if let Some(current) = this.current.as_mut().as_pin_mut() {
                let Poll::Ready(item) = current.poll_next(cx) else {
                    // Whoever waits for an item cannot drive what comes before it.
                    let _ = this.stream.poll_progress(cx);
                    return Poll::Pending;
                };
                if item.is_some() {
                    return Poll::Ready(item);
                }
                this.current.set(None);
            }
            ready!(budget.poll_spend(cx));
            let Some(next) = ready!(this.stream.as_mut().poll_next(cx)) else {
                return Poll::Ready(None);
            };
            this.current.set(Some(next.into_stream()));
        }
    }

    fn poll_progress(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let this = self.project();
        let current = this.current.as_pin_mut();
        let current = current.map_or(Poll::Ready(()), |current| current.poll_progress(cx));
        pair::progress(current, this.stream.poll_progress(cx))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let (lower, upper) = self.current.as_ref().map_or((0, Some(0)), U::size_hint);
        let is_last = self.stream.size_hint() == (0, Some(0));
        (lower, if is_last { upper } else { None })
    }
}

impl<S, U> FusedStream for Flatten<S, U>
where
    S: Stream<Item: IntoStream<IntoStream = U, Item = U::Item>>,
    U: Stream,
{
    fn is_terminated(&self) -> bool {
        self.current.is_none() && self.stream.is_terminated()
    }
}

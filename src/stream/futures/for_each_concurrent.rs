//! [`StreamExt::for_each_concurrent`](crate::stream::StreamExt::for_each_concurrent).

use core::{
    fmt,
    pin::Pin,
    task::{Context, Poll, ready},
};

use pin_project_lite::pin_project;

use crate::{
    future::Unordered,
    stream::{Fuse, FusedStream as _, Stream, budget::Budget},
};

pin_project! {
    /// Future returned by
    /// [`StreamExt::for_each_concurrent`](crate::stream::StreamExt::for_each_concurrent).
    #[must_use = "futures do nothing unless awaited or polled"]
    pub struct ForEachConcurrent<S, F, Fut> {
        #[pin]
        stream: Fuse<S>,
        f: F,
        running: Unordered<Fut>,
        // So many run at a time.
        limit: usize,
    }
}

impl<S, F, Fut> ForEachConcurrent<S, F, Fut> {
    #[track_caller]
    pub(in crate::stream) fn new(stream: S, n: usize, f: F) -> Self {
        assert!(
            n != 0,
            "`for_each_concurrent` was given room for 0 futures and would never start one: use 1 \
             or more, `usize::MAX` for no limit"
        );
        Self { stream: Fuse::new(stream), f, running: Unordered::with_capacity(n), limit: n }
    }
}

impl<S, F, Fut> Future for ForEachConcurrent<S, F, Fut>
where
    S: Stream,
    F: FnMut(S::Item) -> Fut,
    Fut: Future<Output = ()>,
{
    type Output = ();

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let mut this = self.project();
        let (mut begins, mut ends) = (Budget::new(), Budget::new());
        // Whether the stream may be asked for an item.
        let mut ask = true;
        loop {
            while ask && this.running.len() < *this.limit {
                ask = begins.poll_spend(cx).is_ready();
                if !ask {
                    break;
                }
                match this.stream.as_mut().poll_next(cx) {
                    Poll::Ready(Some(item)) => this.running.push((this.f)(item)),
                    _ => ask = false,
                }
            }
            match this.running.poll_next(cx) {
                Poll::Ready(Some(())) => ready!(ends.poll_spend(cx)),
                Poll::Ready(None) if this.stream.is_terminated() => return Poll::Ready(()),
                Poll::Ready(None) => return Poll::Pending,
                Poll::Pending => {
                    if ask {
                        // No room for another one: let the stream work on.
                        let _ = this.stream.poll_progress(cx);
                    }
                    return Poll::Pending;
                }
            }
        }
    }
}

impl<S: fmt::Debug, F, Fut> fmt::Debug for ForEachConcurrent<S, F, Fut> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ForEachConcurrent")
            .field("stream", &self.stream)
            .field("limit", &self.limit)
            .field("running", &self.running.len())
            .finish_non_exhaustive()
    }
}

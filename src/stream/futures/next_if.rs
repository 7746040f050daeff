//! [`Peekable::next_if`].

use core::{
    fmt,
    pin::Pin,
    task::{Context, Poll, ready},
};

use crate::stream::{Peekable, Stream};

/// Future returned by [`Peekable::next_if`].
#[must_use = "futures do nothing unless awaited or polled"]
pub struct NextIf<'a, S: Stream, P> {
    stream: &'a mut Peekable<S>,
    /// `None` once it was asked.
    accept: Option<P>,
}

impl<'a, S: Stream, P> NextIf<'a, S, P> {
    pub(in crate::stream) const fn new(stream: &'a mut Peekable<S>, accept: P) -> Self {
        Self { stream, accept: Some(accept) }
    }
}

/// The predicate is never pinned.
impl<S: Stream + Unpin, P> Unpin for NextIf<'_, S, P> {}

impl<S: Stream + Unpin, P: FnOnce(&S::Item) -> bool> Future for NextIf<'_, S, P> {
    type Output = Option<S::Item>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<S::Item>> {
        let this = &mut *self;
        let mut stream = Pin::new(&mut *this.stream);
        let Some(item) = ready!(stream.as_mut().poll_peek(cx)) else { return Poll::Ready(None) };
        let accept = this.accept.take().expect("`next_if` was polled after it was ready");
        if accept(item) { stream.poll_next(cx) } else { Poll::Ready(None) }
    }
}

impl<S: Stream + fmt::Debug, P> fmt::Debug for NextIf<'_, S, P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NextIf").field("stream", &self.stream).finish_non_exhaustive()
    }
}

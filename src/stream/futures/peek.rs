//! [`Peekable::peek`].

use core::{
    fmt,
    pin::Pin,
    task::{Context, Poll, ready},
};

use crate::stream::{Peekable, Stream};

/// Future returned by [`Peekable::peek`].
#[must_use = "futures do nothing unless awaited or polled"]
pub struct Peek<'a, S: Stream> {
    /// `None` once it is ready: the item borrows it.
    stream: Option<&'a mut Peekable<S>>,
}

impl<'a, S: Stream> Peek<'a, S> {
    pub(in crate::stream) const fn new(stream: &'a mut Peekable<S>) -> Self {
        Self { stream: Some(stream) }
    }
}

impl<'a, S: Stream + Unpin> Future for Peek<'a, S> {
    type Output = Option<&'a mut S::Item>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let stream = self.stream.as_mut().expect("`peek` was polled after it was ready");
        let _ = ready!(Pin::new(&mut **stream).poll_peek(cx));
        let stream = self.stream.take();
        stream.map_or(Poll::Ready(None), |stream| Pin::new(stream).poll_peek(cx))
    }
}

impl<S: Stream + fmt::Debug> fmt::Debug for Peek<'_, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Peek").field("stream", &self.stream).finish()
    }
}

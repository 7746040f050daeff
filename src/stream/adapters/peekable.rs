//! [`StreamExt::peekable`](crate::stream::StreamExt::peekable).

use core::{
    fmt,
    pin::Pin,
    task::{Context, Poll, ready},
};

use pin_project_lite::pin_project;

use crate::stream::{Fuse, FusedStream, NextIf, Peek, Stream, pair};

pin_project! {
    /// Stream returned by [`StreamExt::peekable`](crate::stream::StreamExt::peekable).
    #[must_use = "streams do nothing unless polled"]
    pub struct Peekable<S: Stream> {
        #[pin]
        stream: Fuse<S>,
        peeked: Option<S::Item>,
    }
}

impl<S: Stream> Peekable<S> {
    pub(in crate::stream) const fn new(stream: S) -> Self {
        Self { stream: Fuse::new(stream), peeked: None }
    }

    /// Looks at the next item, or at `None` at the end, and leaves it in the stream.
    ///
    /// The item may be changed in place.
    ///
    /// # Cancel safety
    ///
    /// Cancel safe: if the future is dropped before it is ready, no item was taken.
    ///
    /// # Examples
    ///
    /// ```
    /// use async_interop::stream::{self, StreamExt};
    ///
    /// # futures::executor::block_on(async {
    /// let mut numbers = stream::iter([1, 2]).peekable();
    /// assert_eq!(numbers.peek().await, Some(&mut 1));
    /// assert_eq!(numbers.next().await, Some(1));
    /// if let Some(next) = numbers.peek().await {
    ///     *next *= 10;
    /// }
    /// assert_eq!(numbers.next().await, Some(20));
    /// # });
    /// ```
    pub fn peek(&mut self) -> Peek<'_, S>
    where
        S: Unpin,
    {
        Peek::new(self)
    }

    /// Takes the next item if `accept` is `true` for it, and leaves it in the stream otherwise.
    ///
    /// # Cancel safety
    ///
    /// Cancel safe: if the future is dropped before it is ready, no item was taken.
    ///
    /// # Examples
    ///
    /// ```
    /// use async_interop::stream::{self, StreamExt};
    ///
    /// # futures::executor::block_on(async {
    /// let mut numbers = stream::iter([1, 2, 10]).peekable();
    /// let mut small = Vec::new();
    /// while let Some(number) = numbers.next_if(|number| *number < 10).await {
    ///     small.push(number);
    /// }
    /// assert_eq!(small, [1, 2]);
    /// assert_eq!(numbers.next().await, Some(10));
    /// # });
    /// ```
    pub fn next_if<P>(&mut self, accept: P) -> NextIf<'_, S, P>
    where
        P: FnOnce(&S::Item) -> bool,
        S: Unpin,
    {
        NextIf::new(self, accept)
    }

    /// Attempts to look at the next item, as [`peek`](Self::peek) does.
    ///
    /// # Return value
    ///
    /// As of [`Stream::poll_next`], with the item still in the stream.
    pub fn poll_peek(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<&mut S::Item>> {
        let this = self.project();
        if this.peeked.is_none() {
            *this.peeked = ready!(this.stream.poll_next(cx));
        }
        Poll::Ready(this.peeked.as_mut())
    }
}

impl<S: Stream> Stream for Peekable<S> {
    type Item = S::Item;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<S::Item>> {
        let this = self.project();
        match this.peeked.take() {
            None => this.stream.poll_next(cx),
            item => Poll::Ready(item),
        }
    }

    fn poll_progress(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        self.project().stream.poll_progress(cx)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let peeked = usize::from(self.peeked.is_some());
        pair::hint(self.stream.size_hint(), (peeked, Some(peeked)))
    }
}

impl<S: Stream> FusedStream for Peekable<S> {
    fn is_terminated(&self) -> bool {
        self.peeked.is_none() && self.stream.is_terminated()
    }
}

impl<S: Stream + Clone> Clone for Peekable<S>
where
    S::Item: Clone,
{
    fn clone(&self) -> Self {
        Self { stream: self.stream.clone(), peeked: self.peeked.clone() }
    }
}

impl<S: Stream + fmt::Debug> fmt::Debug for Peekable<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Peekable")
            .field("stream", &self.stream)
            .field("has_peeked", &self.peeked.is_some())
            .finish_non_exhaustive()
    }
}

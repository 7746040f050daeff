use alloc::vec::Vec;
use core::{
    fmt, mem,
    pin::Pin,
    task::{Context, Poll, ready},
};

use pin_project_lite::pin_project;

use crate::{
    io::{AsyncBufRead, NextSegment, Result, futures::poll_read_until},
    stream::{FusedStream, Stream},
};

pin_project! {
    /// Stream returned by [`AsyncBufReadExt::split`](crate::io::AsyncBufReadExt::split).
    #[must_use = "streams do nothing unless polled"]
    pub struct Split<R> {
        #[pin]
        inner: R,
        partial: Vec<u8>,
        delimiter: u8,
        ended: bool,
    }
}

impl<R> Split<R> {
    pub(in crate::io) const fn new(inner: R, delimiter: u8) -> Self {
        Self { inner, partial: Vec::new(), delimiter, ended: false }
    }

    /// Returns the inner reader. The front of a segment that was not complete is lost.
    pub fn into_inner(self) -> R {
        self.inner
    }

    /// Returns the next segment, or `None` at the end.
    ///
    /// # Errors
    ///
    /// As the stream's items.
    ///
    /// # Cancel safety
    ///
    /// Cancel safe: if the future is dropped before it is ready, nothing was read but what
    /// the stream keeps for the next call.
    pub const fn next_segment(&mut self) -> NextSegment<'_, R> {
        NextSegment::new(self)
    }

    /// Attempts to take the next segment; [`poll_next`](Stream::poll_next) by another name.
    ///
    /// # Errors
    ///
    /// As the stream's items.
    #[inline]
    pub fn poll_next_segment(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Result<Option<Vec<u8>>>>
    where
        R: AsyncBufRead,
    {
        let this = self.project();
        if *this.ended {
            return Poll::Ready(Ok(None));
        }
        ready!(poll_read_until(this.inner, cx, *this.delimiter, this.partial))?;
        if this.partial.is_empty() {
            *this.ended = true;
            return Poll::Ready(Ok(None));
        }
        let mut segment = mem::take(this.partial);
        // A segment without a delimiter is the last one.
        *this.ended = segment.last() != Some(this.delimiter);
        if !*this.ended {
            segment.pop();
        }
        Poll::Ready(Ok(Some(segment)))
    }

    /// Returns the inner reader. To read from it directly takes bytes away from the stream.
    pub const fn get_mut(&mut self) -> &mut R {
        &mut self.inner
    }

    /// Returns the inner reader, pinned. To read from it directly takes bytes away from the stream.
    pub fn get_pin_mut(self: Pin<&mut Self>) -> Pin<&mut R> {
        self.project().inner
    }

    /// Returns the inner reader.
    pub const fn get_ref(&self) -> &R {
        &self.inner
    }
}

impl<R: AsyncBufRead> Stream for Split<R> {
    type Item = Result<Vec<u8>>;

    #[inline]
    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll_next_segment(cx).map(Result::transpose)
    }
}

impl<R: AsyncBufRead> FusedStream for Split<R> {
    fn is_terminated(&self) -> bool {
        self.ended
    }
}

impl<R> fmt::Debug for Split<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Split")
            .field("partial", &self.partial.len())
            .field("ended", &self.ended)
            .finish_non_exhaustive()
    }
}

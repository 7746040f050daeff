use core::{
    pin::Pin,
    task::{Context, Poll, ready},
};

use pin_project_lite::pin_project;

use crate::io::{AsyncBufRead, AsyncRead, ReadCursor, Result};

pin_project! {
    /// Reader returned by [`AsyncReadExt::take`](crate::io::AsyncReadExt::take).
    #[must_use = "readers do nothing unless read from"]
    #[derive(Clone, Debug)]
    pub struct Take<R> {
        #[pin]
        inner: R,
        limit: u64,
    }
}

impl<R> Take<R> {
    pub(in crate::io) const fn new(inner: R, limit: u64) -> Self {
        Self { inner, limit }
    }

    /// Returns the inner reader.
    pub fn into_inner(self) -> R {
        self.inner
    }

    /// Sets how many more bytes there are at most, whatever was read before.
    pub const fn set_limit(&mut self, limit: u64) {
        self.limit = limit;
    }

    /// Returns the inner reader. What is read from it directly does not count.
    pub const fn get_mut(&mut self) -> &mut R {
        &mut self.inner
    }

    /// Returns the inner reader, pinned. What is read from it directly does not count.
    pub fn get_pin_mut(self: Pin<&mut Self>) -> Pin<&mut R> {
        self.project().inner
    }

    /// Returns the inner reader.
    pub const fn get_ref(&self) -> &R {
        &self.inner
    }

    /// Returns how many more bytes there are at most. The inner reader may end before.
    #[must_use]
    pub const fn limit(&self) -> u64 {
        self.limit
    }
}

impl<R: AsyncRead> AsyncRead for Take<R> {
    #[inline]
    fn poll_read(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        mut buf: ReadCursor<'_>,
    ) -> Poll<Result<()>> {
        let this = self.project();
        if *this.limit == 0 {
            return Poll::Ready(Ok(()));
        }
        let before = buf.written();
        let poll = this.inner.poll_read(cx, buf.limit(at_most(*this.limit)));
        // Counted also where the inner reader fills and then says something else than `Ok`.
        *this.limit -= (buf.written() - before) as u64;
        poll
    }
}

impl<R: AsyncBufRead> AsyncBufRead for Take<R> {
    #[inline]
    fn poll_fill_buf(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<&[u8]>> {
        let this = self.project();
        if *this.limit == 0 {
            return Poll::Ready(Ok(&[]));
        }
        let chunk = ready!(this.inner.poll_fill_buf(cx))?;
        Poll::Ready(Ok(&chunk[..chunk.len().min(at_most(*this.limit))]))
    }

    #[inline]
    #[track_caller]
    fn consume(self: Pin<&mut Self>, amount: usize) {
        let this = self.project();
        let left = this.limit.checked_sub(amount as u64);
        *this.limit = left.expect("consume of more than the limit: more than `fill_buf` returned");
        this.inner.consume(amount);
    }
}

/// How many bytes a limit leaves to one call.
#[inline]
fn at_most(limit: u64) -> usize {
    usize::try_from(limit).unwrap_or(usize::MAX)
}

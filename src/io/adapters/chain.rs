use core::{
    pin::Pin,
    task::{Context, Poll, ready},
};

use pin_project_lite::pin_project;

use crate::io::{AsyncBufRead, AsyncRead, ReadCursor, Result};

pin_project! {
    /// Reader returned by [`AsyncReadExt::chain`](crate::io::AsyncReadExt::chain).
    #[must_use = "readers do nothing unless read from"]
    #[derive(Clone, Debug)]
    pub struct Chain<A, B> {
        #[pin]
        first: A,
        #[pin]
        second: B,
        first_ended: bool,
    }
}

impl<A, B> Chain<A, B> {
    pub(in crate::io) const fn new(first: A, second: B) -> Self {
        Self { first, second, first_ended: false }
    }

    /// Returns the two readers.
    pub fn into_inner(self) -> (A, B) {
        (self.first, self.second)
    }

    /// Returns the two readers. To read from them directly may change the order of the bytes.
    pub const fn get_mut(&mut self) -> (&mut A, &mut B) {
        (&mut self.first, &mut self.second)
    }

    /// Returns the two readers, pinned. To read from them directly may change the order of the
    /// bytes.
    pub fn get_pin_mut(self: Pin<&mut Self>) -> (Pin<&mut A>, Pin<&mut B>) {
        let this = self.project();
        (this.first, this.second)
    }

    /// Returns the two readers.
    pub const fn get_ref(&self) -> (&A, &B) {
        (&self.first, &self.second)
    }
}

impl<A: AsyncRead, B: AsyncRead> AsyncRead for Chain<A, B> {
    #[inline]
    fn poll_read(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        mut buf: ReadCursor<'_>,
    ) -> Poll<Result<()>> {
        let this = self.project();
        if !*this.first_ended {
            // Without room nothing can be read, and that does not mean the end (READ-02).
            let (full, before) = (buf.is_full(), buf.written());
            ready!(this.first.poll_read(cx, buf.reborrow()))?;
            if full || buf.written() > before {
                return Poll::Ready(Ok(()));
            }
            *this.first_ended = true;
        }
        this.second.poll_read(cx, buf)
    }
}

impl<A: AsyncBufRead, B: AsyncBufRead> AsyncBufRead for Chain<A, B> {
    #[inline]
    fn poll_fill_buf(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<&[u8]>> {
        let this = self.project();
        if !*this.first_ended {
            let chunk = ready!(this.first.poll_fill_buf(cx))?;
            if !chunk.is_empty() {
                return Poll::Ready(Ok(chunk));
            }
            *this.first_ended = true;
        }
        this.second.poll_fill_buf(cx)
    }

    #[inline]
    #[track_caller]
    fn consume(self: Pin<&mut Self>, amount: usize) {
        let this = self.project();
        if *this.first_ended {
            this.second.consume(amount);
        } else {
            this.first.consume(amount);
        }
    }
}

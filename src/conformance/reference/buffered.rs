//! A buffer in front of a writer, which passes every rule of writing.

use alloc::collections::VecDeque;
use core::{
    fmt,
    pin::Pin,
    task::{Context, Poll, ready},
};

use pin_project_lite::pin_project;

use crate::io::{AsyncWrite, ErrorKind, IoSlice, Result};

pin_project! {
    /// A buffer in front of a writer.
    ///
    /// Writes go to the buffer; a full one makes room by itself. What the inner writer took leaves
    /// the buffer in the same step, so that neither an error nor a caller that gives up can lose or
    /// repeat it.
    pub struct Buffered<W> {
        #[pin]
        inner: W,
        buffer: VecDeque<u8>,
        capacity: usize,
        // A shutdown was begun: no more bytes are taken.
        closing: bool,
        // A shutdown was done.
        closed: bool,
    }
}

impl<W: AsyncWrite> Buffered<W> {
    /// Puts a buffer of `capacity` bytes in front of `inner`.
    ///
    /// # Panics
    ///
    /// Panics if `capacity` is 0: no byte could ever be taken.
    #[track_caller]
    pub fn new(inner: W, capacity: usize) -> Self {
        assert!(capacity > 0, "a buffer of capacity 0 could take no byte: use at least 1");
        let buffer = VecDeque::with_capacity(capacity);
        Self { inner, buffer, capacity, closing: false, closed: false }
    }

    /// Returns the inner writer.
    pub fn get_ref(&self) -> &W {
        &self.inner
    }

    /// Hands bytes on until the buffer has no more than `left` of them.
    fn poll_empty(self: Pin<&mut Self>, cx: &mut Context<'_>, left: usize) -> Poll<Result<()>> {
        let mut this = self.project();
        while this.buffer.len() > left {
            let (front, _) = this.buffer.as_slices();
            match ready!(this.inner.as_mut().poll_write(cx, front))? {
                0 => return Poll::Ready(Err(ErrorKind::WriteZero.into())),
                count => drop(this.buffer.drain(..count)),
            }
        }
        Poll::Ready(Ok(()))
    }
}

impl<W: AsyncWrite> AsyncWrite for Buffered<W> {
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<Result<usize>> {
        self.poll_write_vectored(cx, &[IoSlice::new(buf)])
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        ready!(self.as_mut().poll_empty(cx, 0))?;
        let this = self.project();
        if *this.closed { Poll::Ready(Ok(())) } else { this.inner.poll_flush(cx) }
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        *self.as_mut().project().closing = true;
        ready!(self.as_mut().poll_empty(cx, 0))?;
        let this = self.project();
        ready!(this.inner.poll_shutdown(cx))?;
        *this.closed = true;
        Poll::Ready(Ok(()))
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &[IoSlice<'_>],
    ) -> Poll<Result<usize>> {
        if bufs.iter().all(|buf| buf.is_empty()) {
            return Poll::Ready(Ok(0));
        }
        if self.closing {
            return Poll::Ready(Err(ErrorKind::BrokenPipe.into()));
        }
        let full = self.capacity;
        ready!(self.as_mut().poll_empty(cx, full - 1))?;
        let this = self.project();
        let before = this.buffer.len();
        let bytes = bufs.iter().flat_map(|buf| buf.iter());
        this.buffer.extend(bytes.take(full - before));
        Poll::Ready(Ok(this.buffer.len() - before))
    }

    fn is_write_vectored(&self) -> bool {
        true
    }
}

impl<W> fmt::Debug for Buffered<W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = f.debug_struct("Buffered");
        out.field("buffered", &self.buffer.len()).field("capacity", &self.capacity);
        out.field("closing", &self.closing).field("closed", &self.closed).finish_non_exhaustive()
    }
}

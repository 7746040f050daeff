//! `VecDeque<u8>`, which is written to at its end and read from its front.

use alloc::collections::VecDeque;
use core::{
    pin::Pin,
    task::{Context, Poll},
};

use crate::io::{AsyncBufRead, AsyncRead, AsyncWrite, IoSlice, ReadCursor, Result};

/// Reading takes bytes off the front. Never `Pending`; an empty queue is at its end.
///
/// It is *growing*: what is written later can be read later, also after the end was seen.
impl AsyncRead for VecDeque<u8> {
    #[inline]
    fn poll_read(
        mut self: Pin<&mut Self>,
        _cx: &mut Context<'_>,
        mut buf: ReadCursor<'_>,
    ) -> Poll<Result<()>> {
        let (front, back) = self.as_slices();
        let n = buf.append_some(front) + buf.append_some(back);
        self.drain(..n);
        Poll::Ready(Ok(()))
    }
}

/// The first part of the queue that is contiguous is the buffer.
impl AsyncBufRead for VecDeque<u8> {
    #[inline]
    fn poll_fill_buf(self: Pin<&mut Self>, _cx: &mut Context<'_>) -> Poll<Result<&[u8]>> {
        // Not empty unless the queue is: `as_slices` fills its first slice first.
        let (front, _) = self.get_mut().as_slices();
        Poll::Ready(Ok(front))
    }

    #[inline]
    #[track_caller]
    fn consume(mut self: Pin<&mut Self>, amount: usize) {
        super::check_consume(amount, self.len());
        self.drain(..amount);
    }
}

/// Writing appends, and takes everything. Never `Pending`; there is nothing to shut down, so bytes are
/// taken afterwards too.
impl AsyncWrite for VecDeque<u8> {
    #[inline]
    fn poll_write(
        mut self: Pin<&mut Self>,
        _cx: &mut Context<'_>,
        buf: &[u8],
    ) -> Poll<Result<usize>> {
        self.extend(buf);
        Poll::Ready(Ok(buf.len()))
    }

    #[inline]
    fn poll_flush(self: Pin<&mut Self>, _cx: &mut Context<'_>) -> Poll<Result<()>> {
        Poll::Ready(Ok(()))
    }

    #[inline]
    fn poll_shutdown(self: Pin<&mut Self>, _cx: &mut Context<'_>) -> Poll<Result<()>> {
        Poll::Ready(Ok(()))
    }

    #[inline]
    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        _cx: &mut Context<'_>,
        bufs: &[IoSlice<'_>],
    ) -> Poll<Result<usize>> {
        let before = self.len();
        self.reserve(IoSlice::total_len(bufs));
        for buf in bufs {
            self.extend(buf.iter());
        }
        Poll::Ready(Ok(self.len() - before))
    }

    #[inline]
    fn is_write_vectored(&self) -> bool {
        true
    }
}

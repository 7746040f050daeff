//! `&[u8]`, which is read from its front, and `&mut [u8]`, which is written into from its front.

use core::{
    mem,
    pin::Pin,
    task::{Context, Poll},
};

use crate::io::{AsyncBufRead, AsyncRead, AsyncWrite, IoSlice, ReadCursor, Result};

/// Reading takes bytes off the front of the slice. Never `Pending`; an empty slice is at its end.
impl AsyncRead for &[u8] {
    #[inline]
    fn poll_read(
        self: Pin<&mut Self>,
        _cx: &mut Context<'_>,
        mut buf: ReadCursor<'_>,
    ) -> Poll<Result<()>> {
        let this = self.get_mut();
        let n = buf.append_some(this);
        *this = &this[n..];
        Poll::Ready(Ok(()))
    }
}

/// The whole slice is the buffer.
impl AsyncBufRead for &[u8] {
    #[inline]
    fn poll_fill_buf(self: Pin<&mut Self>, _cx: &mut Context<'_>) -> Poll<Result<&[u8]>> {
        Poll::Ready(Ok(self.get_mut()))
    }

    #[inline]
    #[track_caller]
    fn consume(self: Pin<&mut Self>, amount: usize) {
        let this = self.get_mut();
        super::check_consume(amount, this.len());
        *this = &this[amount..];
    }
}

/// Writing fills the slice from the front, and leaves what is not yet written. Never `Pending`.
///
/// It is *bounded*: when the slice is empty, a write is `Ok(0)`.
impl AsyncWrite for &mut [u8] {
    #[inline]
    fn poll_write(self: Pin<&mut Self>, _cx: &mut Context<'_>, buf: &[u8]) -> Poll<Result<usize>> {
        Poll::Ready(Ok(write_front(self.get_mut(), buf)))
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
        self: Pin<&mut Self>,
        _cx: &mut Context<'_>,
        bufs: &[IoSlice<'_>],
    ) -> Poll<Result<usize>> {
        let this = self.get_mut();
        Poll::Ready(Ok(bufs.iter().map(|buf| write_front(this, buf)).sum()))
    }

    #[inline]
    fn is_write_vectored(&self) -> bool {
        true
    }
}

/// Copies what fits of `bytes` to the front of `target`, and takes that part off `target`.
#[inline]
pub(super) fn write_front(target: &mut &mut [u8], bytes: &[u8]) -> usize {
    let n = bytes.len().min(target.len());
    let (front, rest) = mem::take(target).split_at_mut(n);
    front.copy_from_slice(&bytes[..n]);
    *target = rest;
    n
}

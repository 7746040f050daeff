//! Writing through [`Cursor`]: into memory of a fixed length, and into vectors.

#[cfg(feature = "alloc")]
use alloc::{boxed::Box, vec::Vec};
use core::{
    pin::Pin,
    task::{Context, Poll},
};

use crate::io::{AsyncWrite, Cursor, IoSlice, Result};
#[cfg(feature = "alloc")]
use crate::io::{ErrorKind, const_error};

use super::slice::write_front;

impl AsyncWrite for Cursor<&mut [u8]> {
    #[inline]
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<Result<usize>> {
        self.poll_write_vectored(cx, &[IoSlice::new(buf)])
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
        let (bytes, position) = self.get_mut().parts();
        Poll::Ready(write_fixed(bytes, position, bufs))
    }

    #[inline]
    fn is_write_vectored(&self) -> bool {
        true
    }
}

impl<const N: usize> AsyncWrite for Cursor<[u8; N]> {
    #[inline]
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<Result<usize>> {
        self.poll_write_vectored(cx, &[IoSlice::new(buf)])
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
        let (bytes, position) = self.get_mut().parts();
        Poll::Ready(write_fixed(bytes, position, bufs))
    }

    #[inline]
    fn is_write_vectored(&self) -> bool {
        true
    }
}

#[cfg(feature = "alloc")]
impl AsyncWrite for Cursor<Box<[u8]>> {
    #[inline]
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<Result<usize>> {
        self.poll_write_vectored(cx, &[IoSlice::new(buf)])
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
        let (bytes, position) = self.get_mut().parts();
        Poll::Ready(write_fixed(bytes, position, bufs))
    }

    #[inline]
    fn is_write_vectored(&self) -> bool {
        true
    }
}

#[cfg(feature = "alloc")]
impl AsyncWrite for Cursor<Vec<u8>> {
    #[inline]
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<Result<usize>> {
        self.poll_write_vectored(cx, &[IoSlice::new(buf)])
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
        let (bytes, position) = self.get_mut().parts();
        Poll::Ready(write_growing(bytes, position, bufs))
    }

    #[inline]
    fn is_write_vectored(&self) -> bool {
        true
    }
}

#[cfg(feature = "alloc")]
impl AsyncWrite for Cursor<&mut Vec<u8>> {
    #[inline]
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<Result<usize>> {
        self.poll_write_vectored(cx, &[IoSlice::new(buf)])
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
        let (bytes, position) = self.get_mut().parts();
        Poll::Ready(write_growing(bytes, position, bufs))
    }

    #[inline]
    fn is_write_vectored(&self) -> bool {
        true
    }
}

/// Writes what fits between the position and the end.
fn write_fixed(bytes: &mut [u8], position: &mut u64, bufs: &[IoSlice<'_>]) -> Result<usize> {
    let start = usize::try_from(*position).unwrap_or(usize::MAX).min(bytes.len());
    let mut rest = &mut bytes[start..];
    let n = bufs.iter().map(|buf| write_front(&mut rest, buf)).sum::<usize>();
    *position += n as u64;
    Ok(n)
}

/// Writes everything, after filling the gap between the end and the position with zeros.
#[cfg(feature = "alloc")]
fn write_growing(bytes: &mut Vec<u8>, position: &mut u64, bufs: &[IoSlice<'_>]) -> Result<usize> {
    let n = bufs.iter().try_fold(0_usize, |sum, buf| sum.checked_add(buf.len()));
    if n == Some(0) {
        return Ok(0); // no gap is filled for nothing
    }
    // A position is cheap to set and may be far away: what cannot be allocated is an error.
    let too_far =
        || const_error!(ErrorKind::OutOfMemory, "write so far out that memory ends before");
    let start = usize::try_from(*position).map_err(|_| too_far())?;
    let end = n.and_then(|n| start.checked_add(n)).ok_or_else(too_far)?;
    bytes.try_reserve(end.saturating_sub(bytes.len())).map_err(|_| too_far())?;

    if bytes.len() < start {
        bytes.resize(start, 0);
    }
    let mut at = start;
    for buf in bufs {
        let over = buf.len().min(bytes.len() - at);
        bytes[at..at + over].copy_from_slice(&buf[..over]);
        bytes.extend_from_slice(&buf[over..]);
        at += buf.len();
    }
    *position = end as u64;
    Ok(end - start)
}

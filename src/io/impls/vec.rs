//! `Vec<u8>`, which is written to at its end.

use alloc::vec::Vec;
use core::{
    pin::Pin,
    task::{Context, Poll},
};

use crate::io::{AsyncWrite, IoSlice, Result};

/// Writing appends, and takes everything. Never `Pending`; there is nothing to shut down, so bytes are
/// taken afterwards too.
impl AsyncWrite for Vec<u8> {
    #[inline]
    fn poll_write(
        mut self: Pin<&mut Self>,
        _cx: &mut Context<'_>,
        buf: &[u8],
    ) -> Poll<Result<usize>> {
        self.extend_from_slice(buf);
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
            self.extend_from_slice(buf);
        }
        Poll::Ready(Ok(self.len() - before))
    }

    #[inline]
    fn is_write_vectored(&self) -> bool {
        true
    }
}

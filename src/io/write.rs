use core::{
    pin::Pin,
    task::{Context, Poll},
};

use crate::io::{IoSlice, Result};

/// Writes bytes into a sink.
pub trait AsyncWrite {
    /// Attempts to write bytes of `buf`, and returns how many were accepted.
    ///
    /// # Errors
    ///
    /// Whatever the sink fails with; nothing of `buf` was accepted then.
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<Result<usize>>;

    /// Attempts to hand all accepted bytes to the layer below.
    ///
    /// # Errors
    ///
    /// Whatever the sink fails with.
    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>>;

    /// Attempts to flush, and to close the write side.
    ///
    /// # Errors
    ///
    /// Whatever the sink fails with.
    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>>;

    /// Attempts to write bytes of several slices, as if they were one.
    ///
    /// # Errors
    ///
    /// Whatever the sink fails with; nothing of `bufs` was accepted then.
    #[inline]
    fn poll_write_vectored(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &[IoSlice<'_>],
    ) -> Poll<Result<usize>> {
        let first: &[u8] = bufs.iter().find(|buf| !buf.is_empty()).map_or(&[], |buf| buf);
        self.poll_write(cx, first)
    }

    /// Returns whether [`poll_write_vectored`](Self::poll_write_vectored) does better than the default.
    #[inline]
    fn is_write_vectored(&self) -> bool {
        false
    }
}

static_assertions::assert_obj_safe!(AsyncWrite);

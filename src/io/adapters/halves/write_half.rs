use core::{
    fmt,
    pin::Pin,
    task::{Context, Poll},
};

use super::{ReadHalf, shared::Side};
use crate::io::{AsyncWrite, IoSlice, Result};

/// The half of an object that writes.
///
/// Made by [`split`](crate::io::split()). It is pending while the read half is being polled on another
/// thread. Dropping it does not shut the object down.
#[must_use = "the object is dropped with its halves"]
pub struct WriteHalf<T> {
    side: Side<T>,
    /// What the object said. It never changes (WRITE-34), and is asked for without `&mut`.
    vectored: bool,
}

impl<T> WriteHalf<T> {
    pub(super) const fn new(side: Side<T>, vectored: bool) -> Self {
        Self { side, vectored }
    }

    pub(super) fn into_side(self) -> (Side<T>, bool) {
        (self.side, self.vectored)
    }

    pub(super) const fn side(&self) -> &Side<T> {
        &self.side
    }

    /// Returns whether `reader` is the other half of the same object.
    pub fn is_pair_of(&self, reader: &ReadHalf<T>) -> bool {
        self.side.is_pair_of(reader.side())
    }
}

impl<T: AsyncWrite> AsyncWrite for WriteHalf<T> {
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<Result<usize>> {
        if buf.is_empty() {
            return Poll::Ready(Ok(0)); // also while the other half is busy (WRITE-02)
        }
        self.get_mut().side.poll(cx, |object, cx| object.poll_write(cx, buf))
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        self.get_mut().side.poll(cx, |object, cx| object.poll_flush(cx))
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        self.get_mut().side.poll(cx, |object, cx| object.poll_shutdown(cx))
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &[IoSlice<'_>],
    ) -> Poll<Result<usize>> {
        if bufs.iter().all(|buf| buf.is_empty()) {
            return Poll::Ready(Ok(0)); // WRITE-20
        }
        self.get_mut().side.poll(cx, |object, cx| object.poll_write_vectored(cx, bufs))
    }

    fn is_write_vectored(&self) -> bool {
        self.vectored
    }
}

impl<T> fmt::Debug for WriteHalf<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WriteHalf").finish_non_exhaustive()
    }
}

//! `std::io::Cursor`, which does what it does in std.

use core::{
    pin::Pin,
    task::{Context, Poll},
};
use std::io::{BufRead as _, Cursor, Seek as _, Write};

use crate::io::{
    AsyncBufRead, AsyncRead, AsyncSeek, AsyncWrite, IoSlice, ReadCursor, Result, SeekFrom,
};

/// Reading starts at the position. Never `Pending`.
impl<T: AsRef<[u8]> + Unpin> AsyncRead for Cursor<T> {
    #[inline]
    fn poll_read(
        mut self: Pin<&mut Self>,
        _cx: &mut Context<'_>,
        mut buf: ReadCursor<'_>,
    ) -> Poll<Result<()>> {
        let n = buf.append_some(self.fill_buf()?);
        (*self).consume(n);
        Poll::Ready(Ok(()))
    }
}

/// All that is after the position is the buffer.
impl<T: AsRef<[u8]> + Unpin> AsyncBufRead for Cursor<T> {
    #[inline]
    fn poll_fill_buf(self: Pin<&mut Self>, _cx: &mut Context<'_>) -> Poll<Result<&[u8]>> {
        Poll::Ready(Ok(self.get_mut().fill_buf()?))
    }

    #[inline]
    #[track_caller]
    fn consume(self: Pin<&mut Self>, amount: usize) {
        let this = self.get_mut();
        // std's moves the position past the end.
        super::check_consume(amount, this.fill_buf().map_or(0, <[u8]>::len));
        this.consume(amount);
    }
}

/// Writing happens at the position, for each `T` that std has it for. Never `Pending`.
///
/// Over a `Vec<u8>` it grows; over a slice, an array or a box it is *bounded*.
impl<T: Unpin> AsyncWrite for Cursor<T>
where
    Self: Write,
{
    #[inline]
    fn poll_write(
        mut self: Pin<&mut Self>,
        _cx: &mut Context<'_>,
        buf: &[u8],
    ) -> Poll<Result<usize>> {
        if buf.is_empty() {
            return Poll::Ready(Ok(0)); // std's would fill the gap between end and position
        }
        Poll::Ready(Ok(self.write(buf)?))
    }

    #[inline]
    fn poll_flush(mut self: Pin<&mut Self>, _cx: &mut Context<'_>) -> Poll<Result<()>> {
        Poll::Ready(Ok(self.flush()?))
    }

    #[inline]
    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        self.poll_flush(cx)
    }

    #[inline]
    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        _cx: &mut Context<'_>,
        bufs: &[IoSlice<'_>],
    ) -> Poll<Result<usize>> {
        if bufs.iter().all(|buf| buf.is_empty()) {
            return Poll::Ready(Ok(0));
        }
        Poll::Ready(Ok(self.write_vectored(IoSlice::as_std_slices(bufs))?))
    }

    #[inline]
    fn is_write_vectored(&self) -> bool {
        true
    }
}

/// Seeking moves the position, also beyond the end. Never `Pending`.
impl<T: AsRef<[u8]> + Unpin> AsyncSeek for Cursor<T> {
    #[inline]
    fn poll_seek(
        mut self: Pin<&mut Self>,
        _cx: &mut Context<'_>,
        position: SeekFrom,
    ) -> Poll<Result<u64>> {
        Poll::Ready(Ok(self.seek(position.into())?))
    }
}

use core::{
    pin::Pin,
    task::{Context, Poll},
};

use crate::io::{AsyncBufRead, AsyncRead, AsyncWrite, IoSlice, ReadCursor, Result};

/// Creates a source that is at its end, and a sink that takes everything and keeps nothing.
///
/// # Examples
///
/// ```
/// use async_interop::io::{self, AsyncRead, ReadBuf};
/// use core::{pin::Pin, task::{Context, Waker}};
///
/// let mut memory = [0; 8];
/// let mut buf = ReadBuf::new(&mut memory);
/// let mut cx = Context::from_waker(Waker::noop());
/// assert!(Pin::new(&mut io::empty()).poll_read(&mut cx, buf.unfilled())?.is_ready());
/// assert!(buf.is_empty());
/// # Ok::<(), io::Error>(())
/// ```
#[must_use]
pub const fn empty() -> Empty {
    Empty { _private: () }
}

/// A source that is at its end, and a sink that takes everything and keeps nothing.
///
/// Made by [`empty`]. It never returns `Pending`. It does not seek: it has no position, and so could
/// not return one. [`Cursor`](crate::io::Cursor) over `[]` does.
#[derive(Clone, Copy, Debug, Default)]
pub struct Empty {
    _private: (),
}

impl AsyncRead for Empty {
    #[inline]
    fn poll_read(
        self: Pin<&mut Self>,
        _cx: &mut Context<'_>,
        _buf: ReadCursor<'_>,
    ) -> Poll<Result<()>> {
        Poll::Ready(Ok(()))
    }
}

impl AsyncBufRead for Empty {
    #[inline]
    fn poll_fill_buf(self: Pin<&mut Self>, _cx: &mut Context<'_>) -> Poll<Result<&[u8]>> {
        Poll::Ready(Ok(&[]))
    }

    #[inline]
    #[track_caller]
    fn consume(self: Pin<&mut Self>, amount: usize) {
        crate::io::impls::check_consume(amount, 0);
    }
}

impl AsyncWrite for Empty {
    #[inline]
    fn poll_write(self: Pin<&mut Self>, _cx: &mut Context<'_>, buf: &[u8]) -> Poll<Result<usize>> {
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
        self: Pin<&mut Self>,
        _cx: &mut Context<'_>,
        bufs: &[IoSlice<'_>],
    ) -> Poll<Result<usize>> {
        Poll::Ready(Ok(IoSlice::total_len(bufs)))
    }

    #[inline]
    fn is_write_vectored(&self) -> bool {
        true
    }
}

use core::{
    pin::Pin,
    task::{Context, Poll},
};

use crate::io::{AsyncWrite, IoSlice, Result};

/// Creates a sink that takes everything and keeps nothing.
///
/// # Examples
///
/// ```
/// use async_interop::io::{self, AsyncWrite};
/// use core::{pin::Pin, task::{Context, Poll, Waker}};
///
/// let mut cx = Context::from_waker(Waker::noop());
/// let poll = Pin::new(&mut io::sink()).poll_write(&mut cx, b"gone")?;
/// assert_eq!(poll, Poll::Ready(4));
/// # Ok::<(), io::Error>(())
/// ```
#[must_use]
pub const fn sink() -> Sink {
    Sink { _private: () }
}

/// A sink that takes everything and keeps nothing.
///
/// Made by [`sink`]. It never returns `Pending`, and takes bytes also after a shutdown.
#[derive(Clone, Copy, Debug, Default)]
pub struct Sink {
    _private: (),
}

impl AsyncWrite for Sink {
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

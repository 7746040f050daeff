use core::{
    fmt,
    pin::Pin,
    task::{Context, Poll},
};

use crate::io::{AsyncWrite, Result};

/// Future returned by [`AsyncWriteExt::shutdown`](crate::io::AsyncWriteExt::shutdown).
#[must_use = "futures do nothing unless awaited or polled"]
pub struct Shutdown<'a, W: ?Sized> {
    writer: &'a mut W,
}

impl<'a, W: ?Sized> Shutdown<'a, W> {
    pub(in crate::io) const fn new(writer: &'a mut W) -> Self {
        Self { writer }
    }
}

impl<W: AsyncWrite + Unpin + ?Sized> Future for Shutdown<'_, W> {
    type Output = Result<()>;

    #[inline]
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        Pin::new(&mut *self.writer).poll_shutdown(cx)
    }
}

impl<W: ?Sized> fmt::Debug for Shutdown<'_, W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Shutdown").finish_non_exhaustive()
    }
}

static_assertions::assert_eq_size!(Shutdown<'static, ()>, usize);

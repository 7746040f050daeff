use core::{
    fmt,
    pin::Pin,
    task::{Context, Poll},
};

use crate::io::{AsyncWrite, Result};

/// Future returned by [`AsyncWriteExt::write`](crate::io::AsyncWriteExt::write).
#[must_use = "futures do nothing unless awaited or polled"]
pub struct Write<'a, W: ?Sized> {
    writer: &'a mut W,
    buf: &'a [u8],
}

impl<'a, W: ?Sized> Write<'a, W> {
    pub(in crate::io) const fn new(writer: &'a mut W, buf: &'a [u8]) -> Self {
        Self { writer, buf }
    }
}

impl<W: AsyncWrite + Unpin + ?Sized> Future for Write<'_, W> {
    type Output = Result<usize>;

    #[inline]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<usize>> {
        let this = self.get_mut();
        Pin::new(&mut *this.writer).poll_write(cx, this.buf)
    }
}

impl<W: ?Sized> fmt::Debug for Write<'_, W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Write").field("len", &self.buf.len()).finish_non_exhaustive()
    }
}

static_assertions::assert_eq_size!(Write<'static, ()>, [usize; 3]);

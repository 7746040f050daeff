use core::{
    fmt,
    pin::Pin,
    task::{Context, Poll, ready},
};

use crate::io::{AsyncRead, ReadBuf, Result};

/// Future returned by [`AsyncReadExt::read`](crate::io::AsyncReadExt::read).
#[must_use = "futures do nothing unless awaited or polled"]
pub struct Read<'a, R: ?Sized> {
    reader: &'a mut R,
    buf: &'a mut [u8],
}

impl<'a, R: ?Sized> Read<'a, R> {
    pub(in crate::io) const fn new(reader: &'a mut R, buf: &'a mut [u8]) -> Self {
        Self { reader, buf }
    }
}

impl<R: AsyncRead + Unpin + ?Sized> Future for Read<'_, R> {
    type Output = Result<usize>;

    #[inline]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<usize>> {
        let this = self.get_mut();
        let mut buf = ReadBuf::new(this.buf);
        ready!(Pin::new(&mut *this.reader).poll_read(cx, buf.unfilled()))?;
        Poll::Ready(Ok(buf.len()))
    }
}

impl<R: ?Sized> fmt::Debug for Read<'_, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Read").field("room", &self.buf.len()).finish_non_exhaustive()
    }
}

static_assertions::assert_eq_size!(Read<'static, ()>, [usize; 3]);

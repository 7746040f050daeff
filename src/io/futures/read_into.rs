use core::{
    fmt,
    pin::Pin,
    task::{Context, Poll, ready},
};

use crate::io::{AsyncRead, ReadCursor, Result};

/// Future returned by [`AsyncReadExt::read_buf`](crate::io::AsyncReadExt::read_buf).
#[must_use = "futures do nothing unless awaited or polled"]
pub struct ReadInto<'a, R: ?Sized> {
    reader: &'a mut R,
    buf: ReadCursor<'a>,
}

impl<'a, R: ?Sized> ReadInto<'a, R> {
    pub(in crate::io) const fn new(reader: &'a mut R, buf: ReadCursor<'a>) -> Self {
        Self { reader, buf }
    }
}

impl<R: AsyncRead + Unpin + ?Sized> Future for ReadInto<'_, R> {
    type Output = Result<usize>;

    #[inline]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<usize>> {
        let this = self.get_mut();
        let before = this.buf.written();
        ready!(Pin::new(&mut *this.reader).poll_read(cx, this.buf.reborrow()))?;
        Poll::Ready(Ok(this.buf.written() - before))
    }
}

impl<R: ?Sized> fmt::Debug for ReadInto<'_, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ReadInto").field("buf", &self.buf).finish_non_exhaustive()
    }
}

static_assertions::assert_eq_size!(ReadInto<'static, ()>, [usize; 4]);

use alloc::vec::Vec;
use core::{
    fmt,
    pin::Pin,
    task::{Context, Poll, ready},
};

use crate::io::{AsyncBufRead, Result, find::find};

/// Future returned by [`AsyncBufReadExt::read_until`](crate::io::AsyncBufReadExt::read_until).
#[must_use = "futures do nothing unless awaited or polled"]
pub struct ReadUntil<'a, R: ?Sized> {
    reader: &'a mut R,
    buf: &'a mut Vec<u8>,
    start: usize,
    delimiter: u8,
}

impl<'a, R: ?Sized> ReadUntil<'a, R> {
    pub(in crate::io) fn new(reader: &'a mut R, delimiter: u8, buf: &'a mut Vec<u8>) -> Self {
        let start = buf.len();
        Self { reader, buf, start, delimiter }
    }
}

impl<R: AsyncBufRead + Unpin + ?Sized> Future for ReadUntil<'_, R> {
    type Output = Result<usize>;

    #[inline]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<usize>> {
        let this = self.get_mut();
        ready!(poll_read_until(Pin::new(&mut *this.reader), cx, this.delimiter, this.buf))?;
        Poll::Ready(Ok(this.buf.len() - this.start))
    }
}

impl<R: ?Sized> fmt::Debug for ReadUntil<'_, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ReadUntil")
            .field("delimiter", &self.delimiter)
            .field("read", &(self.buf.len() - self.start))
            .finish_non_exhaustive()
    }
}

/// Moves bytes from the reader to `buf`, up to and with the first `delimiter`, or up to the end.
#[inline]
pub(in crate::io) fn poll_read_until<R: AsyncBufRead + ?Sized>(
    mut reader: Pin<&mut R>,
    cx: &mut Context<'_>,
    delimiter: u8,
    buf: &mut Vec<u8>,
) -> Poll<Result<()>> {
    loop {
        let chunk = ready!(reader.as_mut().poll_fill_buf(cx))?;
        let (n, done) = match find(delimiter, chunk) {
            Some(at) => (at + 1, true),
            None => (chunk.len(), chunk.is_empty()),
        };
        buf.extend_from_slice(&chunk[..n]);
        reader.as_mut().consume(n);
        if done {
            return Poll::Ready(Ok(()));
        }
    }
}

static_assertions::assert_eq_size!(ReadUntil<'static, ()>, [usize; 4]);

use core::{
    fmt,
    pin::Pin,
    task::{Context, Poll, ready},
};

use crate::io::{AsyncRead, Error, ReadBuf, Result};

/// Future returned by [`AsyncReadExt::read_exact`](crate::io::AsyncReadExt::read_exact).
#[must_use = "futures do nothing unless awaited or polled"]
pub struct ReadExact<'a, R: ?Sized> {
    reader: &'a mut R,
    buf: &'a mut [u8],
    filled: usize,
}

impl<'a, R: ?Sized> ReadExact<'a, R> {
    pub(in crate::io) const fn new(reader: &'a mut R, buf: &'a mut [u8]) -> Self {
        Self { reader, buf, filled: 0 }
    }

    /// Returns how many bytes were read so far. They are at the front of the buffer.
    #[inline]
    pub const fn filled(&self) -> usize {
        self.filled
    }
}

impl<R: AsyncRead + Unpin + ?Sized> Future for ReadExact<'_, R> {
    type Output = Result<()>;

    #[inline]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        let this = self.get_mut();
        while this.filled < this.buf.len() {
            let mut buf = ReadBuf::new(&mut this.buf[this.filled..]);
            ready!(Pin::new(&mut *this.reader).poll_read(cx, buf.unfilled()))?;
            if buf.is_empty() {
                return Poll::Ready(Err(too_short(this.filled, this.buf.len())));
            }
            this.filled += buf.len();
        }
        Poll::Ready(Ok(()))
    }
}

impl<R: ?Sized> fmt::Debug for ReadExact<'_, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ReadExact")
            .field("filled", &self.filled)
            .field("len", &self.buf.len())
            .finish_non_exhaustive()
    }
}

/// The end came too early. Without an allocator the text cannot hold the numbers.
#[cold]
#[cfg(feature = "alloc")]
fn too_short(filled: usize, len: usize) -> Error {
    Error::new(
        crate::io::ErrorKind::UnexpectedEof,
        alloc::format!("the end came after {filled} of {len} bytes"),
    )
}

#[cold]
#[cfg(not(feature = "alloc"))]
fn too_short(_filled: usize, _len: usize) -> Error {
    crate::io::const_error!(
        crate::io::ErrorKind::UnexpectedEof,
        "the end came before the buffer was full: ask the future how much is `filled`"
    )
}

static_assertions::assert_eq_size!(ReadExact<'static, ()>, [usize; 4]);

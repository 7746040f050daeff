use core::{
    fmt,
    pin::Pin,
    task::{Context, Poll, ready},
};

use crate::io::{AsyncWrite, Error, ErrorKind, Result, const_error};

/// Future returned by [`AsyncWriteExt::write_all`](crate::io::AsyncWriteExt::write_all).
#[must_use = "futures do nothing unless awaited or polled"]
pub struct WriteAll<'a, W: ?Sized> {
    writer: &'a mut W,
    buf: &'a [u8],
    written: usize,
}

impl<'a, W: ?Sized> WriteAll<'a, W> {
    pub(in crate::io) const fn new(writer: &'a mut W, buf: &'a [u8]) -> Self {
        Self { writer, buf, written: 0 }
    }

    /// Returns how many bytes the writer has accepted so far.
    #[inline]
    pub const fn written(&self) -> usize {
        self.written
    }
}

impl<W: AsyncWrite + Unpin + ?Sized> Future for WriteAll<'_, W> {
    type Output = Result<()>;

    #[inline]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        let this = self.get_mut();
        while this.written < this.buf.len() {
            let left = &this.buf[this.written..];
            let n = ready!(Pin::new(&mut *this.writer).poll_write(cx, left))?;
            if n == 0 {
                return Poll::Ready(Err(write_zero()));
            }
            check_accepted(n, left.len());
            this.written += n;
        }
        Poll::Ready(Ok(()))
    }
}

impl<W: ?Sized> fmt::Debug for WriteAll<'_, W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WriteAll")
            .field("written", &self.written)
            .field("len", &self.buf.len())
            .finish_non_exhaustive()
    }
}

/// A writer took nothing of something.
#[cold]
pub(in crate::io) const fn write_zero() -> Error {
    const_error!(ErrorKind::WriteZero, "the writer takes no more bytes, and some are left")
}

/// Checks what a writer says that it took.
#[inline]
#[track_caller]
pub(in crate::io) fn check_accepted(n: usize, len: usize) {
    assert!(n <= len, "the writer says that it took {n} of {len} bytes: it breaks WRITE-01");
}

static_assertions::assert_eq_size!(WriteAll<'static, ()>, [usize; 4]);

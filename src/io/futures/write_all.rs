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
    /// What is left to write.
    buf: &'a [u8],
    len: usize,
}

impl<'a, W: ?Sized> WriteAll<'a, W> {
    pub(in crate::io) const fn new(writer: &'a mut W, buf: &'a [u8]) -> Self {
        Self { writer, buf, len: buf.len() }
    }

    /// Returns how many bytes the writer has accepted so far.
    #[inline]
    pub const fn written(&self) -> usize {
        self.len - self.buf.len()
    }
}

impl<W: AsyncWrite + Unpin + ?Sized> Future for WriteAll<'_, W> {
    type Output = Result<()>;

    #[inline]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        let this = self.get_mut();
        while !this.buf.is_empty() {
            let n = ready!(Pin::new(&mut *this.writer).poll_write(cx, this.buf))?;
            if n == this.buf.len() {
                // The common case, apart: of a writer that is inlined it is known.
                this.buf = &[];
                break;
            }
            check_short(n, this.buf.len())?;
            this.buf = &this.buf[n..];
        }
        Poll::Ready(Ok(()))
    }
}

impl<W: ?Sized> fmt::Debug for WriteAll<'_, W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WriteAll")
            .field("written", &self.written())
            .field("len", &self.len)
            .finish_non_exhaustive()
    }
}

/// A writer took nothing of something.
#[cold]
pub(in crate::io) const fn write_zero() -> Error {
    const_error!(ErrorKind::WriteZero, "the writer takes no more bytes, and some are left")
}

/// Checks what a writer that did not take all says that it took.
#[inline]
#[track_caller]
pub(in crate::io) fn check_short(n: usize, len: usize) -> Result<()> {
    if n > len {
        took_too_much(n, len);
    }
    if n == 0 { Err(write_zero()) } else { Ok(()) }
}

#[cold]
#[inline(never)]
#[track_caller]
fn took_too_much(n: usize, len: usize) -> ! {
    panic!("the writer says that it took {n} of {len} bytes: it breaks WRITE-01");
}

static_assertions::assert_eq_size!(WriteAll<'static, ()>, [usize; 4]);

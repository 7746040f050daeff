use core::{
    fmt,
    pin::Pin,
    task::{Context, Poll},
};

use crate::io::{AsyncWrite, IoSlice, Result};

/// Future returned by [`AsyncWriteExt::write_vectored`](crate::io::AsyncWriteExt::write_vectored).
#[must_use = "futures do nothing unless awaited or polled"]
pub struct WriteVectored<'a, W: ?Sized> {
    writer: &'a mut W,
    bufs: &'a [IoSlice<'a>],
}

impl<'a, W: ?Sized> WriteVectored<'a, W> {
    pub(in crate::io) const fn new(writer: &'a mut W, bufs: &'a [IoSlice<'a>]) -> Self {
        Self { writer, bufs }
    }
}

impl<W: AsyncWrite + Unpin + ?Sized> Future for WriteVectored<'_, W> {
    type Output = Result<usize>;

    #[inline]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<usize>> {
        let this = self.get_mut();
        Pin::new(&mut *this.writer).poll_write_vectored(cx, this.bufs)
    }
}

impl<W: ?Sized> fmt::Debug for WriteVectored<'_, W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WriteVectored")
            .field("len", &IoSlice::total_len(self.bufs))
            .finish_non_exhaustive()
    }
}

static_assertions::assert_eq_size!(WriteVectored<'static, ()>, [usize; 3]);

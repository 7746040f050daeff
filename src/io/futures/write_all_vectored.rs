use core::{
    fmt,
    pin::Pin,
    task::{Context, Poll, ready},
};

use crate::io::{AsyncWrite, IoSlice, Result};

/// Future returned by
/// [`AsyncWriteExt::write_all_vectored`](crate::io::AsyncWriteExt::write_all_vectored).
#[must_use = "futures do nothing unless awaited or polled"]
pub struct WriteAllVectored<'a, 'data, W: ?Sized> {
    writer: &'a mut W,
    bufs: &'a mut [IoSlice<'data>],
    written: usize,
}

impl<'a, 'data, W: ?Sized> WriteAllVectored<'a, 'data, W> {
    pub(in crate::io) fn new(writer: &'a mut W, mut bufs: &'a mut [IoSlice<'data>]) -> Self {
        skip_empty(&mut bufs);
        Self { writer, bufs, written: 0 }
    }

    /// Returns how many bytes the writer has accepted so far.
    #[inline]
    pub const fn written(&self) -> usize {
        self.written
    }
}

impl<W: AsyncWrite + Unpin + ?Sized> Future for WriteAllVectored<'_, '_, W> {
    type Output = Result<()>;

    #[inline]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        let this = self.get_mut();
        while !this.bufs.is_empty() {
            let n = ready!(Pin::new(&mut *this.writer).poll_write_vectored(cx, this.bufs))?;
            if n == 0 {
                return Poll::Ready(Err(super::write_zero()));
            }
            IoSlice::advance_slices(&mut this.bufs, n);
            skip_empty(&mut this.bufs);
            this.written += n;
        }
        Poll::Ready(Ok(()))
    }
}

impl<W: ?Sized> fmt::Debug for WriteAllVectored<'_, '_, W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WriteAllVectored")
            .field("written", &self.written)
            .field("left", &IoSlice::total_len(self.bufs))
            .finish_non_exhaustive()
    }
}

/// Removes empty slices from the front: a write of nothing returns zero, and means nothing.
fn skip_empty(bufs: &mut &mut [IoSlice<'_>]) {
    IoSlice::advance_slices(bufs, 0);
}

static_assertions::assert_eq_size!(WriteAllVectored<'static, 'static, ()>, [usize; 4]);

use core::{
    fmt,
    pin::Pin,
    task::{Context, Poll},
};

use crate::io::{AsyncBufRead, ErrorKind, Result, const_error};

/// Future returned by [`AsyncBufReadExt::fill_buf`](crate::io::AsyncBufReadExt::fill_buf).
#[must_use = "futures do nothing unless awaited or polled"]
pub struct FillBuf<'a, R: ?Sized> {
    /// `None` once the buffer was handed out.
    reader: Option<&'a mut R>,
}

impl<'a, R: ?Sized> FillBuf<'a, R> {
    pub(in crate::io) const fn new(reader: &'a mut R) -> Self {
        Self { reader: Some(reader) }
    }
}

impl<'a, R: AsyncBufRead + Unpin + ?Sized> Future for FillBuf<'a, R> {
    type Output = Result<&'a [u8]>;

    /// # Panics
    ///
    /// If it is polled after it returned a buffer.
    #[inline]
    #[track_caller]
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<&'a [u8]>> {
        let reader = self.reader.take().expect("`FillBuf` polled after it was ready");
        // The borrow checker takes a buffer that is returned on one path for borrowed on all. So
        // ask whether there is one, and then for it: a reader with a buffer has it again (BUF-03).
        // At its end it need not be asked a second time (CALLER-14).
        match Pin::new(&mut *reader).poll_fill_buf(cx) {
            Poll::Ready(Ok([])) => Poll::Ready(Ok(&[])),
            Poll::Ready(Ok(_)) => match Pin::new(reader).poll_fill_buf(cx) {
                Poll::Pending => Poll::Ready(Err(const_error!(
                    ErrorKind::Other,
                    "the reader is pending though its buffer was not consumed: it breaks BUF-03"
                ))),
                ready @ Poll::Ready(_) => ready,
            },
            Poll::Ready(Err(error)) => {
                self.reader = Some(reader);
                Poll::Ready(Err(error))
            }
            Poll::Pending => {
                self.reader = Some(reader);
                Poll::Pending
            }
        }
    }
}

impl<R: ?Sized> fmt::Debug for FillBuf<'_, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FillBuf").field("done", &self.reader.is_none()).finish_non_exhaustive()
    }
}

static_assertions::assert_eq_size!(FillBuf<'static, ()>, usize);

use core::{
    fmt,
    pin::Pin,
    task::{Context, Poll, ready},
};

use pin_project_lite::pin_project;

use crate::{
    io::{AsyncRead, ReadBuf, Result},
    stream::{FusedStream, Stream},
};

pin_project! {
    /// Stream returned by [`AsyncReadExt::bytes`](crate::io::AsyncReadExt::bytes).
    #[must_use = "streams do nothing unless polled"]
    #[derive(Clone)]
    pub struct Bytes<R> {
        #[pin]
        inner: R,
        ended: bool,
    }
}

impl<R> Bytes<R> {
    pub(in crate::io) const fn new(inner: R) -> Self {
        Self { inner, ended: false }
    }

    /// Returns the inner reader. Nothing is buffered.
    pub fn into_inner(self) -> R {
        self.inner
    }

    /// Returns the inner reader. To read from it directly takes bytes away from the stream.
    pub const fn get_mut(&mut self) -> &mut R {
        &mut self.inner
    }

    /// Returns the inner reader, pinned. To read from it directly takes bytes away from the stream.
    pub fn get_pin_mut(self: Pin<&mut Self>) -> Pin<&mut R> {
        self.project().inner
    }

    /// Returns the inner reader.
    pub const fn get_ref(&self) -> &R {
        &self.inner
    }
}

impl<R: AsyncRead> Stream for Bytes<R> {
    type Item = Result<u8>;

    #[inline]
    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<u8>>> {
        let this = self.project();
        if *this.ended {
            return Poll::Ready(None);
        }
        let mut memory = [0];
        let mut buf = ReadBuf::new(&mut memory);
        ready!(this.inner.poll_read(cx, buf.unfilled()))?;
        let byte = buf.filled().first().copied();
        *this.ended = byte.is_none();
        Poll::Ready(byte.map(Ok))
    }
}

impl<R: AsyncRead> FusedStream for Bytes<R> {
    fn is_terminated(&self) -> bool {
        self.ended
    }
}

impl<R> fmt::Debug for Bytes<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Bytes").field("ended", &self.ended).finish_non_exhaustive()
    }
}

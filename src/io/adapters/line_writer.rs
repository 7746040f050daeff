use core::{
    fmt,
    ops::Range,
    pin::Pin,
    task::{Context, Poll, ready},
};

use pin_project_lite::pin_project;

use super::{BufWriter, default_buffer::DefaultBuffer};
use crate::io::{
    AsyncBufRead, AsyncRead, AsyncSeek, AsyncWrite, IoSlice, ReadCursor, Result, SeekFrom,
};

pin_project! {
    /// Collects what is written in a buffer, and writes it out up to the last newline of each write.
    ///
    /// The asynchronous `std::io::LineWriter`: it passes the same bytes on at the same calls. A line
    /// that the inner writer took a part of waits in the buffer, and goes out with the next write.
    /// All else is as for [`BufWriter`].
    ///
    /// Dropping it loses what is buffered: shut it down, or flush it.
    ///
    /// # Cancel safety
    ///
    /// A write that was abandoned accepted nothing. Flush and shutdown can be abandoned, and continued
    /// by a new call.
    ///
    /// # Examples
    ///
    /// ```
    /// use async_interop::io::{AsyncWrite, Cursor, LineWriter};
    /// use core::{pin::Pin, task::{Context, Poll, Waker}};
    ///
    /// let mut writer = LineWriter::with_buffer(Cursor::new([b'.'; 8]), [0; 4]);
    /// let mut cx = Context::from_waker(Waker::noop());
    /// let poll = Pin::new(&mut writer).poll_write(&mut cx, b"one\ntwo")?;
    /// assert_eq!(poll, Poll::Ready(7));
    /// assert_eq!(writer.get_ref().get_ref(), b"one\n....");
    /// assert_eq!(writer.buffer(), b"two");
    /// # Ok::<(), async_interop::io::Error>(())
    /// ```
    #[must_use = "what is buffered is lost unless it is flushed"]
    pub struct LineWriter<W, B = DefaultBuffer> {
        #[pin]
        inner: BufWriter<W, B>,
    }
}

#[cfg(feature = "alloc")]
impl<W> LineWriter<W> {
    /// Creates a writer with a buffer of 1 KiB, as std's.
    pub fn new(inner: W) -> Self {
        Self::with_capacity(1024, inner)
    }

    /// Creates a writer with a buffer of `capacity` bytes.
    ///
    /// With 0, every write goes straight to `inner`.
    pub fn with_capacity(capacity: usize, inner: W) -> Self {
        Self { inner: BufWriter::with_capacity(capacity, inner) }
    }
}

impl<W, B: AsMut<[u8]>> LineWriter<W, B> {
    /// Creates a writer over the caller's buffer, without allocation.
    ///
    /// If `buffer` is empty, every write goes straight to `inner`.
    pub fn with_buffer(inner: W, buffer: B) -> Self {
        Self { inner: BufWriter::with_buffer(inner, buffer) }
    }
}

impl<W, B> LineWriter<W, B> {
    /// Returns the inner writer.
    pub const fn get_ref(&self) -> &W {
        self.inner.get_ref()
    }

    /// Returns the inner writer, mutably.
    ///
    /// To write to it overtakes what is buffered.
    pub const fn get_mut(&mut self) -> &mut W {
        self.inner.get_mut()
    }

    /// Returns the inner writer, pinned.
    ///
    /// To write to it overtakes what is buffered.
    pub fn get_pin_mut(self: Pin<&mut Self>) -> Pin<&mut W> {
        self.project().inner.get_pin_mut()
    }

    /// Takes it apart, and returns the inner writer.
    ///
    /// What is buffered is lost: flush before, or use [`into_parts`](Self::into_parts).
    pub fn into_inner(self) -> W {
        self.inner.into_inner()
    }

    /// Takes it apart and loses nothing: the inner writer, the buffer, and where in the buffer stands
    /// what was accepted and not yet written.
    pub fn into_parts(self) -> (W, B, Range<usize>) {
        self.inner.into_parts()
    }

    /// Returns what was accepted and not yet taken by the inner writer.
    pub fn buffer(&self) -> &[u8]
    where
        B: AsRef<[u8]>,
    {
        self.inner.buffer()
    }

    /// Returns how many bytes the buffer can hold.
    pub const fn capacity(&self) -> usize {
        self.inner.capacity()
    }
}

/// The length of `bytes` up to and with its last newline.
fn lines_len(bytes: &[u8]) -> Option<usize> {
    bytes.iter().rposition(|byte| *byte == b'\n').map(|at| at + 1)
}

impl<W: AsyncWrite, B: AsMut<[u8]>> AsyncWrite for LineWriter<W, B> {
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<Result<usize>> {
        let mut inner = self.project().inner;
        let Some(lines) = lines_len(buf) else {
            // A line whose last part waits here is complete: it goes first.
            if inner.as_mut().ends_with(b'\n') && !buf.is_empty() {
                ready!(inner.as_mut().poll_drain(cx))?;
            }
            return inner.poll_write(cx, buf);
        };
        ready!(inner.as_mut().poll_drain(cx))?;
        let written = ready!(inner.as_mut().get_pin_mut().poll_write(cx, &buf[..lines]))?;
        if written == 0 {
            return Poll::Ready(Ok(0));
        }
        // From here on nothing may wait: these bytes are gone.
        let capacity = inner.capacity();
        let rest = if written >= lines {
            let rest = &buf[written..];
            // As large as the buffer: the next write takes it in one piece.
            if rest.len() >= capacity { &[] } else { rest }
        } else if lines - written <= capacity {
            &buf[written..lines]
        } else {
            // Whole lines if one fits, so that the next drain ends with one.
            let fits = &buf[written..][..capacity];
            &fits[..lines_len(fits).unwrap_or(capacity)]
        };
        Poll::Ready(Ok(written + inner.store_some(rest)))
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        self.project().inner.poll_flush(cx)
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        self.project().inner.poll_shutdown(cx)
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &[IoSlice<'_>],
    ) -> Poll<Result<usize>> {
        if !self.is_write_vectored() {
            let first: &[u8] = bufs.iter().find(|buf| !buf.is_empty()).map_or(&[], |buf| buf);
            return self.poll_write(cx, first);
        }
        let mut inner = self.project().inner;
        let Some(last) = bufs.iter().rposition(|buf| buf.contains(&b'\n')) else {
            if inner.as_mut().ends_with(b'\n') && IoSlice::total_len(bufs) > 0 {
                ready!(inner.as_mut().poll_drain(cx))?;
            }
            return inner.poll_write_vectored(cx, bufs);
        };
        ready!(inner.as_mut().poll_drain(cx))?;
        let (lines, rest) = bufs.split_at(last + 1);
        let written = ready!(inner.as_mut().get_pin_mut().poll_write_vectored(cx, lines))?;
        if written < IoSlice::total_len(lines) {
            return Poll::Ready(Ok(written));
        }
        Poll::Ready(Ok(written + inner.store_slices(rest)))
    }

    #[inline]
    fn is_write_vectored(&self) -> bool {
        self.get_ref().is_write_vectored()
    }
}

impl<W: AsyncWrite + AsyncSeek, B: AsMut<[u8]>> AsyncSeek for LineWriter<W, B> {
    fn poll_seek(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        position: SeekFrom,
    ) -> Poll<Result<u64>> {
        self.project().inner.poll_seek(cx, position)
    }
}

impl<W: AsyncRead, B> AsyncRead for LineWriter<W, B> {
    #[inline]
    fn poll_read(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: ReadCursor<'_>,
    ) -> Poll<Result<()>> {
        self.get_pin_mut().poll_read(cx, buf)
    }
}

impl<W: AsyncBufRead, B> AsyncBufRead for LineWriter<W, B> {
    #[inline]
    fn poll_fill_buf(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<&[u8]>> {
        self.get_pin_mut().poll_fill_buf(cx)
    }

    #[inline]
    #[track_caller]
    fn consume(self: Pin<&mut Self>, amount: usize) {
        self.get_pin_mut().consume(amount);
    }
}

impl<W: fmt::Debug, B> fmt::Debug for LineWriter<W, B> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LineWriter").field("inner", &self.inner).finish()
    }
}

use core::{
    fmt,
    ops::Range,
    pin::Pin,
    task::{Context, Poll, ready},
};

use pin_project_lite::pin_project;

use super::default_buffer::DefaultBuffer;
use crate::io::{
    AsyncBufRead, AsyncRead, AsyncSeek, AsyncWrite, ErrorKind, IoSlice, ReadCursor, Result,
    SeekFrom, const_error,
};

pin_project! {
    /// Collects what is written in a buffer: many small writes become a few large ones.
    ///
    /// The asynchronous `std::io::BufWriter`. The buffer is allocated ([`new`](Self::new),
    /// [`with_capacity`](Self::with_capacity)), or the caller's
    /// ([`with_buffer`](Self::with_buffer)): an array, a slice, a static.
    ///
    /// - What does not fit makes the writer drain its buffer by itself (WRITE-25). What is as large as
    ///   the whole buffer then goes straight to the inner writer, vectored if that is vectored.
    /// - An error of the inner writer, or a drain that was abandoned, neither loses nor repeats a
    ///   byte: the next call goes on after the last byte that was taken (WRITE-11, WRITE-24).
    /// - If the inner writer takes nothing any more, that is
    ///   [`WriteZero`](crate::io::ErrorKind::WriteZero).
    /// - Flush, shutdown and seek drain the buffer first (WRITE-14, SEEK-06).
    /// - After a shutdown, a small write is accepted, and the next flush fails with the inner writer's
    ///   error (WRITE-17).
    /// - Reading goes straight to the inner object.
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
    /// use async_interop::io::{AsyncWrite, BufWriter, Cursor};
    /// use core::{pin::Pin, task::{Context, Poll, Waker}};
    ///
    /// let mut writer = BufWriter::with_buffer(Cursor::new([0; 8]), [0; 4]);
    /// let mut cx = Context::from_waker(Waker::noop());
    /// assert!(Pin::new(&mut writer).poll_write(&mut cx, b"abc")?.is_ready());
    /// assert_eq!(writer.buffer(), b"abc");
    /// assert!(Pin::new(&mut writer).poll_flush(&mut cx)?.is_ready());
    /// assert_eq!(writer.buffer(), b"");
    /// # Ok::<(), async_interop::io::Error>(())
    /// ```
    #[must_use = "what is buffered is lost unless it is flushed"]
    pub struct BufWriter<W, B = DefaultBuffer> {
        #[pin]
        inner: W,
        buffer: B,
        capacity: usize,
        // `start..end` of `buffer` was accepted and not yet taken by `inner`. If empty, both are 0.
        start: usize,
        end: usize,
    }
}

#[cfg(feature = "alloc")]
impl<W> BufWriter<W> {
    /// Creates a writer with a buffer of 8 KiB.
    pub fn new(inner: W) -> Self {
        Self::with_capacity(super::DEFAULT_CAPACITY, inner)
    }

    /// Creates a writer with a buffer of `capacity` bytes.
    ///
    /// With 0, every write goes straight to `inner`.
    pub fn with_capacity(capacity: usize, inner: W) -> Self {
        Self::with_buffer(inner, alloc::vec![0; capacity].into_boxed_slice())
    }
}

impl<W, B: AsMut<[u8]>> BufWriter<W, B> {
    /// Creates a writer over the caller's buffer, without allocation.
    ///
    /// If `buffer` is empty, every write goes straight to `inner`.
    pub fn with_buffer(inner: W, mut buffer: B) -> Self {
        let capacity = buffer.as_mut().len();
        Self { inner, buffer, capacity, start: 0, end: 0 }
    }
}

impl<W, B> BufWriter<W, B> {
    /// Returns the inner writer.
    pub const fn get_ref(&self) -> &W {
        &self.inner
    }

    /// Returns the inner writer, mutably.
    ///
    /// To write to it overtakes what is buffered.
    pub const fn get_mut(&mut self) -> &mut W {
        &mut self.inner
    }

    /// Returns the inner writer, pinned.
    ///
    /// To write to it overtakes what is buffered.
    pub fn get_pin_mut(self: Pin<&mut Self>) -> Pin<&mut W> {
        self.project().inner
    }

    /// Takes it apart, and returns the inner writer.
    ///
    /// What is buffered is lost: flush before, or use [`into_parts`](Self::into_parts).
    pub fn into_inner(self) -> W {
        self.inner
    }

    /// Takes it apart and loses nothing: the inner writer, the buffer, and where in the buffer stands
    /// what was accepted and not yet written.
    pub fn into_parts(self) -> (W, B, Range<usize>) {
        (self.inner, self.buffer, self.start..self.end)
    }

    /// Returns what was accepted and not yet taken by the inner writer.
    pub fn buffer(&self) -> &[u8]
    where
        B: AsRef<[u8]>,
    {
        &self.buffer.as_ref()[self.start..self.end]
    }

    /// Returns how many bytes the buffer can hold.
    pub const fn capacity(&self) -> usize {
        self.capacity
    }

    /// How many bytes fit behind what is buffered.
    #[inline]
    const fn room_behind(&self) -> usize {
        self.capacity - self.end
    }

    /// How many bytes fit once what is buffered is moved to the front.
    const fn room(&self) -> usize {
        self.capacity - (self.end - self.start)
    }
}

impl<W, B: AsMut<[u8]>> BufWriter<W, B> {
    /// Returns whether what is buffered ends with `byte`.
    pub(super) fn ends_with(self: Pin<&mut Self>, byte: u8) -> bool {
        let this = self.project();
        this.buffer.as_mut()[*this.start..*this.end].last() == Some(&byte)
    }

    /// Moves what is buffered to the front.
    ///
    /// Only where the room is needed: a drain that takes many polls need not move the rest each time.
    fn compact(self: Pin<&mut Self>) {
        let this = self.project();
        this.buffer.as_mut().copy_within(*this.start..*this.end, 0);
        (*this.start, *this.end) = (0, *this.end - *this.start);
    }

    /// Copies as much of `buf` as fits behind what is buffered.
    pub(super) fn store_some(self: Pin<&mut Self>, buf: &[u8]) -> usize {
        let n = buf.len().min(self.room_behind());
        let this = self.project();
        this.buffer.as_mut()[*this.end..][..n].copy_from_slice(&buf[..n]);
        *this.end += n;
        n
    }

    /// Copies as much of `bufs` as fits behind what is buffered.
    pub(super) fn store_slices(mut self: Pin<&mut Self>, bufs: &[IoSlice<'_>]) -> usize {
        bufs.iter().map(|buf| self.as_mut().store_some(buf)).sum()
    }
}

impl<W: AsyncWrite, B: AsMut<[u8]>> BufWriter<W, B> {
    /// Writes what is buffered to the inner writer, which need not flush it.
    pub(super) fn poll_drain(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        let mut this = self.project();
        while *this.start < *this.end {
            let bytes = &this.buffer.as_mut()[*this.start..*this.end];
            let written = ready!(this.inner.as_mut().poll_write(cx, bytes))?;
            if written == 0 {
                return Poll::Ready(Err(const_error!(
                    ErrorKind::WriteZero,
                    "the inner writer takes no more: what is buffered cannot be written"
                )));
            }
            assert!(written <= bytes.len(), "the inner writer took more than it was offered");
            // At once, so that whatever comes next does not send these bytes again (WRITE-24).
            *this.start += written;
        }
        (*this.start, *this.end) = (0, 0);
        Poll::Ready(Ok(()))
    }

    #[cold]
    #[inline(never)]
    fn poll_write_cold(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &[u8],
    ) -> Poll<Result<usize>> {
        if buf.len() > self.room() {
            ready!(self.as_mut().poll_drain(cx))?;
        }
        if buf.len() >= self.capacity {
            return self.get_pin_mut().poll_write(cx, buf);
        }
        self.as_mut().compact();
        Poll::Ready(Ok(self.store_some(buf)))
    }

    #[cold]
    #[inline(never)]
    fn poll_write_vectored_cold(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &[IoSlice<'_>],
    ) -> Poll<Result<usize>> {
        let total = IoSlice::total_len(bufs);
        if total > self.room() {
            ready!(self.as_mut().poll_drain(cx))?;
        }
        if total >= self.capacity {
            if self.inner.is_write_vectored() {
                return self.get_pin_mut().poll_write_vectored(cx, bufs);
            }
            let first: &[u8] = bufs.iter().find(|buf| !buf.is_empty()).map_or(&[], |buf| buf);
            if first.len() >= self.capacity {
                return self.get_pin_mut().poll_write(cx, first);
            }
        }
        self.as_mut().compact();
        Poll::Ready(Ok(self.store_slices(bufs)))
    }
}

impl<W: AsyncWrite, B: AsMut<[u8]>> AsyncWrite for BufWriter<W, B> {
    #[inline]
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &[u8],
    ) -> Poll<Result<usize>> {
        let this = self.as_mut().project();
        if let Some(room) = this.buffer.as_mut().get_mut(*this.end..) {
            // What would fill the buffer may be large enough to go past it.
            if buf.len() < room.len() {
                room[..buf.len()].copy_from_slice(buf);
                *this.end += buf.len();
                return Poll::Ready(Ok(buf.len()));
            }
        }
        self.poll_write_cold(cx, buf)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        ready!(self.as_mut().poll_drain(cx))?;
        self.get_pin_mut().poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        ready!(self.as_mut().poll_drain(cx))?;
        self.get_pin_mut().poll_shutdown(cx)
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &[IoSlice<'_>],
    ) -> Poll<Result<usize>> {
        if IoSlice::total_len(bufs) < self.room_behind() {
            return Poll::Ready(Ok(self.store_slices(bufs)));
        }
        self.poll_write_vectored_cold(cx, bufs)
    }

    /// It is: slices are copied together.
    #[inline]
    fn is_write_vectored(&self) -> bool {
        true
    }
}

impl<W: AsyncWrite + AsyncSeek, B: AsMut<[u8]>> AsyncSeek for BufWriter<W, B> {
    fn poll_seek(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        position: SeekFrom,
    ) -> Poll<Result<u64>> {
        // What was written lands where it was written (SEEK-06).
        ready!(self.as_mut().poll_drain(cx))?;
        self.get_pin_mut().poll_seek(cx, position)
    }
}

impl<W: AsyncRead, B> AsyncRead for BufWriter<W, B> {
    #[inline]
    fn poll_read(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: ReadCursor<'_>,
    ) -> Poll<Result<()>> {
        self.get_pin_mut().poll_read(cx, buf)
    }
}

impl<W: AsyncBufRead, B> AsyncBufRead for BufWriter<W, B> {
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

impl<W: fmt::Debug, B> fmt::Debug for BufWriter<W, B> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BufWriter")
            .field("inner", &self.inner)
            .field("buffered", &(self.end - self.start))
            .field("capacity", &self.capacity)
            .finish()
    }
}

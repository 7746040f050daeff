use core::{
    fmt,
    ops::Range,
    pin::Pin,
    task::{Context, Poll, ready},
};

use pin_project_lite::pin_project;

use super::default_buffer::DefaultBuffer;
use crate::io::{
    AsyncBufRead, AsyncRead, AsyncSeek, AsyncWrite, IoSlice, ReadBuf, ReadCursor, Result, SeekFrom,
    impls::check_consume,
};

pin_project! {
    /// Reads ahead into a buffer: many small reads become a few large ones.
    ///
    /// The asynchronous `std::io::BufReader`. The buffer is allocated ([`new`](Self::new),
    /// [`with_capacity`](Self::with_capacity)), or the caller's
    /// ([`with_buffer`](Self::with_buffer)): an array, a slice, a static. It is never zeroed again.
    ///
    /// - A read that offers as much room as the whole buffer goes past it, if it is empty.
    /// - While there are bytes in the buffer, the inner reader is not polled (BUF-13).
    /// - An error of the inner reader comes after the bytes that were buffered before it, and loses
    ///   none (BUF-12).
    /// - A seek is relative to what was *taken* from the buffer (SEEK-03), and empties it when it has
    ///   succeeded (SEEK-02). One that was abandoned is carried to its end before the next read
    ///   (SEEK-10); if it fails then, nobody is left who asked for it, and its error is dropped.
    /// - Writing goes straight to the inner object. Where that has one position for both, such as a
    ///   file, seek before writing.
    ///
    /// # Cancel safety
    ///
    /// A fill, a read or a seek that was abandoned loses nothing: what was read stands in the buffer.
    ///
    /// # Examples
    ///
    /// A buffer on the stack, without `alloc`:
    ///
    /// ```
    /// use async_interop::io::{AsyncBufRead, BufReader};
    /// use core::{pin::Pin, task::{Context, Poll, Waker}};
    ///
    /// let mut reader = BufReader::with_buffer(&b"hello"[..], [0; 4]);
    /// let mut cx = Context::from_waker(Waker::noop());
    /// let bytes = Pin::new(&mut reader).poll_fill_buf(&mut cx)?;
    /// assert_eq!(bytes, Poll::Ready(&b"hell"[..]));
    /// # Ok::<(), async_interop::io::Error>(())
    /// ```
    #[must_use = "a reader does nothing unless it is read"]
    pub struct BufReader<R, B = DefaultBuffer> {
        #[pin]
        inner: R,
        buffer: B,
        capacity: usize,
        // `start..end` of `buffer` was read and not yet taken.
        start: usize,
        end: usize,
        seek: Option<Seek<R>>,
    }
}

/// A seek of the inner object that was begun and whose end was not seen.
struct Seek<R> {
    /// What the caller asked for.
    wanted: SeekFrom,
    /// What the inner object was asked for, and is asked for until it answers.
    asked: SeekFrom,
    /// Whether `asked` only gives back what was read ahead, and `wanted` is still to be asked for.
    gives_back: bool,
    /// `R::poll_seek`: reading must be able to go on with it, and does not know that `R` can seek.
    poll: PollSeek<R>,
}

type PollSeek<R> = fn(Pin<&mut R>, &mut Context<'_>, SeekFrom) -> Poll<Result<u64>>;

#[cfg(feature = "alloc")]
impl<R> BufReader<R> {
    /// Creates a reader with a buffer of 8 KiB.
    pub fn new(inner: R) -> Self {
        Self::with_capacity(super::DEFAULT_CAPACITY, inner)
    }

    /// Creates a reader with a buffer of `capacity` bytes.
    ///
    /// # Panics
    ///
    /// If `capacity` is 0: an empty buffer could not be told from the end.
    #[track_caller]
    pub fn with_capacity(capacity: usize, inner: R) -> Self {
        Self::with_buffer(inner, alloc::vec![0; capacity].into_boxed_slice())
    }
}

impl<R, B: AsMut<[u8]>> BufReader<R, B> {
    /// Creates a reader over the caller's buffer, without allocation.
    ///
    /// # Panics
    ///
    /// If `buffer` is empty: it could not be told from the end.
    #[track_caller]
    pub fn with_buffer(inner: R, mut buffer: B) -> Self {
        let capacity = buffer.as_mut().len();
        assert!(capacity > 0, "a reader with an empty buffer would only see ends: give it a byte");
        Self { inner, buffer, capacity, start: 0, end: 0, seek: None }
    }
}

impl<R, B> BufReader<R, B> {
    /// Returns the inner reader.
    ///
    /// To read from it skips what is buffered.
    pub const fn get_ref(&self) -> &R {
        &self.inner
    }

    /// Returns the inner reader, mutably.
    ///
    /// To read from it skips what is buffered.
    pub const fn get_mut(&mut self) -> &mut R {
        &mut self.inner
    }

    /// Returns the inner reader, pinned.
    ///
    /// To read from it skips what is buffered.
    pub fn get_pin_mut(self: Pin<&mut Self>) -> Pin<&mut R> {
        self.project().inner
    }

    /// Takes it apart, and returns the inner reader.
    ///
    /// What is buffered is lost: see [`buffer`](Self::buffer) or [`into_parts`](Self::into_parts).
    pub fn into_inner(self) -> R {
        self.inner
    }

    /// Takes it apart and loses nothing: the inner reader, the buffer, and where in the buffer stands
    /// what was read and not taken.
    pub fn into_parts(self) -> (R, B, Range<usize>) {
        (self.inner, self.buffer, self.start..self.end)
    }

    /// Returns what was read and not taken.
    ///
    /// It does not read; [`poll_fill_buf`](AsyncBufRead::poll_fill_buf) does.
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

    /// Carries a seek that was abandoned to its end.
    ///
    /// Afterwards the position is the new one and the buffer is empty, or, if the seek failed, both
    /// are what they were.
    fn poll_finish_seek(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<u64>> {
        let this = self.project();
        let Some(seek) = this.seek else {
            return Poll::Ready(Ok(0));
        };
        let result = ready!((seek.poll)(this.inner, cx, seek.asked));
        *this.seek = None;
        if result.is_ok() {
            (*this.start, *this.end) = (0, 0);
        }
        Poll::Ready(result)
    }
}

impl<R: AsyncRead, B: AsMut<[u8]>> AsyncRead for BufReader<R, B> {
    #[inline]
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        mut buf: ReadCursor<'_>,
    ) -> Poll<Result<()>> {
        if buf.is_full() {
            return Poll::Ready(Ok(())); // BUF-14
        }
        if self.seek.is_some() {
            let _ = ready!(self.as_mut().poll_finish_seek(cx));
        }
        // Only past an empty buffer: there is one order of bytes (BUF-06).
        if self.start == self.end && buf.remaining() >= self.capacity {
            return self.project().inner.poll_read(cx, buf);
        }
        let bytes = ready!(self.as_mut().poll_fill_buf(cx))?;
        let taken = buf.append_some(bytes);
        *self.project().start += taken;
        Poll::Ready(Ok(()))
    }
}

impl<R: AsyncRead, B: AsMut<[u8]>> AsyncBufRead for BufReader<R, B> {
    #[inline]
    fn poll_fill_buf(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<&[u8]>> {
        if self.seek.is_some() {
            let _ = ready!(self.as_mut().poll_finish_seek(cx));
        }
        let this = self.project();
        if this.start == this.end {
            let mut buf = ReadBuf::new(&mut this.buffer.as_mut()[..*this.capacity]);
            ready!(this.inner.poll_read(cx, buf.unfilled()))?;
            (*this.start, *this.end) = (0, buf.len());
        }
        Poll::Ready(Ok(&this.buffer.as_mut()[*this.start..*this.end]))
    }

    #[inline]
    #[track_caller]
    fn consume(self: Pin<&mut Self>, amount: usize) {
        check_consume(amount, self.end - self.start);
        *self.project().start += amount;
    }
}

impl<R: AsyncRead + AsyncSeek, B: AsMut<[u8]>> AsyncSeek for BufReader<R, B> {
    fn poll_seek(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        position: SeekFrom,
    ) -> Poll<Result<u64>> {
        if self.seek.as_ref().is_some_and(|seek| seek.wanted != position) {
            // Another seek was abandoned: the last one wins, after it.
            let _ = ready!(self.as_mut().poll_finish_seek(cx));
        }
        loop {
            let this = self.as_mut().project();
            let ahead = *this.end - *this.start;
            let seek = this.seek.get_or_insert_with(|| Seek::new(position, ahead));
            let more = seek.gives_back;
            let offset = ready!(self.as_mut().poll_finish_seek(cx))?;
            if !more {
                return Poll::Ready(Ok(offset));
            }
        }
    }
}

impl<R: AsyncSeek> Seek<R> {
    /// Plans a seek to `wanted`, of an object that is `ahead` of what its reader's user has seen.
    fn new(wanted: SeekFrom, ahead: usize) -> Self {
        let back = i64::try_from(ahead).expect("no buffer is that large");
        let (asked, gives_back) = match wanted {
            SeekFrom::Current(offset) => match offset.checked_sub(back) {
                Some(offset) => (SeekFrom::Current(offset), false),
                None => (SeekFrom::Current(-back), true),
            },
            absolute => (absolute, false),
        };
        Self { wanted, asked, gives_back, poll: R::poll_seek }
    }
}

impl<R: AsyncWrite, B> AsyncWrite for BufReader<R, B> {
    #[inline]
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<Result<usize>> {
        self.get_pin_mut().poll_write(cx, buf)
    }

    #[inline]
    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        self.get_pin_mut().poll_flush(cx)
    }

    #[inline]
    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        self.get_pin_mut().poll_shutdown(cx)
    }

    #[inline]
    fn poll_write_vectored(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &[IoSlice<'_>],
    ) -> Poll<Result<usize>> {
        self.get_pin_mut().poll_write_vectored(cx, bufs)
    }

    #[inline]
    fn is_write_vectored(&self) -> bool {
        self.inner.is_write_vectored()
    }
}

impl<R: fmt::Debug, B> fmt::Debug for BufReader<R, B> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BufReader")
            .field("inner", &self.inner)
            .field("buffered", &(self.end - self.start))
            .field("capacity", &self.capacity)
            .finish()
    }
}

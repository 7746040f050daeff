use core::{
    pin::Pin,
    task::{Context, Poll},
};

use crate::io::{AsyncBufRead, AsyncRead, AsyncSeek, ReadCursor, Result, SeekFrom, const_error};

/// Gives a buffer in memory a position: it reads, writes and seeks like a file.
///
/// The `std::io::Cursor` of crates without std. With the feature `std`, that one implements the same
/// traits, and each converts into the other.
///
/// A cursor over `Vec<u8>` or `&mut Vec<u8>` grows when it is written at the end, and with zeros where
/// the position is beyond. Over `&mut [u8]`, `[u8; N]` and `Box<[u8]>` it is *bounded*: a write at the
/// end is `Ok(0)`. It never returns `Pending`.
///
/// # Examples
///
/// ```
/// use async_interop::io::{AsyncSeek, AsyncWrite, Cursor, SeekFrom};
/// use core::{pin::Pin, task::{Context, Waker}};
///
/// let mut file = Cursor::new([b'.'; 5]);
/// let mut cx = Context::from_waker(Waker::noop());
/// assert!(Pin::new(&mut file).poll_seek(&mut cx, SeekFrom::Start(2))?.is_ready());
/// assert!(Pin::new(&mut file).poll_write(&mut cx, b"ab")?.is_ready());
/// assert_eq!(file.get_ref(), b"..ab.");
/// assert_eq!(file.position(), 4);
/// # Ok::<(), async_interop::io::Error>(())
/// ```
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Cursor<T> {
    inner: T,
    position: u64,
}

impl<T> Cursor<T> {
    /// Creates a cursor at the start of `inner`.
    #[inline]
    pub const fn new(inner: T) -> Self {
        Self { inner, position: 0 }
    }

    /// Returns the buffer, mutably.
    ///
    /// Changing its length does not move the cursor.
    #[inline]
    pub const fn get_mut(&mut self) -> &mut T {
        &mut self.inner
    }

    /// Moves the cursor to `position`, which may be beyond the end.
    #[inline]
    pub const fn set_position(&mut self, position: u64) {
        self.position = position;
    }

    /// Returns the buffer.
    #[inline]
    pub const fn get_ref(&self) -> &T {
        &self.inner
    }

    /// Returns the position, counted from the start.
    #[inline]
    pub const fn position(&self) -> u64 {
        self.position
    }

    /// Returns the buffer by value.
    #[inline]
    pub fn into_inner(self) -> T {
        self.inner
    }

    /// The buffer and the position, to write there.
    #[inline]
    pub(super) const fn parts(&mut self) -> (&mut T, &mut u64) {
        (&mut self.inner, &mut self.position)
    }
}

impl<T: AsRef<[u8]>> Cursor<T> {
    /// What lies between the position and the end.
    #[inline]
    fn rest(&self) -> &[u8] {
        let bytes = self.inner.as_ref();
        let start = usize::try_from(self.position).unwrap_or(usize::MAX).min(bytes.len());
        &bytes[start..]
    }
}

impl<T: AsRef<[u8]> + Unpin> AsyncRead for Cursor<T> {
    #[inline]
    fn poll_read(
        mut self: Pin<&mut Self>,
        _cx: &mut Context<'_>,
        mut buf: ReadCursor<'_>,
    ) -> Poll<Result<()>> {
        let n = buf.append_some(self.rest());
        self.position += n as u64;
        Poll::Ready(Ok(()))
    }
}

impl<T: AsRef<[u8]> + Unpin> AsyncBufRead for Cursor<T> {
    #[inline]
    fn poll_fill_buf(self: Pin<&mut Self>, _cx: &mut Context<'_>) -> Poll<Result<&[u8]>> {
        Poll::Ready(Ok(self.get_mut().rest()))
    }

    #[inline]
    #[track_caller]
    fn consume(mut self: Pin<&mut Self>, amount: usize) {
        super::impls::check_consume(amount, self.rest().len());
        self.position += amount as u64;
    }
}

impl<T: AsRef<[u8]> + Unpin> AsyncSeek for Cursor<T> {
    fn poll_seek(
        mut self: Pin<&mut Self>,
        _cx: &mut Context<'_>,
        position: SeekFrom,
    ) -> Poll<Result<u64>> {
        let target = match position {
            SeekFrom::Start(offset) => Some(offset),
            SeekFrom::End(offset) => (self.inner.as_ref().len() as u64).checked_add_signed(offset),
            SeekFrom::Current(offset) => self.position.checked_add_signed(offset),
        };
        let Some(target) = target else {
            return Poll::Ready(Err(const_error!(
                crate::io::ErrorKind::InvalidInput,
                "seek to a position before the start or beyond `u64::MAX`"
            )));
        };
        self.position = target;
        Poll::Ready(Ok(target))
    }
}

#[cfg(feature = "std")]
impl<T> From<std::io::Cursor<T>> for Cursor<T> {
    fn from(cursor: std::io::Cursor<T>) -> Self {
        let position = cursor.position();
        Self { inner: cursor.into_inner(), position }
    }
}

#[cfg(feature = "std")]
impl<T> From<Cursor<T>> for std::io::Cursor<T> {
    fn from(cursor: Cursor<T>) -> Self {
        let mut this = Self::new(cursor.inner);
        this.set_position(cursor.position);
        this
    }
}

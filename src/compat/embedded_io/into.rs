//! From our I/O traits to those of embedded-io-async.

use core::pin::Pin;

use embedded_io_async::{BufRead, ErrorType, Read, Seek, SeekFrom, Write};
use pin_project_lite::pin_project;

use super::convert::position_to_ours;
use crate::io::{
    AsyncBufRead, AsyncBufReadExt as _, AsyncRead, AsyncReadExt as _, AsyncSeek, AsyncSeekExt as _,
    AsyncWrite, AsyncWriteExt as _, Error, ErrorKind, Result,
};

pin_project! {
    /// Gives a type of ours the I/O traits of embedded-io-async.
    ///
    /// | ours | theirs | lost on the way |
    /// |---|---|---|
    /// | [`AsyncRead::poll_read`] | `Read::read` | uninitialized memory: theirs is always initialized |
    /// | [`AsyncBufRead`] | `BufRead` | nothing |
    /// | [`AsyncWrite::poll_write`], [`poll_flush`](AsyncWrite::poll_flush) | `Write::write`, `flush` | `Ok(0)` for "takes no more", which theirs must not return: an error of the kind `WriteZero` |
    /// | [`AsyncWrite::poll_shutdown`] | – | the end: shut the inner type down by [`get_mut`](Self::get_mut) |
    /// | vectored writes and their query | – | they have none |
    /// | [`AsyncSeek::poll_seek`] | `Seek::seek` | nothing |
    /// | [`Error`] | `Error` | nothing: it is the error type; kinds that theirs does not list are `Other` there |
    ///
    /// Their methods take `&mut self`, so the inner type is `Unpin`; `Box::pin` or `pin!` makes it so.
    ///
    /// # Cancel safety
    ///
    /// Reads, writes and `fill_buf` are cancel safe, in embedded-io's words side-effect-free on cancel: if
    /// the future is dropped before it is ready, nothing was moved. A seek that is dropped leaves the old
    /// or the new position. The latest waker stays registered.
    ///
    /// # Examples
    ///
    /// ```
    /// use async_interop::{compat::IntoEmbeddedIoExt as _, io::AsyncRead};
    /// use embedded_io_async::{Read, ReadExactError};
    ///
    /// // A driver that knows the traits of embedded-io-async only.
    /// async fn header<R: Read>(mut from: R) -> Result<[u8; 2], ReadExactError<R::Error>> {
    ///     let mut header = [0; 2];
    ///     from.read_exact(&mut header).await?;
    ///     Ok(header)
    /// }
    ///
    /// # futures::executor::block_on(async {
    /// assert_eq!(header(b"header"[..].into_embedded_io()).await?, *b"he");
    /// # Ok::<(), ReadExactError<_>>(())
    /// # }).map_err(|_: ReadExactError<async_interop::io::Error>| "failed")?;
    /// # Ok::<(), &str>(())
    /// ```
    #[derive(Debug)]
    #[must_use = "an adapter does nothing until it is used"]
    pub struct IntoEmbeddedIo<T> {
        #[pin]
        inner: T,
    }
}

impl<T> IntoEmbeddedIo<T> {
    /// Creates an adapter for `inner`.
    #[inline]
    pub const fn new(inner: T) -> Self {
        Self { inner }
    }

    /// Returns a reference to the inner value.
    #[inline]
    pub const fn get_ref(&self) -> &T {
        &self.inner
    }

    /// Returns a mutable reference to the inner value.
    #[inline]
    pub const fn get_mut(&mut self) -> &mut T {
        &mut self.inner
    }

    /// Returns a pinned mutable reference to the inner value.
    #[inline]
    pub fn get_pin_mut(self: Pin<&mut Self>) -> Pin<&mut T> {
        self.project().inner
    }

    /// Returns the inner value.
    #[inline]
    pub fn into_inner(self) -> T {
        self.inner
    }
}

impl<T> ErrorType for IntoEmbeddedIo<T> {
    type Error = Error;
}

impl<T: AsyncRead + Unpin> Read for IntoEmbeddedIo<T> {
    async fn read(&mut self, buf: &mut [u8]) -> Result<usize> {
        self.inner.read(buf).await
    }
}

impl<T: AsyncBufRead + Unpin> BufRead for IntoEmbeddedIo<T> {
    async fn fill_buf(&mut self) -> Result<&[u8]> {
        self.inner.fill_buf().await
    }

    fn consume(&mut self, amount: usize) {
        Pin::new(&mut self.inner).consume(amount);
    }
}

impl<T: AsyncWrite + Unpin> Write for IntoEmbeddedIo<T> {
    async fn write(&mut self, buf: &[u8]) -> Result<usize> {
        match self.inner.write(buf).await {
            Ok(0) if !buf.is_empty() => Err(ErrorKind::WriteZero.into()),
            written => written,
        }
    }

    async fn flush(&mut self) -> Result<()> {
        self.inner.flush().await
    }
}

impl<T: AsyncSeek + Unpin> Seek for IntoEmbeddedIo<T> {
    async fn seek(&mut self, position: SeekFrom) -> Result<u64> {
        self.inner.seek(position_to_ours(position)).await
    }
}

impl<T> From<T> for IntoEmbeddedIo<T> {
    #[inline]
    fn from(inner: T) -> Self {
        Self::new(inner)
    }
}

/// Gives every type of ours the method [`into_embedded_io`](Self::into_embedded_io).
pub trait IntoEmbeddedIoExt: Sized {
    /// Wraps the value so that it has the I/O traits of embedded-io-async.
    ///
    /// The page of [`IntoEmbeddedIo`] says what is lost.
    #[inline]
    fn into_embedded_io(self) -> IntoEmbeddedIo<Self> {
        IntoEmbeddedIo::new(self)
    }
}

impl<T> IntoEmbeddedIoExt for T {}

static_assertions::assert_impl_all!(IntoEmbeddedIo<()>: Send, Sync, Unpin);

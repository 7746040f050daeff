//! From our I/O traits to tokio's.

use core::{
    pin::Pin,
    task::{Context, Poll, ready},
};
use std::io;

use pin_project_lite::pin_project;
use tokio::io::ReadBuf;

use super::lend::lend_read_buf;
use crate::{
    compat::error::to_std,
    io::{AsyncBufRead, AsyncRead, AsyncSeek, AsyncWrite, IoSlice, SeekFrom},
};

pin_project! {
    /// Gives a type of ours tokio's I/O traits.
    ///
    /// | ours | theirs | lost on the way |
    /// |---|---|---|
    /// | [`AsyncRead::poll_read`] | `AsyncRead::poll_read` | nothing: the init mark travels both ways |
    /// | [`AsyncBufRead`] | `AsyncBufRead` | nothing |
    /// | [`AsyncWrite`] | `AsyncWrite` | nothing |
    /// | [`AsyncSeek::poll_seek`] | `AsyncSeek::start_seek`, `poll_complete` | a seek that nobody waits for |
    /// | [`Error`](crate::io::Error) | `std::io::Error` | nothing |
    ///
    /// `start_seek` only notes the position; the inner seek begins with the first `poll_complete`.
    /// So a seek counts as abandoned if bytes are read or written before it is complete, and
    /// another `start_seek` replaces it. Its position is then the old or the new one (SEEK-10), as
    /// after every abandoned seek. `poll_complete` without a seek is ready, with 0 (SEEK-14).
    ///
    /// # Examples
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> std::io::Result<()> {
    /// use async_interop::{compat::IntoTokioExt, io::AsyncRead};
    /// use tokio::io::AsyncReadExt;
    ///
    /// // Code that knows tokio's traits only gets a reader of ours.
    /// async fn text(source: impl AsyncRead + Unpin) -> std::io::Result<String> {
    ///     let mut text = String::new();
    ///     source.into_tokio().read_to_string(&mut text).await?;
    ///     Ok(text)
    /// }
    ///
    /// assert_eq!(text(&b"to tokio"[..]).await?, "to tokio");
    /// # Ok(())
    /// # }
    /// ```
    #[derive(Debug)]
    #[must_use = "an adapter does nothing until it is used"]
    pub struct IntoTokio<T> {
        #[pin]
        inner: T,
        // The seek that was started, and is not complete. All that moves bytes goes through
        // `get_pin_mut`, which forgets it.
        seek: Option<SeekFrom>,
    }
}

impl<T> IntoTokio<T> {
    /// Creates an adapter for `inner`.
    #[inline]
    pub const fn new(inner: T) -> Self {
        Self { inner, seek: None }
    }

    /// Returns a reference to the inner value.
    #[inline]
    pub const fn get_ref(&self) -> &T {
        &self.inner
    }

    /// Returns a mutable reference to the inner value.
    ///
    /// A pending seek counts as abandoned.
    #[inline]
    pub const fn get_mut(&mut self) -> &mut T {
        self.seek = None;
        &mut self.inner
    }

    /// Returns a pinned mutable reference to the inner value.
    ///
    /// A pending seek counts as abandoned.
    #[inline]
    pub fn get_pin_mut(self: Pin<&mut Self>) -> Pin<&mut T> {
        let this = self.project();
        *this.seek = None;
        this.inner
    }

    /// Returns the inner value.
    #[inline]
    pub fn into_inner(self) -> T {
        self.inner
    }
}

impl<T: AsyncRead> tokio::io::AsyncRead for IntoTokio<T> {
    #[inline]
    fn poll_read(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let inner = self.get_pin_mut();
        lend_read_buf(buf, |buf| to_std(inner.poll_read(cx, buf)))
    }
}

impl<T: AsyncBufRead> tokio::io::AsyncBufRead for IntoTokio<T> {
    #[inline]
    fn poll_fill_buf(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<&[u8]>> {
        to_std(self.get_pin_mut().poll_fill_buf(cx))
    }

    #[inline]
    fn consume(self: Pin<&mut Self>, amount: usize) {
        self.get_pin_mut().consume(amount);
    }
}

impl<T: AsyncWrite> tokio::io::AsyncWrite for IntoTokio<T> {
    #[inline]
    fn poll_write(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &[u8],
    ) -> Poll<io::Result<usize>> {
        to_std(self.get_pin_mut().poll_write(cx, buf))
    }

    #[inline]
    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        to_std(self.project().inner.poll_flush(cx))
    }

    #[inline]
    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        to_std(self.project().inner.poll_shutdown(cx))
    }

    #[inline]
    fn poll_write_vectored(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let bufs = IoSlice::from_std_slices(bufs);
        to_std(self.get_pin_mut().poll_write_vectored(cx, bufs))
    }

    #[inline]
    fn is_write_vectored(&self) -> bool {
        self.inner.is_write_vectored()
    }
}

impl<T: AsyncSeek> tokio::io::AsyncSeek for IntoTokio<T> {
    fn start_seek(self: Pin<&mut Self>, position: io::SeekFrom) -> io::Result<()> {
        *self.project().seek = Some(position.into());
        Ok(())
    }

    fn poll_complete(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<u64>> {
        let this = self.project();
        let Some(position) = *this.seek else {
            return Poll::Ready(Ok(0));
        };
        let completed = ready!(this.inner.poll_seek(cx, position));
        *this.seek = None;
        Poll::Ready(completed.map_err(Into::into))
    }
}

impl<T> From<T> for IntoTokio<T> {
    #[inline]
    fn from(inner: T) -> Self {
        Self::new(inner)
    }
}

/// Gives every type of ours the method [`into_tokio`](Self::into_tokio).
pub trait IntoTokioExt: Sized {
    /// Wraps the value so that it has tokio's I/O traits.
    ///
    /// The page of [`IntoTokio`] says what is lost.
    #[inline]
    fn into_tokio(self) -> IntoTokio<Self> {
        IntoTokio::new(self)
    }
}

impl<T> IntoTokioExt for T {}

static_assertions::assert_impl_all!(IntoTokio<()>: Send, Sync, Unpin);

//! From our traits to those of futures-core and futures-io.

use core::{
    pin::Pin,
    task::{Context, Poll},
};
use std::io;

use pin_project_lite::pin_project;

use crate::{
    compat::error::to_std,
    io::{AsyncBufRead, AsyncRead, AsyncSeek, AsyncWrite, IoSlice, ReadBuf},
    stream::{FusedStream, Stream},
};

pin_project! {
    /// Gives a type of ours the traits of the futures crates.
    ///
    /// | ours | theirs | lost on the way |
    /// |---|---|---|
    /// | [`Stream`] | `Stream` | [`poll_progress`](Stream::poll_progress): their loops do not drive it |
    /// | [`FusedStream`] | `FusedStream` | nothing |
    /// | [`AsyncRead::poll_read`] | `AsyncRead::poll_read` | uninitialized memory: theirs is always initialized |
    /// | – | `AsyncRead::poll_read_vectored` | reads into the first slice that is not empty |
    /// | [`AsyncBufRead`] | `AsyncBufRead` | nothing |
    /// | [`AsyncWrite::poll_shutdown`] | `AsyncWrite::poll_close` | nothing |
    /// | [`AsyncWrite::is_write_vectored`] | – | the query, which they do not have |
    /// | the rest of [`AsyncWrite`] | `AsyncWrite` | nothing |
    /// | [`AsyncSeek::poll_seek`] | `AsyncSeek::poll_seek` | nothing |
    /// | [`Error`](crate::io::Error) | `std::io::Error` | nothing |
    ///
    /// # Examples
    ///
    /// ```
    /// use async_interop::{compat::IntoFuturesExt, io::AsyncRead};
    /// use futures::io::AsyncReadExt;
    ///
    /// // Code that knows the traits of futures-io only gets a reader of ours.
    /// async fn text(source: impl AsyncRead + Unpin) -> std::io::Result<String> {
    ///     let mut text = String::new();
    ///     source.into_futures().read_to_string(&mut text).await?;
    ///     Ok(text)
    /// }
    ///
    /// # futures::executor::block_on(async {
    /// assert_eq!(text(&b"to futures"[..]).await?, "to futures");
    /// # Ok::<(), std::io::Error>(())
    /// # })?;
    /// # Ok::<(), std::io::Error>(())
    /// ```
    #[derive(Debug)]
    #[must_use = "an adapter does nothing until it is used"]
    pub struct IntoFutures<T> {
        #[pin]
        inner: T,
    }
}

impl<T> IntoFutures<T> {
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

impl<T: Stream> futures_core::Stream for IntoFutures<T> {
    type Item = T::Item;

    #[inline]
    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<T::Item>> {
        self.get_pin_mut().poll_next(cx)
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        self.inner.size_hint()
    }
}

impl<T: FusedStream> futures_core::FusedStream for IntoFutures<T> {
    #[inline]
    fn is_terminated(&self) -> bool {
        self.inner.is_terminated()
    }
}

impl<T: AsyncRead> futures_io::AsyncRead for IntoFutures<T> {
    #[inline]
    fn poll_read(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &mut [u8],
    ) -> Poll<io::Result<usize>> {
        let mut buf = ReadBuf::new(buf);
        let polled = to_std(self.get_pin_mut().poll_read(cx, buf.unfilled()));
        polled.map_ok(|()| buf.len())
    }
}

impl<T: AsyncBufRead> futures_io::AsyncBufRead for IntoFutures<T> {
    #[inline]
    fn poll_fill_buf(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<&[u8]>> {
        to_std(self.get_pin_mut().poll_fill_buf(cx))
    }

    #[inline]
    fn consume(self: Pin<&mut Self>, amount: usize) {
        self.get_pin_mut().consume(amount);
    }
}

impl<T: AsyncWrite> futures_io::AsyncWrite for IntoFutures<T> {
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
        to_std(self.get_pin_mut().poll_flush(cx))
    }

    #[inline]
    fn poll_close(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        to_std(self.get_pin_mut().poll_shutdown(cx))
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
}

impl<T: AsyncSeek> futures_io::AsyncSeek for IntoFutures<T> {
    #[inline]
    fn poll_seek(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        position: io::SeekFrom,
    ) -> Poll<io::Result<u64>> {
        to_std(self.get_pin_mut().poll_seek(cx, position.into()))
    }
}

impl<T> From<T> for IntoFutures<T> {
    #[inline]
    fn from(inner: T) -> Self {
        Self::new(inner)
    }
}

/// Gives every type of ours the method [`into_futures`](Self::into_futures).
pub trait IntoFuturesExt: Sized {
    /// Wraps the value so that it has the traits of futures-core and futures-io.
    ///
    /// The page of [`IntoFutures`] says what is lost.
    #[inline]
    fn into_futures(self) -> IntoFutures<Self> {
        IntoFutures::new(self)
    }
}

impl<T> IntoFuturesExt for T {}

static_assertions::assert_impl_all!(IntoFutures<()>: Send, Sync, Unpin);
static_assertions::assert_eq_size!(IntoFutures<usize>, usize);

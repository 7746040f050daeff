//! From the traits of futures-core and futures-io to ours.

use core::{
    pin::Pin,
    task::{Context, Poll},
};

use pin_project_lite::pin_project;

use crate::{
    compat::{error::to_ours, window::Window},
    io::{AsyncBufRead, AsyncRead, AsyncSeek, AsyncWrite, IoSlice, ReadCursor, Result, SeekFrom},
    stream::Stream,
};

pin_project! {
    /// Gives a type of the futures crates our traits.
    ///
    /// | theirs | ours | lost on the way |
    /// |---|---|---|
    /// | `Stream` | [`Stream`] | nothing; `poll_progress` has nothing to drive |
    /// | `FusedStream` | not given: their streams may revive | use `fuse()` of `StreamExt` |
    /// | `AsyncRead::poll_read` | [`AsyncRead::poll_read`] | time: memory is zeroed before it is read into, see below |
    /// | `AsyncRead::poll_read_vectored` | – | vectored reads |
    /// | `AsyncBufRead` | [`AsyncBufRead`] | nothing |
    /// | `AsyncWrite::poll_write`, `poll_flush` | the same of [`AsyncWrite`] | nothing |
    /// | `AsyncWrite::poll_close` | [`AsyncWrite::poll_shutdown`] | nothing; whether it tells the peer is theirs to say |
    /// | `AsyncWrite::poll_write_vectored` | the same | nothing |
    /// | – | [`AsyncWrite::is_write_vectored`] | `false`: they have no such query, and most of their types write the first slice only |
    /// | `AsyncSeek::poll_seek` | [`AsyncSeek::poll_seek`] | nothing |
    /// | errors | [`Error`](crate::io::Error) | nothing; `WouldBlock` and `Interrupted` become `Pending` and a wake |
    ///
    /// A read or write with nothing to transfer is answered without asking the inner type, which
    /// may wait (READ-01, WRITE-02). It therefore reports no error of a side that is closed.
    ///
    /// Their readers only fill memory that is initialized. What is not is zeroed, but only as much
    /// as reads of late have filled (RBUF-08): a fresh megabyte costs no more than what arrives in
    /// it. A `ReadBuf` that is kept from read to read is zeroed once.
    ///
    /// # Panics
    ///
    /// Reading panics if the inner type returns more bytes than there was room for.
    ///
    /// # Examples
    ///
    /// ```
    /// use async_interop::{compat::FromFutures, stream::Stream};
    /// use std::{future::poll_fn, pin::pin};
    ///
    /// // Code that knows our traits only.
    /// async fn sum(numbers: impl Stream<Item = u32>) -> u32 {
    ///     let mut numbers = pin!(numbers);
    ///     let mut sum = 0;
    ///     while let Some(n) = poll_fn(|cx| numbers.as_mut().poll_next(cx)).await {
    ///         sum += n;
    ///     }
    ///     sum
    /// }
    ///
    /// let numbers = futures::stream::iter([1, 2, 3]);
    /// # futures::executor::block_on(async {
    /// assert_eq!(sum(FromFutures::new(numbers)).await, 6);
    /// # });
    /// ```
    #[derive(Debug)]
    #[must_use = "an adapter does nothing until it is used"]
    pub struct FromFutures<T> {
        #[pin]
        inner: T,
        window: Window,
    }
}

impl<T> FromFutures<T> {
    /// Creates an adapter for `inner`.
    #[inline]
    pub const fn new(inner: T) -> Self {
        Self { inner, window: Window::new() }
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

impl<T: futures_core::Stream> Stream for FromFutures<T> {
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

impl<T: futures_io::AsyncRead> AsyncRead for FromFutures<T> {
    #[inline]
    fn poll_read(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: ReadCursor<'_>,
    ) -> Poll<Result<()>> {
        let this = self.project();
        this.window.read(buf, |memory| {
            let polled = this.inner.poll_read(cx, memory);
            to_ours(cx, polled)
        })
    }
}

impl<T: futures_io::AsyncBufRead> AsyncBufRead for FromFutures<T> {
    #[inline]
    fn poll_fill_buf(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<&[u8]>> {
        let polled = self.get_pin_mut().poll_fill_buf(cx);
        to_ours(cx, polled)
    }

    #[inline]
    fn consume(self: Pin<&mut Self>, amount: usize) {
        self.get_pin_mut().consume(amount);
    }
}

impl<T: futures_io::AsyncWrite> AsyncWrite for FromFutures<T> {
    #[inline]
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<Result<usize>> {
        if buf.is_empty() {
            return Poll::Ready(Ok(0));
        }
        let polled = self.get_pin_mut().poll_write(cx, buf);
        to_ours(cx, polled)
    }

    #[inline]
    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        let polled = self.get_pin_mut().poll_flush(cx);
        to_ours(cx, polled)
    }

    #[inline]
    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        let polled = self.get_pin_mut().poll_close(cx);
        to_ours(cx, polled)
    }

    #[inline]
    fn poll_write_vectored(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &[IoSlice<'_>],
    ) -> Poll<Result<usize>> {
        if bufs.iter().all(|buf| buf.is_empty()) {
            return Poll::Ready(Ok(0));
        }
        let polled = self.get_pin_mut().poll_write_vectored(cx, IoSlice::as_std_slices(bufs));
        to_ours(cx, polled)
    }

    #[inline]
    fn is_write_vectored(&self) -> bool {
        // A caller that believes `true` sends many small slices, and a type that takes only the
        // first of them makes a system call of each. After `false` it copies them together once.
        false
    }
}

impl<T: futures_io::AsyncSeek> AsyncSeek for FromFutures<T> {
    #[inline]
    fn poll_seek(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        position: SeekFrom,
    ) -> Poll<Result<u64>> {
        let polled = self.get_pin_mut().poll_seek(cx, position.into());
        to_ours(cx, polled)
    }
}

impl<T> From<T> for FromFutures<T> {
    #[inline]
    fn from(inner: T) -> Self {
        Self::new(inner)
    }
}

static_assertions::assert_impl_all!(FromFutures<()>: Send, Sync, Unpin);

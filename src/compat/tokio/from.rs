//! From tokio's I/O traits to ours.

use core::{
    pin::Pin,
    task::{Context, Poll, ready},
};

use pin_project_lite::pin_project;

use super::lend::lend_cursor;
use crate::{
    compat::error::{failed, to_ours},
    io::{AsyncBufRead, AsyncRead, AsyncSeek, AsyncWrite, IoSlice, ReadCursor, Result, SeekFrom},
};

pin_project! {
    /// Gives a type of tokio's our I/O traits.
    ///
    /// | theirs | ours | lost on the way |
    /// |---|---|---|
    /// | `AsyncRead::poll_read` | [`AsyncRead::poll_read`] | nothing: the init mark travels both ways |
    /// | `AsyncBufRead` | [`AsyncBufRead`] | nothing |
    /// | `AsyncWrite::poll_write`, `poll_flush`, `poll_shutdown` | the same of [`AsyncWrite`] | nothing |
    /// | `poll_write_vectored`, `is_write_vectored` | the same | nothing |
    /// | `AsyncSeek::start_seek`, `poll_complete` | [`AsyncSeek::poll_seek`] | an error of a seek that was abandoned |
    /// | errors | [`Error`](crate::io::Error) | nothing; `WouldBlock` and `Interrupted` become `Pending` and a wake |
    ///
    /// Where tokio promises less than we do, the adapter makes up for it:
    ///
    /// - A read or write with nothing to transfer is answered without asking the inner type, which
    ///   may wait (READ-01, WRITE-02). It therefore reports no error of a side that is closed.
    /// - A seek first waits for the one before it, if that was abandoned; nobody asked for the
    ///   outcome of that one any more. It is started once, however often it is polled (SEEK-09). If
    ///   other bytes are read or written while a seek is pending, the seek counts as abandoned.
    ///
    /// # Panics
    ///
    /// Reading panics if the inner type replaces the `ReadBuf` that it was given, which its safe
    /// signature cannot exclude. No byte is trusted before that is checked.
    ///
    /// # Examples
    ///
    /// ```
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> async_interop::io::Result<()> {
    /// use async_interop::{compat::FromTokio, io::{AsyncRead, ReadBuf, Result}};
    /// use std::{future::poll_fn, pin::pin};
    ///
    /// // Code that knows our traits only.
    /// async fn read_some(source: impl AsyncRead, memory: &mut [u8]) -> Result<usize> {
    ///     let (mut source, mut buf) = (pin!(source), ReadBuf::new(memory));
    ///     poll_fn(|cx| source.as_mut().poll_read(cx, buf.unfilled())).await?;
    ///     Ok(buf.len())
    /// }
    ///
    /// let reader = tokio::io::BufReader::new(&b"from tokio"[..]);
    /// let mut memory = [0; 16];
    /// let n = read_some(FromTokio::new(reader), &mut memory).await?;
    /// assert_eq!(&memory[..n], b"from tokio");
    /// # Ok(())
    /// # }
    /// ```
    #[derive(Debug)]
    #[must_use = "an adapter does nothing until it is used"]
    pub struct FromTokio<T> {
        #[pin]
        inner: T,
        // The seek that was started, and whose completion was not seen yet. All that moves bytes
        // goes through `get_pin_mut`, which forgets it.
        seek: Option<SeekFrom>,
    }
}

impl<T> FromTokio<T> {
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

impl<T: tokio::io::AsyncRead> AsyncRead for FromTokio<T> {
    #[inline]
    fn poll_read(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: ReadCursor<'_>,
    ) -> Poll<Result<()>> {
        if buf.is_full() {
            return Poll::Ready(Ok(()));
        }
        let inner = self.get_pin_mut();
        let polled = lend_cursor(buf, |buf| inner.poll_read(cx, buf));
        to_ours(cx, polled)
    }
}

impl<T: tokio::io::AsyncBufRead> AsyncBufRead for FromTokio<T> {
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

impl<T: tokio::io::AsyncWrite> AsyncWrite for FromTokio<T> {
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
        let polled = self.project().inner.poll_flush(cx);
        to_ours(cx, polled)
    }

    #[inline]
    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        let polled = self.project().inner.poll_shutdown(cx);
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
        let bufs = IoSlice::as_std_slices(bufs);
        let polled = self.get_pin_mut().poll_write_vectored(cx, bufs);
        to_ours(cx, polled)
    }

    #[inline]
    fn is_write_vectored(&self) -> bool {
        self.inner.is_write_vectored()
    }
}

impl<T: tokio::io::AsyncSeek> AsyncSeek for FromTokio<T> {
    fn poll_seek(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        position: SeekFrom,
    ) -> Poll<Result<u64>> {
        let mut this = self.project();
        if *this.seek != Some(position) {
            // tokio's types refuse to start while an older seek is in flight. That one was
            // abandoned, so its outcome is of no interest, not even an error.
            let _ = ready!(this.inner.as_mut().poll_complete(cx));
            *this.seek = None;
            if let Err(error) = this.inner.as_mut().start_seek(position.into()) {
                return failed(cx, error).map_or(Poll::Pending, |error| Poll::Ready(Err(error)));
            }
            *this.seek = Some(position);
        }
        let completed = ready!(this.inner.poll_complete(cx));
        // `WouldBlock` means that it goes on; starting it again would move twice.
        let goes_on = |error: &std::io::Error| error.kind() == std::io::ErrorKind::WouldBlock;
        if !completed.as_ref().is_err_and(goes_on) {
            *this.seek = None;
        }
        to_ours(cx, Poll::Ready(completed))
    }
}

impl<T> From<T> for FromTokio<T> {
    #[inline]
    fn from(inner: T) -> Self {
        Self::new(inner)
    }
}

static_assertions::assert_impl_all!(FromTokio<()>: Send, Sync, Unpin);

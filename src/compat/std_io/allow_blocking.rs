//! From std's I/O traits to ours.

use core::{
    pin::Pin,
    task::{Context, Poll},
};
use std::io;

use crate::{
    compat::{error::to_ours, window::Window},
    io::{
        AsyncBufRead, AsyncRead, AsyncSeek, AsyncWrite, Error, ErrorKind, IoSlice, ReadCursor,
        Result, SeekFrom, const_error,
    },
};

/// Gives a type of std our I/O traits, and blocks the thread where that type does.
///
/// For types in memory, for files where blocking is acceptable, and for code on a thread where it is:
/// see [`SpawnBlocking`](crate::task::SpawnBlocking). On an executor, a call that waits stops all tasks
/// of that thread.
///
/// | theirs | ours | lost on the way |
/// |---|---|---|
/// | `Read::read` | [`AsyncRead::poll_read`] | time: memory is zeroed before it is read into, but only as much as reads of late have filled (RBUF-08) |
/// | `BufRead` | [`AsyncBufRead`] | nothing |
/// | `Write::write`, `write_vectored`, `flush` | the same of [`AsyncWrite`] | nothing |
/// | – | [`AsyncWrite::poll_shutdown`] | the end: std has none, so it is a flush, and the peer learns of the end when the type is dropped |
/// | – | [`AsyncWrite::is_write_vectored`] | `false`: that query of std is not stable |
/// | `Seek::seek` | [`AsyncSeek`] | nothing |
/// | errors | [`Error`] | nothing; `Interrupted` becomes `Pending` and a wake |
///
/// # Errors
///
/// Whatever the inner type returns, and one of the kind `Other` if that is `WouldBlock`: such a type
/// is in non-blocking mode, and nobody would wake a task that waits for it. Set it to blocking, or use
/// the adapter of the runtime that it belongs to.
///
/// # Panics
///
/// Reading panics if the inner type returns more bytes than there was room for.
///
/// # Examples
///
/// ```
/// use async_interop::{compat::AllowBlocking, io::{AsyncWrite, AsyncWriteExt as _, Result}};
///
/// async fn greet(mut to: impl AsyncWrite + Unpin) -> Result<()> {
///     to.write_all(b"hello").await?;
///     to.flush().await
/// }
///
/// # futures::executor::block_on(async {
/// greet(AllowBlocking::new(std::io::stdout())).await?;
/// # Ok::<(), async_interop::io::Error>(())
/// # })?;
/// # Ok::<(), async_interop::io::Error>(())
/// ```
#[derive(Debug)]
#[must_use = "an adapter does nothing until it is used"]
#[doc(alias = "AllowStdIo")]
pub struct AllowBlocking<T> {
    inner: T,
    window: Window,
}

impl<T> AllowBlocking<T> {
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

    /// Returns a mutable reference to the inner value, which is never pinned: std's methods take
    /// `&mut self`.
    #[inline]
    pub fn get_pin_mut(self: Pin<&mut Self>) -> Pin<&mut T>
    where
        T: Unpin,
    {
        Pin::new(&mut Pin::into_inner(self).inner)
    }

    /// Returns the inner value.
    #[inline]
    pub fn into_inner(self) -> T {
        self.inner
    }
}

impl<T: io::Read> AsyncRead for AllowBlocking<T> {
    fn poll_read(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: ReadCursor<'_>,
    ) -> Poll<Result<()>> {
        let this = Pin::into_inner(self);
        this.window.read(buf, |memory| done(cx, this.inner.read(memory)))
    }
}

impl<T: io::BufRead> AsyncBufRead for AllowBlocking<T> {
    fn poll_fill_buf(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<&[u8]>> {
        done(cx, Pin::into_inner(self).inner.fill_buf())
    }

    fn consume(self: Pin<&mut Self>, amount: usize) {
        Pin::into_inner(self).inner.consume(amount);
    }
}

impl<T: io::Write> AsyncWrite for AllowBlocking<T> {
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<Result<usize>> {
        if buf.is_empty() {
            return Poll::Ready(Ok(0));
        }
        done(cx, Pin::into_inner(self).inner.write(buf))
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        done(cx, Pin::into_inner(self).inner.flush())
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        self.poll_flush(cx)
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &[IoSlice<'_>],
    ) -> Poll<Result<usize>> {
        if bufs.iter().all(|buf| buf.is_empty()) {
            return Poll::Ready(Ok(0));
        }
        done(cx, Pin::into_inner(self).inner.write_vectored(IoSlice::as_std_slices(bufs)))
    }

    fn is_write_vectored(&self) -> bool {
        // As `FromFutures`: a wrong `true` costs a call for each slice.
        false
    }
}

impl<T: io::Seek> AsyncSeek for AllowBlocking<T> {
    fn poll_seek(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        position: SeekFrom,
    ) -> Poll<Result<u64>> {
        done(cx, Pin::into_inner(self).inner.seek(position.into()))
    }
}

impl<T> From<T> for AllowBlocking<T> {
    #[inline]
    fn from(inner: T) -> Self {
        Self::new(inner)
    }
}

/// No field is pinned.
impl<T> Unpin for AllowBlocking<T> {}

/// Converts what a call of std returned.
fn done<T>(cx: &Context<'_>, result: io::Result<T>) -> Poll<Result<T>> {
    match result {
        Err(error) if error.kind() == io::ErrorKind::WouldBlock => Poll::Ready(Err(not_blocking())),
        result => to_ours(cx, Poll::Ready(result)),
    }
}

#[cold]
fn not_blocking() -> Error {
    const_error!(
        ErrorKind::Other,
        "the inner is non-blocking, and nobody would wake who waits for it: \
         set it to blocking, or use the adapter of its runtime"
    )
}

static_assertions::assert_impl_all!(AllowBlocking<()>: Send, Sync, Unpin);

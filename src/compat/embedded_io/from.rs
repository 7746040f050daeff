//! From the traits of embedded-io-async to ours.

use core::{
    future::Future,
    pin::{Pin, pin},
    task::{Context, Poll},
};

use embedded_io_async::{BufRead, Read, Seek, Write};

use super::{
    convert::{position_to_theirs, to_ours},
    reader::EmbeddedReader,
    writer::EmbeddedWriter,
};
use crate::{
    compat::window::Window,
    io::{AsyncBufRead, AsyncRead, AsyncSeek, AsyncWrite, ReadCursor, Result, SeekFrom},
};

/// Gives a type of embedded-io-async our I/O traits, if its futures may be dropped at any time.
///
/// Their methods are `async fn`: a read is a future that borrows the reader until it is ready. Ours are
/// polls, between which nothing is borrowed. There are two ways from one to the other, and which is
/// right depends on the type:
///
/// | | [`owned`](Self::owned), [`owned_writer`](Self::owned_writer) | [`assume_cancel_safe`](Self::assume_cancel_safe) |
/// |---|---|---|
/// | assumes | nothing | see there: two things that the trait does not promise |
/// | needs | a buffer for each direction, one copy | no buffer; memory is zeroed before it is read into |
/// | gives | reading *or* writing | all that the type has |
///
/// Neither allocates. Both are `Send` if what they are made of is.
///
/// What [`assume_cancel_safe`](Self::assume_cancel_safe) returns translates so:
///
/// | theirs | ours | lost on the way |
/// |---|---|---|
/// | `Read::read` | [`AsyncRead::poll_read`] | time: memory is zeroed before it is read into, but only as much as reads of late have filled (RBUF-08) |
/// | `BufRead` | [`AsyncBufRead`] | nothing |
/// | `Write::write`, `flush` | [`AsyncWrite::poll_write`], [`poll_flush`](AsyncWrite::poll_flush) | nothing |
/// | – | [`AsyncWrite::poll_shutdown`] | the end: they have none, so it is a flush, and the peer learns of the end when the type is dropped |
/// | – | vectored writes and their query | one slice for each call, `false` |
/// | `Seek` | [`AsyncSeek`] | nothing |
/// | `Error` | [`Error`](crate::io::Error) | all but the kind, which may be `Other`; `Interrupted` becomes `Pending` and a wake |
///
/// A read or write with nothing to transfer is answered without asking the inner type (READ-01,
/// WRITE-02).
///
/// # Panics
///
/// Reading panics if the inner type returns more bytes than there was room for.
///
/// # Examples
///
/// ```
/// use async_interop::{compat::FromEmbeddedIo, io::{AsyncRead, Result}};
/// use embedded_io_async::Read as _;
/// use std::pin::pin;
///
/// // Code that knows our traits only.
/// async fn four(source: impl AsyncRead) -> Result<[u8; 4]> {
///     use async_interop::io::AsyncReadExt as _;
///
///     let (mut source, mut bytes) = (pin!(source), [0; 4]);
///     source.read_exact(&mut bytes).await?;
///     Ok(bytes)
/// }
///
/// # futures::executor::block_on(async {
/// // Any reader.
/// let uart = &b"uart"[..];
/// let uart = FromEmbeddedIo::owned(uart, [0; 16], |mut uart, mut buf| async move {
///     let read = uart.read(&mut buf[..]).await;
///     (uart, buf, read)
/// });
/// assert_eq!(four(uart).await?, *b"uart");
///
/// // A reader that is known to forget nothing, neither bytes nor who waits for them.
/// let pipe = embassy_sync::pipe::Pipe::<embassy_sync::blocking_mutex::raw::NoopRawMutex, 16>::new();
/// pipe.write_all(b"pipe").await;
/// assert_eq!(four(FromEmbeddedIo::assume_cancel_safe(&pipe)).await?, *b"pipe");
/// # Ok::<(), async_interop::io::Error>(())
/// # })?;
/// # Ok::<(), async_interop::io::Error>(())
/// ```
#[derive(Debug)]
#[must_use = "an adapter does nothing until it is used"]
pub struct FromEmbeddedIo<T> {
    inner: T,
    window: Window,
}

impl FromEmbeddedIo<()> {
    /// Creates an adapter for a reader, of which it assumes nothing.
    ///
    /// `read` gets the reader and the buffer, reads once, and returns both with the result. The adapter
    /// polls that future to its end, whatever its own caller does meanwhile: a read that was abandoned
    /// goes on in the next one, which gets its bytes.
    ///
    /// # Panics
    ///
    /// If `buf` is empty.
    ///
    /// # Examples
    ///
    /// ```
    /// # use async_interop::compat::FromEmbeddedIo;
    /// # use embedded_io_async::Read as _;
    /// # let uart = &b"bytes"[..];
    /// let reader = FromEmbeddedIo::owned(uart, [0; 64], |mut uart, mut buf| async move {
    ///     let read = uart.read(&mut buf[..]).await;
    ///     (uart, buf, read)
    /// });
    /// # let _ = reader;
    /// ```
    #[track_caller]
    pub fn owned<T, B, E, F, M>(io: T, buf: B, read: M) -> EmbeddedReader<T, B, F, M>
    where
        B: AsRef<[u8]>,
        E: embedded_io_async::Error,
        F: Future<Output = (T, B, core::result::Result<usize, E>)>,
        M: FnMut(T, B) -> F,
    {
        EmbeddedReader::new(io, buf, read)
    }

    /// Creates an adapter for a writer, of which it assumes nothing.
    ///
    /// `write` gets the writer, the buffer, and how many bytes of it to write. It writes them all, flushes
    /// if the writer has a buffer of its own, and returns both with the result. The adapter polls that
    /// future to its end.
    ///
    /// # Panics
    ///
    /// If `buf` is empty.
    ///
    /// # Examples
    ///
    /// ```
    /// # use async_interop::compat::FromEmbeddedIo;
    /// # let mut memory = [0; 16];
    /// # let uart = &mut memory[..];
    /// # let writer = {
    /// use embedded_io_async::Write as _;
    ///
    /// let writer = FromEmbeddedIo::owned_writer(uart, [0; 64], |mut uart, buf, n| async move {
    ///     let written = match uart.write_all(&buf[..n]).await {
    ///         Ok(()) => uart.flush().await,
    ///         Err(error) => Err(error),
    ///     };
    ///     (uart, buf, written)
    /// });
    /// # writer
    /// # };
    /// # let mut writer = std::pin::pin!(writer);
    /// # futures::executor::block_on(async_interop::io::AsyncWriteExt::write_all(&mut writer, b"bytes"))?;
    /// # assert_eq!(writer.get_ref().unwrap().len(), 11);
    /// # Ok::<(), async_interop::io::Error>(())
    /// ```
    #[track_caller]
    pub fn owned_writer<T, B, E, F, M>(io: T, buf: B, write: M) -> EmbeddedWriter<T, B, F, M>
    where
        B: AsRef<[u8]> + AsMut<[u8]>,
        E: embedded_io_async::Error,
        F: Future<Output = (T, B, core::result::Result<(), E>)>,
        M: FnMut(T, B, usize) -> F,
    {
        EmbeddedWriter::new(io, buf, write)
    }
}

impl<T> FromEmbeddedIo<T> {
    /// Creates an adapter for `inner`, whose futures it makes anew for each poll and drops after it.
    ///
    /// It assumes of every future that `inner` returns:
    ///
    /// 1. Dropped before it was ready, it has done nothing: no byte was read, written or lost, and no
    ///    position was moved. embedded-io-async encourages this, asks each type to say whether it holds,
    ///    and does not demand it. A driver that reads by DMA into the caller's buffer breaks it.
    /// 2. The waker that it was polled with is still woken after it was dropped, when a new future could
    ///    be ready. Nobody promises this. Types that keep a slot for the waker in themselves do so, as
    ///    those of embassy-sync; types that wait for another future inside, which takes its waker out when
    ///    it is dropped (`Notify` of tokio, an `event-listener`), do not, and **hang**.
    ///
    /// Neither is a matter of memory safety. Where you do not know, use [`owned`](Self::owned).
    pub const fn assume_cancel_safe(inner: T) -> Self {
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

    /// Returns a mutable reference to the inner value, which is never pinned: their methods take
    /// `&mut self`.
    #[inline]
    pub fn get_pin_mut(self: Pin<&mut Self>) -> Pin<&mut T>
    where
        T: Unpin,
    {
        Pin::new(&mut self.get_mut().inner)
    }

    /// Returns the inner value.
    #[inline]
    pub fn into_inner(self) -> T {
        self.inner
    }
}

impl<T: Read> AsyncRead for FromEmbeddedIo<T> {
    fn poll_read(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: ReadCursor<'_>,
    ) -> Poll<Result<()>> {
        let this = Pin::into_inner(self);
        this.window.read(buf, |memory| {
            let polled = pin!(this.inner.read(memory)).poll(cx);
            to_ours(cx, polled)
        })
    }
}

impl<T: BufRead> AsyncBufRead for FromEmbeddedIo<T> {
    fn poll_fill_buf(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<&[u8]>> {
        let this = Pin::into_inner(self);
        let polled = pin!(this.inner.fill_buf()).poll(cx);
        to_ours(cx, polled)
    }

    fn consume(self: Pin<&mut Self>, amount: usize) {
        Pin::into_inner(self).inner.consume(amount);
    }
}

impl<T: Write> AsyncWrite for FromEmbeddedIo<T> {
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<Result<usize>> {
        if buf.is_empty() {
            return Poll::Ready(Ok(0));
        }
        let this = Pin::into_inner(self);
        let polled = pin!(this.inner.write(buf)).poll(cx);
        to_ours(cx, polled)
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        let this = Pin::into_inner(self);
        let polled = pin!(this.inner.flush()).poll(cx);
        to_ours(cx, polled)
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        self.poll_flush(cx)
    }
}

impl<T: Seek> AsyncSeek for FromEmbeddedIo<T> {
    fn poll_seek(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        position: SeekFrom,
    ) -> Poll<Result<u64>> {
        let this = Pin::into_inner(self);
        let polled = pin!(this.inner.seek(position_to_theirs(position))).poll(cx);
        to_ours(cx, polled)
    }
}

/// No field is pinned.
impl<T> Unpin for FromEmbeddedIo<T> {}

static_assertions::assert_impl_all!(FromEmbeddedIo<()>: Send, Sync, Unpin);

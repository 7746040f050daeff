//! A writer of embedded-io-async that is never canceled.

use core::{
    fmt,
    future::Future,
    pin::Pin,
    task::{Context, Poll, ready},
};

use pin_project_lite::pin_project;

use super::{convert::kind_to_ours, turn::Turn};
use crate::io::{AsyncWrite, Error, ErrorKind, Result, const_error};

pin_project! {
    /// Gives a writer of embedded-io-async our trait, and never drops a write that has begun.
    ///
    /// [`FromEmbeddedIo::owned_writer`](super::FromEmbeddedIo::owned_writer) makes it. A write is a
    /// future that owns the writer and a buffer, and gives both back. Bytes are accepted when they
    /// were copied into the buffer; an error surfaces in a later call.
    ///
    /// | theirs | ours | lost on the way |
    /// |---|---|---|
    /// | `Write::write_all`, `flush` | [`AsyncWrite::poll_write`], [`poll_flush`](AsyncWrite::poll_flush) | time: one copy into the buffer; an error but for its kind |
    /// | – | [`AsyncWrite::poll_shutdown`] | the end: they have none, so it is a flush |
    /// | – | vectored writes | one slice for each call |
    ///
    /// If it is dropped, what was not flushed may be lost.
    #[must_use = "an adapter does nothing until it is used"]
    pub struct EmbeddedWriter<T, B, F, M> {
        #[pin]
        turn: Turn<T, B, F>,
        write: M,
        // Of a write whose bytes had been accepted.
        failed: Option<Error>,
    }
}

impl<T, B: AsRef<[u8]>, F, M> EmbeddedWriter<T, B, F, M> {
    #[track_caller]
    pub(super) fn new(io: T, buf: B, write: M) -> Self {
        assert!(!buf.as_ref().is_empty(), "a writer needs a buffer: give it a byte or more");
        Self { turn: Turn::Idle { io, buf }, write, failed: None }
    }

    /// Returns a reference to the inner writer, unless a write is on its way and has it.
    pub fn get_ref(&self) -> Option<&T> {
        Some(self.turn.idle()?.0)
    }

    /// Returns a mutable reference to the inner writer, unless a write is on its way and has it.
    pub fn inner_mut(self: Pin<&mut Self>) -> Option<&mut T> {
        Some(self.project().turn.idle_mut()?.0)
    }

    /// Returns the inner writer and the buffer, unless a write is on its way and has them.
    ///
    /// `None` is a write that is canceled: flush first.
    pub fn into_parts(self) -> Option<(T, B)> {
        self.turn.into_idle()
    }
}

impl<T, B, E, F, M> AsyncWrite for EmbeddedWriter<T, B, F, M>
where
    B: AsRef<[u8]> + AsMut<[u8]>,
    E: embedded_io_async::Error,
    F: Future<Output = (T, B, core::result::Result<(), E>)>,
    M: FnMut(T, B, usize) -> F,
{
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<Result<usize>> {
        if bytes.is_empty() {
            return Poll::Ready(Ok(0));
        }
        ready!(self.as_mut().poll_flush(cx))?;
        let mut this = self.as_mut().project();
        let mut n = 0;
        this.turn.as_mut().begin(|io, mut buf| {
            let room = buf.as_mut();
            n = bytes.len().min(room.len());
            room[..n].copy_from_slice(&bytes[..n]);
            (this.write)(io, buf, n)
        });
        // It begins at once, so that bytes are on their way though nobody flushes. If it fails at
        // once, they were accepted all the same: the next call tells.
        if let Poll::Ready(Err(error)) = self.as_mut().poll_flush(cx) {
            *self.project().failed = Some(error);
        }
        Poll::Ready(Ok(n))
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        let this = self.project();
        if let Some(error) = this.failed.take() {
            return Poll::Ready(Err(error));
        }
        match ready!(this.turn.poll(cx)) {
            None | Some(Ok(())) => Poll::Ready(Ok(())),
            Some(Err(error)) => Poll::Ready(Err(given_up(error.kind()))),
        }
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        self.poll_flush(cx)
    }
}

impl<T, B, F, M> fmt::Debug for EmbeddedWriter<T, B, F, M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EmbeddedWriter")
            .field("busy", &self.turn.idle().is_none())
            .field("failed", &self.failed)
            .finish_non_exhaustive()
    }
}

/// The closure has given up, with nobody knows how many bytes written: there is no trying again.
#[cold]
fn given_up(kind: embedded_io_async::ErrorKind) -> Error {
    match kind_to_ours(kind) {
        ErrorKind::Interrupted => const_error!(
            ErrorKind::Other,
            "a write was interrupted: let the closure go on where it was, as `write_all` could"
        ),
        kind => kind.into(),
    }
}

static_assertions::assert_impl_all!(EmbeddedWriter<(), (), (), ()>: Send, Sync, Unpin);

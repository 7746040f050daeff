//! Forgets a seek that was given up.

use std::{
    pin::Pin,
    task::{Context, Poll},
};

use async_interop::{
    conformance::{self, Seekable},
    io::{AsyncRead, AsyncSeek, AsyncWrite, Cursor, ReadCursor, Result, SeekFrom},
};

/// A file whose seeks wait three times, and of which one that was given up leaves the position where it
/// was, unlike the reference's.
struct GivesUp {
    file: Cursor<Vec<u8>>,
    /// The seek that is under way, and how often it has waited.
    begun: Option<(SeekFrom, usize)>,
}

impl AsyncRead for GivesUp {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: ReadCursor<'_>,
    ) -> Poll<Result<()>> {
        if !buf.is_full() {
            self.begun = None;
        }
        Pin::new(&mut self.file).poll_read(cx, buf)
    }
}

impl AsyncWrite for GivesUp {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &[u8],
    ) -> Poll<Result<usize>> {
        if !buf.is_empty() {
            self.begun = None;
        }
        Pin::new(&mut self.file).poll_write(cx, buf)
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<()>> {
        Poll::Ready(Ok(()))
    }
}

impl AsyncSeek for GivesUp {
    fn poll_seek(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        to: SeekFrom,
    ) -> Poll<Result<u64>> {
        let waited = self.begun.take().filter(|(begun, _)| *begun == to).map_or(0, |(_, n)| n);
        if waited < 3 {
            self.begun = Some((to, waited + 1));
            cx.waker().wake_by_ref();
            return Poll::Pending;
        }
        Pin::new(&mut self.file).poll_seek(cx, to)
    }
}

struct Fixture;

impl Seekable for Fixture {
    type Object = GivesUp;

    fn open(&mut self, bytes: &[u8]) -> GivesUp {
        GivesUp { file: Cursor::new(bytes.to_vec()), begun: None }
    }

    fn writer<'a>(
        &mut self,
        object: Pin<&'a mut GivesUp>,
    ) -> Option<Pin<&'a mut (dyn AsyncWrite + 'a)>> {
        Some(object)
    }
}

conformance::seekable!(gives_up, Fixture, capabilities [write, sparse]);

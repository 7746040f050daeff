//! Carries a seek to its end, whether or not it was given up.

use std::{
    pin::Pin,
    task::{Context, Poll, ready},
};

use async_interop::{
    conformance::{self, Seekable},
    io::{AsyncRead, AsyncSeek, AsyncWrite, Cursor, ReadCursor, Result, SeekFrom},
};

/// A file whose seeks go on by themselves, as those on another thread do: one that was given up has
/// moved the position all the same, and its error is nobody's.
struct AlwaysSeeks {
    file: Cursor<Vec<u8>>,
    /// The seek that is under way, and how often it still waits.
    begun: Option<(SeekFrom, usize)>,
}

impl AlwaysSeeks {
    fn poll_finish(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<u64>>> {
        let Some((to, waits)) = &mut self.begun else { return Poll::Ready(None) };
        if *waits > 0 {
            *waits -= 1;
            cx.waker().wake_by_ref();
            return Poll::Pending;
        }
        let sought = ready!(Pin::new(&mut self.file).poll_seek(cx, *to));
        self.begun = None;
        Poll::Ready(Some(sought))
    }
}

impl AsyncRead for AlwaysSeeks {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: ReadCursor<'_>,
    ) -> Poll<Result<()>> {
        if buf.is_full() {
            return Poll::Ready(Ok(()));
        }
        let _ = ready!(self.poll_finish(cx));
        Pin::new(&mut self.file).poll_read(cx, buf)
    }
}

impl AsyncWrite for AlwaysSeeks {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &[u8],
    ) -> Poll<Result<usize>> {
        if buf.is_empty() {
            return Poll::Ready(Ok(0));
        }
        let _ = ready!(self.poll_finish(cx));
        Pin::new(&mut self.file).poll_write(cx, buf)
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<()>> {
        Poll::Ready(Ok(()))
    }
}

impl AsyncSeek for AlwaysSeeks {
    fn poll_seek(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        to: SeekFrom,
    ) -> Poll<Result<u64>> {
        if self.begun.is_some_and(|(begun, _)| begun != to) {
            let _ = ready!(self.poll_finish(cx));
        }
        self.begun.get_or_insert((to, 3));
        let sought = ready!(self.poll_finish(cx));
        Poll::Ready(sought.expect("a seek was begun"))
    }
}

struct Fixture;

impl Seekable for Fixture {
    type Object = AlwaysSeeks;

    fn open(&mut self, bytes: &[u8]) -> AlwaysSeeks {
        AlwaysSeeks { file: Cursor::new(bytes.to_vec()), begun: None }
    }

    fn writer<'a>(
        &mut self,
        object: Pin<&'a mut AlwaysSeeks>,
    ) -> Option<Pin<&'a mut (dyn AsyncWrite + 'a)>> {
        Some(object)
    }
}

conformance::seekable!(always_seeks, Fixture, capabilities [write, sparse]);

//! Moves at most one byte per call, and waits before each.

use std::{
    pin::Pin,
    task::{Context, Poll},
};

use async_interop::{
    conformance::{self, Seekable, reference::File},
    io::{AsyncRead, AsyncSeek, AsyncWrite, ReadCursor, Result, SeekFrom},
};

/// A file that moves at most one byte per call, and is pending, and wakes, before each.
struct OneByte {
    file: File,
    pended: bool,
}

impl OneByte {
    /// Pends once, then lets the next call through.
    fn pends(&mut self, cx: &mut Context<'_>) -> bool {
        self.pended = !self.pended;
        if self.pended {
            cx.waker().wake_by_ref();
        }
        self.pended
    }
}

impl AsyncRead for OneByte {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        mut buf: ReadCursor<'_>,
    ) -> Poll<Result<()>> {
        if !buf.is_full() && self.pends(cx) {
            return Poll::Pending;
        }
        Pin::new(&mut self.file).poll_read(cx, buf.limit(1))
    }
}

impl AsyncWrite for OneByte {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &[u8],
    ) -> Poll<Result<usize>> {
        if !buf.is_empty() && self.pends(cx) {
            return Poll::Pending;
        }
        Pin::new(&mut self.file).poll_write(cx, &buf[..buf.len().min(1)])
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        if self.pends(cx) {
            return Poll::Pending;
        }
        Pin::new(&mut self.file).poll_flush(cx)
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        self.poll_flush(cx)
    }
}

impl AsyncSeek for OneByte {
    fn poll_seek(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        position: SeekFrom,
    ) -> Poll<Result<u64>> {
        if self.pends(cx) {
            return Poll::Pending;
        }
        Pin::new(&mut self.file).poll_seek(cx, position)
    }
}

struct Fixture;

impl Seekable for Fixture {
    type Object = OneByte;

    fn open(&mut self, bytes: &[u8]) -> OneByte {
        OneByte { file: File::new(bytes.to_vec()), pended: false }
    }

    fn writer<'a>(
        &mut self,
        object: Pin<&'a mut OneByte>,
    ) -> Option<Pin<&'a mut (dyn AsyncWrite + 'a)>> {
        Some(object)
    }

    fn unseekable(&mut self, bytes: &[u8]) -> Option<OneByte> {
        Some(OneByte { file: File::pipe(bytes.to_vec()), pended: false })
    }
}

conformance::seekable!(one_byte, Fixture, capabilities [write, sparse, unseekable]);

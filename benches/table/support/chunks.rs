//! Readers and writers that move a given number of bytes at each call, for every family.
//!
//! They are opaque, as those that make a system call are.

use std::{
    hint::black_box,
    io,
    pin::Pin,
    task::{Context, Poll},
};

use async_interop::io::{AsyncRead, AsyncWrite, ReadCursor, Result};

/// A reader of `left` bytes, `bytes.len()` at each call.
pub(crate) struct Chunks {
    left: usize,
    bytes: Box<[u8]>,
}

impl Chunks {
    pub(crate) fn new(total: usize, chunk: usize) -> Self {
        // The compiler would fill instead of copying, if it saw what is copied.
        Self { left: total, bytes: black_box(vec![7; chunk].into_boxed_slice()) }
    }

    fn next(&mut self, room: usize) -> &[u8] {
        let n = self.bytes.len().min(self.left).min(room);
        self.left -= n;
        &self.bytes[..n]
    }
}

impl AsyncRead for Chunks {
    #[inline(never)]
    fn poll_read(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
        mut buf: ReadCursor<'_>,
    ) -> Poll<Result<()>> {
        let room = buf.remaining();
        buf.append(self.next(room));
        Poll::Ready(Ok(()))
    }
}

impl tokio::io::AsyncRead for Chunks {
    #[inline(never)]
    fn poll_read(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
        buf: &mut tokio::io::ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        buf.put_slice(self.next(buf.remaining()));
        Poll::Ready(Ok(()))
    }
}

impl io::Read for Chunks {
    #[inline(never)]
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let bytes = self.next(buf.len());
        buf[..bytes.len()].copy_from_slice(bytes);
        Ok(bytes.len())
    }
}

/// A writer that counts bytes.
#[derive(Default)]
pub(crate) struct Counter {
    written: usize,
}

impl Counter {
    fn take(&mut self, buf: &[u8]) -> usize {
        self.written += black_box(buf).len();
        buf.len()
    }
}

impl AsyncWrite for Counter {
    #[inline(never)]
    fn poll_write(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
        buf: &[u8],
    ) -> Poll<Result<usize>> {
        Poll::Ready(Ok(self.take(buf)))
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<()>> {
        Poll::Ready(Ok(()))
    }
}

impl futures::io::AsyncWrite for Counter {
    #[inline(never)]
    fn poll_write(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
        buf: &[u8],
    ) -> Poll<io::Result<usize>> {
        Poll::Ready(Ok(self.take(buf)))
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_close(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }
}

impl tokio::io::AsyncWrite for Counter {
    #[inline(never)]
    fn poll_write(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
        buf: &[u8],
    ) -> Poll<io::Result<usize>> {
        Poll::Ready(Ok(self.take(buf)))
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }
}

impl io::Write for Counter {
    #[inline(never)]
    fn write(&mut self, buf: &[u8]) -> io::Result<usize> {
        Ok(self.take(buf))
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

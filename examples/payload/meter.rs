//! Readers and writers that count and hash what goes through them.

use std::{
    io::Read,
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    task::{Context, Poll, ready},
};

use async_interop::io::{AsyncRead, AsyncWrite, ReadCursor, Result};
use sha2::{Digest as _, Sha256};

/// A SHA-256.
pub(crate) type Hash = [u8; 32];

/// Gives a blocking reader our trait, hashes what is read and counts it for the progress bar.
pub(crate) struct Sent {
    inner: Box<dyn Read + Send>,
    hash: Sha256,
    count: Arc<AtomicU64>,
}

impl Sent {
    pub(crate) fn new(inner: Box<dyn Read + Send>, count: Arc<AtomicU64>) -> Self {
        Self { inner, hash: Sha256::new(), count }
    }

    pub(crate) fn hash(self) -> Hash {
        self.hash.finalize().into()
    }
}

impl AsyncRead for Sent {
    fn poll_read(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
        mut buf: ReadCursor<'_>,
    ) -> Poll<Result<()>> {
        let this = &mut *self;
        let memory = buf.ensure_init();
        let read = loop {
            match this.inner.read(memory) {
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
                read => break read?,
            }
        };
        this.hash.update(&memory[..read]);
        this.count.fetch_add(read as u64, Ordering::Relaxed);
        buf.advance_checked(read);
        Poll::Ready(Ok(()))
    }
}

/// Takes bytes and keeps their number and hash.
#[derive(Default)]
pub(crate) struct Received {
    hash: Sha256,
    pub(crate) count: u64,
}

impl Received {
    pub(crate) fn hash(self) -> Hash {
        self.hash.finalize().into()
    }
}

impl AsyncWrite for Received {
    fn poll_write(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
        buf: &[u8],
    ) -> Poll<Result<usize>> {
        self.hash.update(buf);
        self.count += buf.len() as u64;
        Poll::Ready(Ok(buf.len()))
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<()>> {
        Poll::Ready(Ok(()))
    }
}

/// Counts what is read from another reader.
pub(crate) struct Counted<R> {
    inner: R,
    pub(crate) count: u64,
}

impl<R> Counted<R> {
    pub(crate) const fn new(inner: R) -> Self {
        Self { inner, count: 0 }
    }

    pub(crate) const fn get_mut(&mut self) -> &mut R {
        &mut self.inner
    }
}

impl<R: AsyncRead + Unpin> AsyncRead for Counted<R> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        mut buf: ReadCursor<'_>,
    ) -> Poll<Result<()>> {
        let before = buf.written();
        ready!(Pin::new(&mut self.inner).poll_read(cx, buf.reborrow()))?;
        self.count += (buf.written() - before) as u64;
        Poll::Ready(Ok(()))
    }
}

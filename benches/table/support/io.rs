//! What a poll needs, and a reader that does next to nothing, so that what is around it shows.

use std::{
    io,
    pin::Pin,
    task::{Context, Poll, Waker},
};

/// A context whose waker does nothing.
pub(crate) fn context() -> Context<'static> {
    Context::from_waker(Waker::noop())
}

/// A reader that brings `KIB` bytes to each poll, until `left` bytes were read.
pub(crate) struct Slow {
    pub(crate) left: usize,
}

pub(crate) const KIB: usize = 1 << 10;
pub(crate) const MIB: usize = 1 << 20;

impl Slow {
    /// The bytes of the next poll into `room` bytes.
    fn next(&mut self, room: usize) -> &'static [u8] {
        static BYTES: [u8; KIB] = [7; KIB];
        let n = KIB.min(self.left).min(room);
        self.left -= n;
        &BYTES[..n]
    }
}

impl futures::io::AsyncRead for Slow {
    fn poll_read(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
        buf: &mut [u8],
    ) -> Poll<io::Result<usize>> {
        let bytes = self.next(buf.len());
        buf[..bytes.len()].copy_from_slice(bytes);
        Poll::Ready(Ok(bytes.len()))
    }
}

impl tokio::io::AsyncRead for Slow {
    fn poll_read(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
        buf: &mut tokio::io::ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        buf.put_slice(self.next(buf.remaining()));
        Poll::Ready(Ok(()))
    }
}

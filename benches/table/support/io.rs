//! What a poll needs, and a reader that does next to nothing, so that what is around it shows.

use std::{
    hint::black_box,
    io,
    pin::Pin,
    task::{Context, Poll, Waker},
};

/// A context whose waker does nothing.
pub(crate) fn context() -> Context<'static> {
    Context::from_waker(Waker::noop())
}

/// A reader that brings 1 KiB to each poll, until all was read.
///
/// It is opaque, as one that makes a system call is.
pub(crate) struct Slow {
    left: usize,
    bytes: [u8; KIB],
}

pub(crate) const KIB: usize = 1 << 10;
pub(crate) const MIB: usize = 1 << 20;

impl Slow {
    pub(crate) fn new(total: usize) -> Self {
        // The compiler would zero instead of copying, if it saw what is copied.
        Self { left: total, bytes: black_box([7; KIB]) }
    }

    /// The bytes of the next poll into `room` bytes.
    fn next(&mut self, room: usize) -> &[u8] {
        let n = KIB.min(self.left).min(room);
        self.left -= n;
        &self.bytes[..n]
    }
}

impl futures::io::AsyncRead for Slow {
    #[inline(never)]
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

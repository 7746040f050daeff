//! Takes so many bytes and no more, ever.

use std::{
    pin::Pin,
    task::{Context, Poll, ready},
};

use async_interop::{
    conformance::{
        self, SendRead, SendWrite,
        reference::{self, Pipe},
    },
    io::{AsyncWrite, ErrorKind, Result},
};

/// A writer that is full after some bytes, and then answers `Ok(0)`, as `&mut [u8]` does.
pub(crate) struct Bounded {
    pipe: Pipe,
    left: usize,
}

impl AsyncWrite for Bounded {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &[u8],
    ) -> Poll<Result<usize>> {
        let buf = &buf[..buf.len().min(self.left)];
        let written = ready!(Pin::new(&mut self.pipe).poll_write(cx, buf))?;
        self.left -= written;
        Poll::Ready(Ok(written))
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        Pin::new(&mut self.pipe).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        Pin::new(&mut self.pipe).poll_shutdown(cx)
    }
}

/// Makes writers that take 100 bytes.
struct Sink;

impl conformance::Sink for Sink {
    type Writer = Bounded;
    type Drain = Pipe;

    fn open(&mut self) -> (Bounded, Pipe) {
        let (pipe, drain) = reference::pipe(64);
        (Bounded { pipe, left: 100 }, drain)
    }

    fn inject(&mut self, writer: Pin<&mut Bounded>, kind: ErrorKind) {
        writer.pipe.fail_write(kind);
    }

    fn send(&mut self, writer: Bounded) -> Option<SendWrite> {
        Some(Box::pin(writer))
    }

    fn send_drain(&mut self, drain: Pipe) -> Option<SendRead> {
        Some(Box::pin(drain))
    }
}

conformance::sink!(
    bounded,
    Sink,
    capabilities [bounded, half_close, inject, send]
);

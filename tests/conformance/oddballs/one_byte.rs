//! Moves at most one byte per call.

use std::{
    pin::Pin,
    task::{Context, Poll},
};

use async_interop::{
    conformance::{self, reference::Pipe},
    io::{AsyncRead, AsyncWrite, ReadCursor, Result},
};

use super::fixture::{Wrapped, Wrapper};

/// A pipe that moves at most one byte per call.
pub(crate) struct OneByte(Pipe);

impl Wrapper for OneByte {
    fn wrap(pipe: Pipe) -> Self {
        Self(pipe)
    }

    fn pipe(&self) -> &Pipe {
        &self.0
    }
}

impl AsyncRead for OneByte {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        mut buf: ReadCursor<'_>,
    ) -> Poll<Result<()>> {
        Pin::new(&mut self.0).poll_read(cx, buf.limit(1))
    }
}

impl AsyncWrite for OneByte {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &[u8],
    ) -> Poll<Result<usize>> {
        Pin::new(&mut self.0).poll_write(cx, &buf[..buf.len().min(1)])
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        Pin::new(&mut self.0).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        Pin::new(&mut self.0).poll_shutdown(cx)
    }
}

conformance::duplex!(
    one_byte,
    Wrapped::<OneByte>::NEW,
    capabilities [half_close, eof, eof_on_drop, inject, send, capacity = 64]
);

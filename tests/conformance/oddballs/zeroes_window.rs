//! Initializes the whole window before it reads.

use std::{
    pin::Pin,
    task::{Context, Poll},
};

use async_interop::{
    conformance::{self, reference::Pipe},
    io::{AsyncRead, AsyncWrite, IoSlice, ReadCursor, Result},
};

use super::fixture::{Wrapped, Wrapper};

/// A pipe that initializes the whole window before it reads, as a reader over `&mut [u8]` has to.
pub(crate) struct ZeroesWindow(Pipe);

impl Wrapper for ZeroesWindow {
    fn wrap(pipe: Pipe) -> Self {
        Self(pipe)
    }

    fn pipe(&self) -> &Pipe {
        &self.0
    }
}

impl AsyncRead for ZeroesWindow {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        mut buf: ReadCursor<'_>,
    ) -> Poll<Result<()>> {
        buf.ensure_init();
        Pin::new(&mut self.0).poll_read(cx, buf)
    }
}

impl AsyncWrite for ZeroesWindow {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &[u8],
    ) -> Poll<Result<usize>> {
        Pin::new(&mut self.0).poll_write(cx, buf)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        Pin::new(&mut self.0).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        Pin::new(&mut self.0).poll_shutdown(cx)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &[IoSlice<'_>],
    ) -> Poll<Result<usize>> {
        Pin::new(&mut self.0).poll_write_vectored(cx, bufs)
    }

    fn is_write_vectored(&self) -> bool {
        self.0.is_write_vectored()
    }
}

conformance::duplex!(
    zeroes_window,
    Wrapped::<ZeroesWindow>::NEW,
    capabilities [half_close, eof, eof_on_drop, inject, send, vectored, capacity = 64]
);

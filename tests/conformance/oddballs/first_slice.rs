//! Writes the first slice only.

use std::{
    pin::Pin,
    task::{Context, Poll},
};

use async_interop::{
    conformance::{self, reference::Pipe},
    io::{AsyncRead, AsyncWrite, ReadCursor, Result},
};

use super::fixture::{Wrapped, Wrapper};

/// A pipe whose vectored writes take bytes of the first slice only, and which says so.
///
/// That is what a writer gets that does not know of vectored writes.
pub(crate) struct FirstSlice(Pipe);

impl Wrapper for FirstSlice {
    fn wrap(pipe: Pipe) -> Self {
        Self(pipe)
    }

    fn pipe(&self) -> &Pipe {
        &self.0
    }
}

impl AsyncRead for FirstSlice {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: ReadCursor<'_>,
    ) -> Poll<Result<()>> {
        Pin::new(&mut self.0).poll_read(cx, buf)
    }
}

impl AsyncWrite for FirstSlice {
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
}

conformance::duplex!(
    first_slice,
    Wrapped::<FirstSlice>::NEW,
    capabilities [half_close, eof, eof_on_drop, inject, send, capacity = 64]
);

//! After an error there is only the end.

use std::{
    pin::Pin,
    task::{Context, Poll, ready},
};

use async_interop::{
    conformance::{self, reference::Pipe},
    io::{AsyncRead, AsyncWrite, ErrorKind, IoSlice, ReadCursor, Result},
};

use super::fixture::{Wrapped, Wrapper};

/// A pipe for which an error is final: reads are at the end from then on, writes fail.
///
/// What a protocol does whose state an error has ruined.
pub(crate) struct StaysFailed {
    pipe: Pipe,
    read_failed: bool,
    write_failed: bool,
}

impl Wrapper for StaysFailed {
    fn wrap(pipe: Pipe) -> Self {
        Self { pipe, read_failed: false, write_failed: false }
    }

    fn pipe(&self) -> &Pipe {
        &self.pipe
    }
}

impl AsyncRead for StaysFailed {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: ReadCursor<'_>,
    ) -> Poll<Result<()>> {
        if self.read_failed {
            return Poll::Ready(Ok(()));
        }
        let result = ready!(Pin::new(&mut self.pipe).poll_read(cx, buf));
        self.read_failed = result.is_err();
        Poll::Ready(result)
    }
}

impl AsyncWrite for StaysFailed {
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<Result<usize>> {
        self.poll_write_vectored(cx, &[IoSlice::new(buf)])
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        Pin::new(&mut self.pipe).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        Pin::new(&mut self.pipe).poll_shutdown(cx)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &[IoSlice<'_>],
    ) -> Poll<Result<usize>> {
        if self.write_failed {
            return Poll::Ready(Err(ErrorKind::BrokenPipe.into()));
        }
        let result = ready!(Pin::new(&mut self.pipe).poll_write_vectored(cx, bufs));
        self.write_failed = result.is_err();
        Poll::Ready(result)
    }

    fn is_write_vectored(&self) -> bool {
        self.pipe.is_write_vectored()
    }
}

conformance::duplex!(
    stays_failed,
    Wrapped::<StaysFailed>::NEW,
    capabilities [half_close, eof, eof_on_drop, inject, send, vectored, capacity = 64]
);

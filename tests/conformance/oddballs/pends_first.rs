//! Answers `Pending`, and wakes, before each `Ready`.

use std::{
    pin::Pin,
    task::{Context, Poll, ready},
};

use async_interop::{
    conformance::{self, reference::Pipe},
    io::{AsyncRead, AsyncWrite, IoSlice, ReadCursor, Result},
};

use super::fixture::{Wrapped, Wrapper};

/// A pipe that answers `Pending`, and wakes, before each `Ready`.
///
/// A budget of turns and a reactor that has not looked yet do the same. What has nothing to
/// transfer may not wait, and does not.
pub(crate) struct PendsFirst {
    pipe: Pipe,
    read: Pended,
    write: Pended,
    flush: Pended,
    shutdown: Pended,
}

/// Whether an operation was pending since it was last ready.
#[derive(Default)]
struct Pended(bool);

impl Pended {
    /// Pends once, then asks `poll` until it is ready.
    fn then<T>(
        &mut self,
        cx: &mut Context<'_>,
        poll: impl FnOnce(&mut Context<'_>) -> Poll<T>,
    ) -> Poll<T> {
        if !self.0 {
            self.0 = true;
            cx.waker().wake_by_ref();
            return Poll::Pending;
        }
        let value = ready!(poll(cx));
        self.0 = false;
        Poll::Ready(value)
    }
}

impl Wrapper for PendsFirst {
    fn wrap(pipe: Pipe) -> Self {
        let [read, write, flush, shutdown] = Default::default();
        Self { pipe, read, write, flush, shutdown }
    }

    fn pipe(&self) -> &Pipe {
        &self.pipe
    }
}

impl AsyncRead for PendsFirst {
    fn poll_read(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: ReadCursor<'_>,
    ) -> Poll<Result<()>> {
        let this = self.get_mut();
        let pipe = Pin::new(&mut this.pipe);
        if buf.is_full() {
            return pipe.poll_read(cx, buf);
        }
        this.read.then(cx, |cx| pipe.poll_read(cx, buf))
    }
}

impl AsyncWrite for PendsFirst {
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<Result<usize>> {
        self.poll_write_vectored(cx, &[IoSlice::new(buf)])
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        let this = self.get_mut();
        this.flush.then(cx, |cx| Pin::new(&mut this.pipe).poll_flush(cx))
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        let this = self.get_mut();
        this.shutdown.then(cx, |cx| Pin::new(&mut this.pipe).poll_shutdown(cx))
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &[IoSlice<'_>],
    ) -> Poll<Result<usize>> {
        let this = self.get_mut();
        let pipe = Pin::new(&mut this.pipe);
        if bufs.iter().all(|buf| buf.is_empty()) {
            return pipe.poll_write_vectored(cx, bufs);
        }
        this.write.then(cx, |cx| pipe.poll_write_vectored(cx, bufs))
    }

    fn is_write_vectored(&self) -> bool {
        self.pipe.is_write_vectored()
    }
}

conformance::duplex!(
    pends_first,
    Wrapped::<PendsFirst>::NEW,
    capabilities [half_close, eof, eof_on_drop, inject, send, vectored, capacity = 64]
);

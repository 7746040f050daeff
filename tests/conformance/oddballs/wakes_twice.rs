//! Wakes twice per event.

use std::{
    pin::Pin,
    sync::Arc,
    task::{Context, Poll, Wake, Waker},
};

use async_interop::{
    conformance::{self, reference::Pipe},
    io::{AsyncRead, AsyncWrite, IoSlice, ReadCursor, Result},
};

use super::fixture::{Wrapped, Wrapper};

/// A pipe that wakes twice per event.
pub(crate) struct WakesTwice(Pipe);

/// Wakes another waker twice.
struct Twice(Waker);

impl Twice {
    fn around(waker: &Waker) -> Waker {
        Arc::new(Self(waker.clone())).into()
    }
}

impl Wake for Twice {
    fn wake(self: Arc<Self>) {
        self.0.wake_by_ref();
        self.0.wake_by_ref();
    }
}

impl Wrapper for WakesTwice {
    fn wrap(pipe: Pipe) -> Self {
        Self(pipe)
    }

    fn pipe(&self) -> &Pipe {
        &self.0
    }
}

impl AsyncRead for WakesTwice {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: ReadCursor<'_>,
    ) -> Poll<Result<()>> {
        let twice = Twice::around(cx.waker());
        Pin::new(&mut self.0).poll_read(&mut Context::from_waker(&twice), buf)
    }
}

impl AsyncWrite for WakesTwice {
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<Result<usize>> {
        self.poll_write_vectored(cx, &[IoSlice::new(buf)])
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        let twice = Twice::around(cx.waker());
        Pin::new(&mut self.0).poll_flush(&mut Context::from_waker(&twice))
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        let twice = Twice::around(cx.waker());
        Pin::new(&mut self.0).poll_shutdown(&mut Context::from_waker(&twice))
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &[IoSlice<'_>],
    ) -> Poll<Result<usize>> {
        let twice = Twice::around(cx.waker());
        Pin::new(&mut self.0).poll_write_vectored(&mut Context::from_waker(&twice), bufs)
    }

    fn is_write_vectored(&self) -> bool {
        self.0.is_write_vectored()
    }
}

conformance::duplex!(
    wakes_twice,
    Wrapped::<WakesTwice>::NEW,
    capabilities [half_close, eof, eof_on_drop, inject, send, vectored, capacity = 64]
);

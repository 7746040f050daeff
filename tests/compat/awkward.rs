//! The conformance suites over a pipe that is awkward: one byte for each call, pending before each, and
//! two wakes for every event.

use std::{
    pin::Pin,
    sync::Arc,
    task::{Context, Poll, Wake, Waker},
};

use async_interop::{
    compat::{FromFutures, FromHyper, FromTokio, IntoFutures, IntoHyper, IntoTokio},
    conformance::{
        self, SendDuplex,
        reference::{self, Pipe},
    },
    io::{AsyncRead, AsyncWrite, ReadCursor, Result},
};

/// A pipe that is awkward.
struct Awkward {
    pipe: Pipe,
    /// Whether each of the four operations was pending since it was last ready.
    pended: [bool; 4],
}

struct Twice(Waker);

impl Wake for Twice {
    fn wake(self: Arc<Self>) {
        self.0.wake_by_ref();
        self.0.wake_by_ref();
    }
}

impl Awkward {
    fn poll<T>(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        operation: usize,
        poll: impl FnOnce(Pin<&mut Pipe>, &mut Context<'_>) -> Poll<T>,
    ) -> Poll<T> {
        let this = &mut *self;
        if !this.pended[operation] {
            this.pended[operation] = true;
            cx.waker().wake_by_ref();
            return Poll::Pending;
        }
        let twice = Waker::from(Arc::new(Twice(cx.waker().clone())));
        let polled = poll(Pin::new(&mut this.pipe), &mut Context::from_waker(&twice));
        this.pended[operation] = polled.is_pending();
        polled
    }
}

impl AsyncRead for Awkward {
    fn poll_read(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        mut buf: ReadCursor<'_>,
    ) -> Poll<Result<()>> {
        if buf.is_full() {
            return Poll::Ready(Ok(()));
        }
        self.poll(cx, 0, |pipe, cx| pipe.poll_read(cx, buf.limit(1)))
    }
}

impl AsyncWrite for Awkward {
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<Result<usize>> {
        if buf.is_empty() {
            return Poll::Ready(Ok(0));
        }
        self.poll(cx, 1, |pipe, cx| pipe.poll_write(cx, &buf[..1]))
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        self.poll(cx, 2, |pipe, cx| pipe.poll_flush(cx))
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        self.poll(cx, 3, |pipe, cx| pipe.poll_shutdown(cx))
    }
}

/// Makes connections of which both ends are wrapped. Their type is forgotten, so that all share one
/// copy of the checks.
struct Wrapped(fn(Awkward) -> Pin<Box<dyn SendDuplex>>);

impl conformance::Duplex for Wrapped {
    type Io = Pin<Box<dyn SendDuplex>>;

    fn pair(&mut self) -> (Self::Io, Self::Io) {
        let (left, right) = reference::pipe(64);
        let [left, right] =
            [left, right].map(|pipe| (self.0)(Awkward { pipe, pended: [false; 4] }));
        (left, right)
    }

    fn send(&mut self, io: Self::Io) -> Option<Pin<Box<dyn SendDuplex>>> {
        Some(io)
    }
}

conformance::duplex!(
    alone,
    Wrapped(|pipe| Box::pin(pipe)),
    capabilities [half_close, eof, eof_on_drop, send, capacity = 64]
);
conformance::duplex!(
    tokio,
    Wrapped(|pipe| Box::pin(FromTokio::new(IntoTokio::new(pipe)))),
    capabilities [half_close, eof, eof_on_drop, send, capacity = 64]
);
conformance::duplex!(
    hyper,
    Wrapped(|pipe| Box::pin(FromHyper::new(IntoHyper::new(pipe)))),
    capabilities [half_close, eof, eof_on_drop, send, capacity = 64]
);
conformance::duplex!(
    futures,
    Wrapped(|pipe| Box::pin(FromFutures::new(IntoFutures::new(pipe)))),
    capabilities [half_close, eof, eof_on_drop, send, capacity = 64]
);

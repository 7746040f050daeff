//! Answers `Pending`, and wakes, before it shows what it has not shown yet.

use std::{
    pin::Pin,
    task::{Context, Poll, ready},
};

use async_interop::{
    conformance::{
        self, BufSource,
        reference::{self, LaneReader, LaneWriter},
    },
    io::{AsyncBufRead, AsyncRead, ErrorKind, ReadCursor, Result},
};

/// A reader that pends, and wakes, before each look at its source: also before it tells the end, and
/// after each consume.
///
/// What it has shown it shows again at once.
struct PendsFirst {
    inner: LaneReader,
    pended: bool,
    shows: bool,
}

impl PendsFirst {
    fn poll_turn(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        if !self.shows && !std::mem::replace(&mut self.pended, true) {
            cx.waker().wake_by_ref();
            return Poll::Pending;
        }
        Poll::Ready(())
    }
}

impl AsyncRead for PendsFirst {
    fn poll_read(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: ReadCursor<'_>,
    ) -> Poll<Result<()>> {
        let this = self.get_mut();
        if buf.is_full() {
            return Poll::Ready(Ok(()));
        }
        ready!(this.poll_turn(cx));
        let read = ready!(Pin::new(&mut this.inner).poll_read(cx, buf));
        (this.pended, this.shows) = (false, false);
        Poll::Ready(read)
    }
}

impl AsyncBufRead for PendsFirst {
    fn poll_fill_buf(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<&[u8]>> {
        let this = self.get_mut();
        ready!(this.poll_turn(cx));
        let filled = ready!(Pin::new(&mut this.inner).poll_fill_buf(cx));
        this.pended = false;
        this.shows = filled.as_ref().is_ok_and(|bytes| !bytes.is_empty());
        Poll::Ready(filled)
    }

    fn consume(mut self: Pin<&mut Self>, amount: usize) {
        self.shows &= amount == 0;
        Pin::new(&mut self.inner).consume(amount);
    }
}

struct Fixture;

impl BufSource for Fixture {
    type Reader = PendsFirst;
    type Feeder = LaneWriter;

    fn open(&mut self) -> (PendsFirst, LaneWriter) {
        let (inner, feeder) = reference::lane(16);
        (PendsFirst { inner, pended: false, shows: false }, feeder)
    }

    fn inject(&mut self, reader: Pin<&mut PendsFirst>, kind: ErrorKind) {
        reader.inner.fail_read(kind);
    }
}

conformance::buf_source!(
    pends_first,
    Fixture,
    capabilities [eof, inject, pipe, buffer = 16]
);

//! Takes what there is where it is told to take more.

use std::{
    pin::Pin,
    task::{Context, Poll},
};

use async_interop::{
    conformance::{
        self, BufSource,
        reference::{self, LaneReader, LaneWriter},
    },
    io::{AsyncBufRead, AsyncRead, ErrorKind, ReadCursor, Result},
};

/// A reader that takes what it has shown where it is told to take more, as std's and tokio's do.
struct TakesWhatIsThere {
    inner: LaneReader,
    shown: usize,
}

impl AsyncRead for TakesWhatIsThere {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: ReadCursor<'_>,
    ) -> Poll<Result<()>> {
        if !buf.is_full() {
            self.shown = 0;
        }
        Pin::new(&mut self.inner).poll_read(cx, buf)
    }
}

impl AsyncBufRead for TakesWhatIsThere {
    fn poll_fill_buf(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<&[u8]>> {
        let this = self.get_mut();
        let filled = Pin::new(&mut this.inner).poll_fill_buf(cx);
        if let Poll::Ready(Ok(bytes)) = &filled {
            this.shown = bytes.len();
        }
        filled
    }

    fn consume(mut self: Pin<&mut Self>, amount: usize) {
        let amount = amount.min(self.shown);
        self.shown -= amount;
        Pin::new(&mut self.inner).consume(amount);
    }
}

struct Fixture;

impl BufSource for Fixture {
    type Reader = TakesWhatIsThere;
    type Feeder = LaneWriter;

    fn open(&mut self) -> (TakesWhatIsThere, LaneWriter) {
        let (inner, feeder) = reference::lane(16);
        (TakesWhatIsThere { inner, shown: 0 }, feeder)
    }

    fn inject(&mut self, reader: Pin<&mut TakesWhatIsThere>, kind: ErrorKind) {
        reader.inner.fail_read(kind);
    }
}

conformance::buf_source!(
    takes_what_is_there,
    Fixture,
    capabilities [eof, inject, pipe, buffer = 16]
);

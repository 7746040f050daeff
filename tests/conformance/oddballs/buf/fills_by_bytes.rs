//! Shows one byte at a time.

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

/// A reader that shows one byte at a time, and reads one byte at a time.
struct FillsByBytes(LaneReader);

impl AsyncRead for FillsByBytes {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        mut buf: ReadCursor<'_>,
    ) -> Poll<Result<()>> {
        Pin::new(&mut self.0).poll_read(cx, buf.limit(1))
    }
}

impl AsyncBufRead for FillsByBytes {
    fn poll_fill_buf(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<&[u8]>> {
        let filled = Pin::new(&mut self.get_mut().0).poll_fill_buf(cx);
        filled.map_ok(|bytes| &bytes[..bytes.len().min(1)])
    }

    fn consume(mut self: Pin<&mut Self>, amount: usize) {
        assert!(amount <= 1, "one byte was shown");
        Pin::new(&mut self.0).consume(amount);
    }
}

struct Fixture;

impl BufSource for Fixture {
    type Reader = FillsByBytes;
    type Feeder = LaneWriter;

    fn open(&mut self) -> (FillsByBytes, LaneWriter) {
        let (reader, feeder) = reference::lane(16);
        (FillsByBytes(reader), feeder)
    }

    fn inject(&mut self, reader: Pin<&mut FillsByBytes>, kind: ErrorKind) {
        reader.0.fail_read(kind);
    }
}

conformance::buf_source!(
    fills_by_bytes,
    Fixture,
    capabilities [eof, inject, pipe, buffer = 16]
);

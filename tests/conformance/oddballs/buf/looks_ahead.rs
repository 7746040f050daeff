//! Looks for more at every fill.

use std::{
    pin::Pin,
    task::{Context, Poll, ready},
};

use async_interop::{
    conformance::{
        self, BufSource,
        reference::{self, Pipe},
    },
    io::{AsyncBufRead, AsyncRead, ErrorKind, ReadBuf, ReadCursor, Result},
};

/// A reader whose every fill asks its source for more, and shows what it has, whatever the source
/// says: an error that comes early is kept for later.
///
/// A parser that needs a whole line wants this. It does not declare `adapter`: BUF-13 would ask for
/// the opposite.
struct LooksAhead {
    inner: Pipe,
    buffer: Vec<u8>,
    kept: Option<async_interop::io::Error>,
}

impl LooksAhead {
    fn poll_more(&mut self, cx: &mut Context<'_>) -> Poll<Result<()>> {
        if self.buffer.is_empty() {
            if let Some(error) = self.kept.take() {
                return Poll::Ready(Err(error));
            }
        }
        let mut bytes = [0; 5];
        let mut buf = ReadBuf::new(&mut bytes);
        let read = ready!(Pin::new(&mut self.inner).poll_read(cx, buf.unfilled()));
        self.buffer.extend(buf.filled());
        Poll::Ready(read)
    }
}

impl AsyncRead for LooksAhead {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        mut buf: ReadCursor<'_>,
    ) -> Poll<Result<()>> {
        if buf.is_full() {
            return Poll::Ready(Ok(()));
        }
        let read = buf.append_some(ready!(self.as_mut().poll_fill_buf(cx))?);
        self.consume(read);
        Poll::Ready(Ok(()))
    }
}

impl AsyncBufRead for LooksAhead {
    fn poll_fill_buf(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<&[u8]>> {
        let this = self.get_mut();
        match this.poll_more(cx) {
            Poll::Ready(Err(error)) if !this.buffer.is_empty() => this.kept = Some(error),
            Poll::Ready(Err(error)) => return Poll::Ready(Err(error)),
            Poll::Pending if this.buffer.is_empty() => return Poll::Pending,
            Poll::Ready(Ok(())) | Poll::Pending => {}
        }
        Poll::Ready(Ok(&this.buffer))
    }

    fn consume(mut self: Pin<&mut Self>, amount: usize) {
        self.buffer.drain(..amount);
    }
}

struct Fixture;

impl BufSource for Fixture {
    type Reader = LooksAhead;
    type Feeder = Pipe;

    fn open(&mut self) -> (LooksAhead, Pipe) {
        let (inner, feeder) = reference::pipe(64);
        (LooksAhead { inner, buffer: Vec::new(), kept: None }, feeder)
    }

    fn inject(&mut self, reader: Pin<&mut LooksAhead>, kind: ErrorKind) {
        reader.inner.fail_read(kind);
    }
}

conformance::buf_source!(looks_ahead, Fixture, capabilities [eof, inject]);

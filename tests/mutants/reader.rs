//! A buffer in front of a reader, which can be given one defect.
//!
//! Without one it conforms, which a test checks. Each defect is one `if` at the place where such bugs
//! were found.

use std::{
    pin::Pin,
    task::{Context, Poll, Waker, ready},
};

use async_interop::{
    conformance::{
        BufSource, Capabilities, SendRead, SendWrite, Subject, Unbuffered, capabilities,
        harness::Peer,
        reference::{self, LaneReader, LaneWriter, Pipe},
    },
    io::{AsyncBufRead, AsyncRead, AsyncWrite, ErrorKind, ReadBuf, ReadCursor, Result},
};

/// What is wrong with a buffering reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Defect {
    // What a fill shows.
    TakenBufferIsEnd,
    EmptyChunkIsEnd,
    FillOverwrites,
    FillWaitsAgain,
    FillForgetsWaker,
    FillKeepsFirstWaker,
    AbandonedFillLosesBuffer,
    EndOnce,
    ErrorClearsBuffer,
    ErrorIsSwallowed,
    FillAlwaysReads,
    // What a consume takes, and what a read does beside it.
    TakesOneMore,
    EmptyBufferPanics,
    TakingMakesNoRoom,
    LargeReadPassesBuffer,
    NoRoomFills,
    LosesByteOfFullBuffer,
}

use Defect::*;

const CAPABILITIES: Capabilities =
    capabilities![adapter, eof, eof_on_drop, inject, send, buffer = CAPACITY];

/// A buffering reader with `defect`, as the subject of all suites that it can take part in.
pub(crate) fn subject(defect: Option<Defect>) -> Subject {
    named(defect)
        .source(CAPABILITIES, move || Unbuffered(Fixture(defect)))
        .buf_source(CAPABILITIES, move || Fixture(defect))
}

/// A pipe that has the buffer inside, with `defect`.
pub(crate) fn pipe_subject(defect: Option<Defect>) -> Subject {
    let capabilities = capabilities![eof, eof_on_drop, inject, send, pipe, buffer = CAPACITY];
    named(defect)
        .source(capabilities, move || Unbuffered(PipeFixture(defect)))
        .buf_source(capabilities, move || PipeFixture(defect))
}

fn named(defect: Option<Defect>) -> Subject {
    Subject::new(defect.map_or("no defect".into(), |defect| format!("{defect:?}")), "mutant")
}

struct Fixture(Option<Defect>);

impl BufSource for Fixture {
    type Reader = Buffered<Pipe>;
    type Feeder = Feeder;

    fn open(&mut self) -> (Buffered<Pipe>, Feeder) {
        let (reader, feeder) = reference::pipe(64);
        (Buffered::new(reader, self.0), Feeder(feeder))
    }

    fn inject(&mut self, reader: Pin<&mut Buffered<Pipe>>, kind: ErrorKind) {
        reader.inner.fail_read(kind);
    }

    fn over(&mut self, peer: Peer) -> Option<Pin<Box<dyn AsyncBufRead>>> {
        Some(Box::pin(Buffered::new(peer, self.0)))
    }

    fn send(&mut self, reader: Buffered<Pipe>) -> Option<SendRead> {
        Some(Box::pin(reader))
    }

    fn send_feeder(&mut self, feeder: Feeder) -> Option<SendWrite> {
        Some(Box::pin(feeder))
    }
}

/// A pipe's end whose writes of no bytes become the byte that stands for an empty chunk.
pub(crate) struct Feeder(Pipe);

/// What no check writes.
const EMPTY_CHUNK: u8 = 0xFB;

impl AsyncWrite for Feeder {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &[u8],
    ) -> Poll<Result<usize>> {
        if buf.is_empty() {
            let sent = ready!(Pin::new(&mut self.0).poll_write(cx, &[EMPTY_CHUNK]));
            return Poll::Ready(sent.map(|_| 0));
        }
        Pin::new(&mut self.0).poll_write(cx, buf)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        Pin::new(&mut self.0).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        Pin::new(&mut self.0).poll_shutdown(cx)
    }
}

/// A buffer in front of a reader.
pub(crate) struct Buffered<R> {
    inner: R,
    buffer: Vec<u8>,
    /// How many bytes at the front of the buffer were taken.
    taken: usize,
    defect: Option<Defect>,
    /// What only defects remember.
    first_waker: Option<Waker>,
    fill_waits: bool,
    told: bool,
}

const CAPACITY: usize = 8;

impl<R: AsyncRead + Unpin> Buffered<R> {
    fn new(inner: R, defect: Option<Defect>) -> Self {
        let (buffer, taken, first_waker) = (Vec::new(), 0, None);
        Self { inner, buffer, taken, defect, first_waker, fill_waits: false, told: false }
    }

    fn has(&self, defect: Defect) -> bool {
        self.defect == Some(defect)
    }

    fn left(&self) -> usize {
        self.buffer.len() - self.taken
    }

    /// Reads once into `room` bytes, and passes an empty chunk over.
    fn poll_inner(&mut self, cx: &mut Context<'_>, room: usize) -> Poll<Result<Vec<u8>>> {
        loop {
            let mut bytes = vec![0; room];
            let mut buf = ReadBuf::new(&mut bytes);
            ready!(Pin::new(&mut self.inner).poll_read(cx, buf.unfilled()))?;
            let filled = buf.filled().to_vec();
            let chunk: Vec<u8> =
                filled.iter().copied().filter(|byte| *byte != EMPTY_CHUNK).collect();
            if chunk.len() == filled.len() || !chunk.is_empty() || self.has(EmptyChunkIsEnd) {
                return Poll::Ready(Ok(chunk));
            }
        }
    }

    /// Fills an empty buffer.
    fn poll_refill(&mut self, cx: &mut Context<'_>) -> Poll<Result<()>> {
        let chunk = ready!(self.poll_inner(cx, CAPACITY))?;
        (self.buffer, self.taken) = (chunk, 0);
        if self.has(LosesByteOfFullBuffer) && self.buffer.len() == CAPACITY {
            self.buffer.pop();
        }
        Poll::Ready(Ok(()))
    }
}

impl<R: AsyncRead + Unpin> AsyncRead for Buffered<R> {
    fn poll_read(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        mut buf: ReadCursor<'_>,
    ) -> Poll<Result<()>> {
        let this = self.get_mut();
        if buf.is_full() && !this.has(NoRoomFills) {
            return Poll::Ready(Ok(()));
        }
        if this.has(AbandonedFillLosesBuffer) && std::mem::take(&mut this.fill_waits) {
            // As if the fill had taken the buffer along, with what came for it.
            ready!(this.poll_refill(cx))?;
            (this.buffer, this.taken) = (Vec::new(), 0);
        }
        let past = this.left() == 0 || this.has(LargeReadPassesBuffer);
        if past && buf.remaining() >= CAPACITY {
            let chunk = ready!(this.poll_inner(cx, buf.remaining()))?;
            buf.append(&chunk);
            return Poll::Ready(Ok(()));
        }
        if this.left() == 0 {
            ready!(this.poll_refill(cx))?;
        }
        this.taken += buf.append_some(&this.buffer[this.taken..]);
        Poll::Ready(Ok(()))
    }
}

impl<R: AsyncRead + Unpin> AsyncBufRead for Buffered<R> {
    fn poll_fill_buf(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<&[u8]>> {
        let this = self.get_mut();
        let mut waker = cx.waker().clone();
        if this.has(FillForgetsWaker) {
            // Reads keep theirs.
            waker = Waker::noop().clone();
        }
        if this.has(FillKeepsFirstWaker) {
            waker = this.first_waker.get_or_insert(waker).clone();
        }
        let cx = &mut Context::from_waker(&waker);
        if this.left() > 0 {
            let more = match this.defect {
                Some(FillOverwrites) => this.poll_refill(cx).map_ok(|()| Vec::new()),
                Some(FillAlwaysReads | FillWaitsAgain | ErrorClearsBuffer) => {
                    this.poll_inner(cx, CAPACITY)
                }
                _ => Poll::Ready(Ok(Vec::new())),
            };
            match more {
                Poll::Ready(Ok(more)) => this.buffer.extend(more),
                Poll::Ready(Err(error)) => {
                    this.buffer.truncate(if this.has(ErrorClearsBuffer) { 0 } else { usize::MAX });
                    this.taken = this.taken.min(this.buffer.len());
                    return Poll::Ready(Err(error));
                }
                Poll::Pending if this.has(FillWaitsAgain) => return Poll::Pending,
                Poll::Pending => {}
            }
            return Poll::Ready(Ok(&this.buffer[this.taken..]));
        }
        if this.has(TakenBufferIsEnd) && std::mem::take(&mut this.taken) > 0 {
            this.buffer.clear();
            return Poll::Ready(Ok(&[]));
        }
        if this.has(EndOnce) && this.told {
            return Poll::Pending;
        }
        let filled = this.poll_refill(cx);
        this.fill_waits = filled.is_pending();
        let filled = ready!(filled);
        this.first_waker = None;
        if this.has(ErrorIsSwallowed) && filled.is_err() {
            cx.waker().wake_by_ref();
            return Poll::Pending;
        }
        filled?;
        this.told = this.buffer.is_empty();
        Poll::Ready(Ok(&this.buffer[this.taken..]))
    }

    fn consume(self: Pin<&mut Self>, amount: usize) {
        let this = self.get_mut();
        if this.has(EmptyBufferPanics) {
            assert!(this.left() > 0, "no buffer to consume from");
        }
        assert!(amount <= this.left());
        this.taken += amount;
        if this.has(TakesOneMore) && amount > 1 && this.left() > 0 {
            this.taken += 1;
        }
    }
}

struct PipeFixture(Option<Defect>);

impl BufSource for PipeFixture {
    type Reader = Lazy;
    type Feeder = LaneWriter;

    fn open(&mut self) -> (Lazy, LaneWriter) {
        let (inner, feeder) = reference::lane(CAPACITY);
        (Lazy { inner, owed: 0, defect: self.0 }, feeder)
    }

    fn inject(&mut self, reader: Pin<&mut Lazy>, kind: ErrorKind) {
        reader.inner.fail_read(kind);
    }

    fn send(&mut self, reader: Lazy) -> Option<SendRead> {
        Some(Box::pin(reader))
    }

    fn send_feeder(&mut self, feeder: LaneWriter) -> Option<SendWrite> {
        Some(Box::pin(feeder))
    }
}

/// A reference pipe that can put off what was consumed.
pub(crate) struct Lazy {
    inner: LaneReader,
    /// How much was consumed and not yet taken out of the pipe.
    owed: usize,
    defect: Option<Defect>,
}

impl Lazy {
    fn pay(&mut self) {
        Pin::new(&mut self.inner).consume(std::mem::take(&mut self.owed));
    }
}

impl AsyncRead for Lazy {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: ReadCursor<'_>,
    ) -> Poll<Result<()>> {
        self.pay();
        Pin::new(&mut self.inner).poll_read(cx, buf)
    }
}

impl AsyncBufRead for Lazy {
    fn poll_fill_buf(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<&[u8]>> {
        let this = self.get_mut();
        this.pay();
        Pin::new(&mut this.inner).poll_fill_buf(cx)
    }

    fn consume(mut self: Pin<&mut Self>, amount: usize) {
        self.owed += amount;
        if self.defect != Some(TakingMakesNoRoom) {
            self.pay();
        }
    }
}

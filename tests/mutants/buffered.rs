//! A buffer in front of a writer, which can be given one defect.
//!
//! Without one it conforms, which a test checks.

use std::{
    mem,
    pin::Pin,
    task::{Context, Poll, Waker, ready},
};

use async_interop::{
    conformance::{
        Capabilities, SendRead, SendWrite, Sink, Subject, capabilities,
        harness::Peer,
        reference::{self, Pipe},
    },
    io::{AsyncWrite, ErrorKind, Result},
};

/// What is wrong with a buffering writer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Defect {
    FlushKeepsBuffer,
    FlushSkipsInner,
    FlushStopsAfterAStep,
    FlushKeepsFirstWaker,
    FlushStartsAgain,
    PendingCountsAsSent,
    ShutdownLosesBuffer,
    ShutdownFailsAgain,
    ShutdownPendsAlone,
    ShutdownSpins,
    ErrorLosesBuffer,
    ErrorRepeatsBuffer,
    FullWaits,
}

use Defect::*;

const CAPABILITIES: Capabilities =
    capabilities![adapter, half_close, eof_on_drop, inject, send, capacity = 24];

/// A buffering writer with `defect`.
pub(crate) fn subject(defect: Option<Defect>) -> Subject {
    let name = defect.map_or("no defect".into(), |defect| format!("{defect:?}"));
    Subject::new(name, "mutant").sink(CAPABILITIES, move || Fixture(defect))
}

struct Fixture(Option<Defect>);

impl Sink for Fixture {
    type Writer = Buffered<Pipe>;
    type Drain = Pipe;

    fn open(&mut self) -> (Buffered<Pipe>, Pipe) {
        let (writer, drain) = reference::pipe(8);
        (Buffered::new(writer, self.0), drain)
    }

    fn inject(&mut self, writer: Pin<&mut Buffered<Pipe>>, kind: ErrorKind) {
        writer.inner.fail_write(kind);
    }

    fn over(&mut self, peer: Peer) -> Option<Pin<Box<dyn AsyncWrite>>> {
        Some(Box::pin(Buffered::new(peer, self.0)))
    }

    fn send(&mut self, writer: Buffered<Pipe>) -> Option<SendWrite> {
        Some(Box::pin(writer))
    }

    fn send_drain(&mut self, drain: Pipe) -> Option<SendRead> {
        Some(Box::pin(drain))
    }
}

/// A buffer in front of a writer.
pub(crate) struct Buffered<W> {
    inner: W,
    buffer: Vec<u8>,
    /// How many bytes at the front of the buffer the inner writer has taken.
    sent: usize,
    closing: bool,
    closed: bool,
    defect: Option<Defect>,
    /// What only defects remember.
    first_waker: Option<Waker>,
    shutdown_polled: bool,
}

const CAPACITY: usize = 16;

impl<W: AsyncWrite + Unpin> Buffered<W> {
    fn new(inner: W, defect: Option<Defect>) -> Self {
        Self {
            inner,
            buffer: Vec::new(),
            sent: 0,
            closing: false,
            closed: false,
            defect,
            first_waker: None,
            shutdown_polled: false,
        }
    }

    fn has(&self, defect: Defect) -> bool {
        self.defect == Some(defect)
    }

    /// Hands bytes on once.
    fn poll_step(&mut self, cx: &mut Context<'_>) -> Poll<Result<()>> {
        match Pin::new(&mut self.inner).poll_write(cx, &self.buffer[self.sent..]) {
            Poll::Ready(Ok(0)) => return Poll::Ready(Err(ErrorKind::WriteZero.into())),
            Poll::Ready(Ok(count)) => self.sent += count,
            Poll::Ready(Err(error)) => {
                match self.defect {
                    Some(ErrorLosesBuffer) => self.sent = self.buffer.len(),
                    Some(ErrorRepeatsBuffer) => self.sent = 0,
                    _ => {}
                }
                return Poll::Ready(Err(error));
            }
            Poll::Pending => {
                if self.has(PendingCountsAsSent) {
                    self.sent = self.buffer.len();
                }
                return Poll::Pending;
            }
        }
        Poll::Ready(Ok(()))
    }

    /// Hands all bytes on.
    fn poll_empty(&mut self, cx: &mut Context<'_>) -> Poll<Result<()>> {
        if self.has(FlushStartsAgain) {
            self.sent = 0;
        }
        while self.sent < self.buffer.len() {
            ready!(self.poll_step(cx))?;
            if self.has(FlushStopsAfterAStep) {
                break;
            }
        }
        self.buffer.drain(..self.sent);
        self.sent = 0;
        Poll::Ready(Ok(()))
    }
}

impl<W: AsyncWrite + Unpin> AsyncWrite for Buffered<W> {
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<Result<usize>> {
        let this = self.get_mut();
        if buf.is_empty() {
            return Poll::Ready(Ok(0));
        }
        if this.closing {
            return Poll::Ready(Err(ErrorKind::BrokenPipe.into()));
        }
        if this.buffer.len() - this.sent == CAPACITY {
            if this.has(FullWaits) {
                return Poll::Pending;
            }
            ready!(this.poll_step(cx))?;
        }
        this.buffer.drain(..this.sent);
        this.sent = 0;
        let count = buf.len().min(CAPACITY - this.buffer.len());
        this.buffer.extend(&buf[..count]);
        Poll::Ready(Ok(count))
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        let this = self.get_mut();
        if this.closed || this.has(FlushKeepsBuffer) {
            return Poll::Ready(Ok(()));
        }
        let mut waker = cx.waker().clone();
        if this.has(FlushKeepsFirstWaker) {
            waker = this.first_waker.get_or_insert(waker).clone();
        }
        let cx = &mut Context::from_waker(&waker);
        ready!(this.poll_empty(cx))?;
        if !this.has(FlushSkipsInner) && !this.has(FlushStopsAfterAStep) {
            ready!(Pin::new(&mut this.inner).poll_flush(cx))?;
        }
        this.first_waker = None;
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        let this = self.get_mut();
        this.closing = true;
        if this.closed {
            return Poll::Ready(Ok(()));
        }
        let again = mem::replace(&mut this.shutdown_polled, true);
        match this.defect {
            Some(ShutdownPendsAlone) if !again => return Poll::Pending,
            Some(ShutdownFailsAgain) if again => {
                return Poll::Ready(Err(ErrorKind::NotConnected.into()));
            }
            Some(ShutdownLosesBuffer) => this.buffer.clear(),
            _ => {}
        }
        let emptied = this.poll_empty(cx);
        if this.has(ShutdownSpins) && emptied.is_pending() {
            cx.waker().wake_by_ref();
        }
        ready!(emptied)?;
        ready!(Pin::new(&mut this.inner).poll_shutdown(cx))?;
        this.closed = true;
        Poll::Ready(Ok(()))
    }
}

//! A helper that copies, which can be given one defect.
//!
//! Without one it conforms, which a test checks.

use std::{
    mem,
    pin::Pin,
    task::{Context, Poll, Waker, ready},
};

use async_interop::{
    conformance::{
        Caller, Capabilities, Subject, Work, capabilities,
        harness::{Stage, StrictIo},
    },
    io::{AsyncBufRead, AsyncWrite, ErrorKind, Result},
};

/// What is wrong with a helper that copies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Defect {
    ReadsAfterEnd,
    FlushesInShutdown,
    TakesShortForAll,
    AsksForever,
    TakesZeroForDone,
    LooksQuickly,
    KeepsFirstWaker,
    FlushesInDrop,
    WaitsForNothing,
    ConsumesItsRoom,
    CountsTwice,
}

use Defect::*;

const CAPABILITIES: Capabilities = capabilities![reads, consumes, writes, shuts];

/// A helper with `defect`.
pub(crate) fn subject(defect: Option<Defect>) -> Subject {
    let name = defect.map_or("no defect".into(), |defect| format!("{defect:?}"));
    Subject::new(name, "mutant").caller(CAPABILITIES, move || Fixture(defect))
}

struct Fixture(Option<Defect>);

impl Caller for Fixture {
    fn work(&mut self, stage: &Stage) -> Work {
        Box::pin(Relay {
            from: stage.io(),
            to: stage.io(),
            buffer: Vec::new(),
            read: Vec::new(),
            dirty: false,
            ended: false,
            first_waker: None,
            defect: self.0,
        })
    }
}

/// Copies from one object to the other, and shuts that down.
struct Relay {
    from: StrictIo,
    to: StrictIo,
    /// What is read and not yet written.
    buffer: Vec<u8>,
    /// All that was read.
    read: Vec<u8>,
    dirty: bool,
    ended: bool,
    /// What only a defect remembers.
    first_waker: Option<Waker>,
    defect: Option<Defect>,
}

const ROOM: usize = 8;

impl Relay {
    fn has(&self, defect: Defect) -> bool {
        self.defect == Some(defect)
    }

    fn poll_fill(&mut self, cx: &mut Context<'_>) -> Poll<Result<()>> {
        if self.has(LooksQuickly) && Pin::new(&mut self.from).poll_fill_buf(cx).is_pending() {
            let mut deaf = Context::from_waker(Waker::noop());
            let _ = Pin::new(&mut self.from).poll_fill_buf(&mut deaf);
            return Poll::Pending;
        }
        let shown = ready!(Pin::new(&mut self.from).poll_fill_buf(cx))?;
        let taken = shown.len().min(ROOM);
        self.buffer.extend(&shown[..taken]);
        self.ended = taken == 0;
        self.read.extend(&self.buffer);
        let room = if self.has(ConsumesItsRoom) { ROOM } else { taken };
        Pin::new(&mut self.from).consume(room);
        if self.ended && self.has(ReadsAfterEnd) {
            return Pin::new(&mut self.from).poll_fill_buf(cx).map_ok(|_| ());
        }
        Poll::Ready(Ok(()))
    }

    fn poll_empty(&mut self, cx: &mut Context<'_>) -> Poll<Result<()>> {
        let Poll::Ready(written) = Pin::new(&mut self.to).poll_write(cx, &self.buffer) else {
            if self.has(CountsTwice) {
                self.read.extend(&self.buffer);
            }
            return Poll::Pending;
        };
        let written = written?;
        if written == 0 && !self.has(AsksForever) {
            if self.has(TakesZeroForDone) {
                self.buffer.clear();
                return Poll::Ready(Ok(()));
            }
            return Poll::Ready(Err(ErrorKind::WriteZero.into()));
        }
        let taken = if self.has(TakesShortForAll) { self.buffer.len() } else { written };
        self.buffer.drain(..taken);
        self.dirty = true;
        if self.has(WaitsForNothing) { Poll::Pending } else { Poll::Ready(Ok(())) }
    }

    fn poll_flush(&mut self, cx: &mut Context<'_>) -> Poll<Result<()>> {
        if self.dirty {
            ready!(Pin::new(&mut self.to).poll_flush(cx))?;
            self.dirty = false;
        }
        Poll::Ready(Ok(()))
    }
}

impl Future for Relay {
    type Output = Result<Vec<u8>>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.get_mut();
        let mut waker = cx.waker().clone();
        if this.has(KeepsFirstWaker) {
            waker = this.first_waker.get_or_insert(waker).clone();
        }
        let cx = &mut Context::from_waker(&waker);
        loop {
            if !this.buffer.is_empty() {
                ready!(this.poll_empty(cx))?;
            } else if !this.ended {
                let Poll::Ready(filled) = this.poll_fill(cx) else {
                    ready!(this.poll_flush(cx))?;
                    return Poll::Pending;
                };
                filled?;
            } else {
                if this.has(FlushesInShutdown) {
                    this.dirty = true;
                    ready!(this.poll_flush(cx))?;
                }
                ready!(Pin::new(&mut this.to).poll_shutdown(cx))?;
                return Poll::Ready(Ok(mem::take(&mut this.read)));
            }
        }
    }
}

impl Drop for Relay {
    fn drop(&mut self) {
        if self.has(FlushesInDrop) {
            let mut cx = Context::from_waker(Waker::noop());
            let _ = Pin::new(&mut self.to).poll_flush(&mut cx);
        }
    }
}

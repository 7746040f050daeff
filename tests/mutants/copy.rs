//! A copy helper that can be given one defect, beside reference pipes.
//!
//! Without one it conforms, which a test checks.

use std::{
    pin::Pin,
    task::{Context, Poll, ready},
};

use async_interop::{
    conformance::{
        Copying, Duplex, Subject, capabilities,
        harness::Peer,
        reference::{self, Pipe},
    },
    io::{AsyncRead, AsyncWrite, ReadBuf, Result},
};

/// What is wrong with a copy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Defect {
    FlushesAtEndOnly,
    NeverFlushes,
    CountsReads,
    ReadsAgain,
}

use Defect::*;

/// A copy with `defect`.
pub(crate) fn subject(defect: Option<Defect>) -> Subject {
    let name = defect.map_or("no defect".into(), |defect| format!("{defect:?}"));
    let capabilities = capabilities![half_close, eof, eof_on_drop, copy, capacity = 64];
    Subject::new(name, "mutant").duplex(capabilities, move || Fixture(defect))
}

struct Fixture(Option<Defect>);

impl Duplex for Fixture {
    type Io = Pipe;

    fn pair(&mut self) -> (Pipe, Pipe) {
        reference::pipe(64)
    }

    fn copy(&mut self, from: Peer, to: Peer) -> Option<Copying> {
        let (buffer, copied, ended) = (Vec::new(), 0, false);
        Some(Box::pin(Copy { from, to, buffer, copied, ended, defect: self.0 }))
    }
}

struct Copy {
    from: Peer,
    to: Peer,
    buffer: Vec<u8>,
    copied: u64,
    ended: bool,
    defect: Option<Defect>,
}

impl Copy {
    fn has(&self, defect: Defect) -> bool {
        self.defect == Some(defect)
    }

    fn poll_fill(&mut self, cx: &mut Context<'_>) -> Poll<Result<()>> {
        let mut room = [0; 8];
        let mut buf = ReadBuf::new(&mut room);
        ready!(Pin::new(&mut self.from).poll_read(cx, buf.unfilled()))?;
        self.ended = buf.is_empty();
        self.buffer.extend(buf.filled());
        if self.has(CountsReads) {
            self.copied += 1;
        }
        Poll::Ready(Ok(()))
    }
}

impl Future for Copy {
    type Output = Result<u64>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<u64>> {
        let this = self.get_mut();
        loop {
            if this.buffer.is_empty() && (!this.ended || this.has(ReadsAgain)) {
                match this.poll_fill(cx) {
                    Poll::Ready(filled) => filled?,
                    Poll::Pending if this.has(FlushesAtEndOnly) || this.has(NeverFlushes) => {
                        return Poll::Pending;
                    }
                    Poll::Pending => {
                        ready!(Pin::new(&mut this.to).poll_flush(cx))?;
                        return Poll::Pending;
                    }
                }
            }
            while !this.buffer.is_empty() {
                let written = ready!(Pin::new(&mut this.to).poll_write(cx, &this.buffer))?;
                this.buffer.drain(..written);
                if !this.has(CountsReads) {
                    this.copied += written as u64;
                }
            }
            if this.ended {
                if !this.has(NeverFlushes) {
                    ready!(Pin::new(&mut this.to).poll_flush(cx))?;
                }
                return Poll::Ready(Ok(this.copied));
            }
        }
    }
}

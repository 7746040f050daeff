//! A pipe that can be given one defect.
//!
//! Without one it conforms, which a test checks: whatever a rule catches is the defect. Each defect
//! is one `if` at the place where such bugs were found.

use std::{
    collections::VecDeque,
    pin::Pin,
    sync::{Arc, Mutex},
    task::{Context, Poll, Waker},
};

use async_interop::{
    conformance::{Capabilities, Duplex, Subject, capabilities},
    io::{AsyncRead, AsyncWrite, ErrorKind, ReadCursor, Result},
};

/// What is wrong with a pipe.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Defect {
    NoRoomWaits,
    PendingMoves,
    ReadForgetsWaker,
    ReadKeepsFirstWaker,
    EndOnce,
}

use Defect::*;

pub(crate) const CAPABILITIES: Capabilities =
    capabilities![half_close, eof, eof_on_drop, capacity = 16];

/// A pipe with `defect`, as the subject of all suites that it can take part in.
pub(crate) fn subject(defect: Option<Defect>) -> Subject {
    let name = defect.map_or("no defect".into(), |defect| format!("{defect:?}"));
    Subject::new(name, "mutant").duplex(CAPABILITIES, move || Fixture(defect))
}

struct Fixture(Option<Defect>);

impl Duplex for Fixture {
    type Io = End;

    fn pair(&mut self) -> (End, End) {
        let lanes = Arc::new([Mutex::default(), Mutex::default()]);
        let end = |side| End { lanes: Arc::clone(&lanes), side, defect: self.0 };
        (end(0), end(1))
    }
}

/// One end.
pub(crate) struct End {
    lanes: Arc<[Mutex<Lane>; 2]>,
    side: usize,
    defect: Option<Defect>,
}

/// One direction.
#[derive(Default)]
struct Lane {
    bytes: VecDeque<u8>,
    ended: bool,
    abandoned: bool,
    told: bool,
    reader: Option<Waker>,
    writer: Option<Waker>,
}

const CAPACITY: usize = 16;

impl End {
    fn has(&self, defect: Defect) -> bool {
        self.defect == Some(defect)
    }
}

impl AsyncRead for End {
    fn poll_read(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        mut buf: ReadCursor<'_>,
    ) -> Poll<Result<()>> {
        if buf.is_full() && !self.has(NoRoomWaits) {
            return Poll::Ready(Ok(()));
        }
        let mine = cx.waker().clone();
        let mut lane = self.lanes[self.side].lock().unwrap();
        if !lane.bytes.is_empty() {
            let count = lane.bytes.len().min(buf.remaining());
            let bytes: Vec<u8> = lane.bytes.drain(..count).collect();
            let woken = lane.writer.take();
            drop(lane);
            buf.append(&bytes);
            woken.into_iter().for_each(Waker::wake);
            return Poll::Ready(Ok(()));
        }
        if lane.ended && !(lane.told && self.has(EndOnce)) {
            lane.told = true;
            return Poll::Ready(Ok(()));
        }
        if self.has(PendingMoves) {
            buf.append(b"?");
        }
        let stale = if self.has(ReadForgetsWaker)
            || (self.has(ReadKeepsFirstWaker) && lane.reader.is_some())
        {
            Some(mine)
        } else {
            lane.reader.replace(mine)
        };
        drop(lane);
        drop(stale);
        Poll::Pending
    }
}

impl AsyncWrite for End {
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<Result<usize>> {
        if buf.is_empty() {
            return Poll::Ready(Ok(0));
        }
        let mine = cx.waker().clone();
        let mut lane = self.lanes[1 - self.side].lock().unwrap();
        if lane.ended || lane.abandoned {
            return Poll::Ready(Err(ErrorKind::BrokenPipe.into()));
        }
        let room = CAPACITY - lane.bytes.len();
        if room == 0 {
            let stale = lane.writer.replace(mine);
            drop(lane);
            drop(stale);
            return Poll::Pending;
        }
        let count = room.min(buf.len());
        lane.bytes.extend(&buf[..count]);
        let woken = lane.reader.take();
        drop(lane);
        woken.into_iter().for_each(Waker::wake);
        Poll::Ready(Ok(count))
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<()>> {
        let mut lane = self.lanes[1 - self.side].lock().unwrap();
        lane.ended = true;
        let woken = lane.reader.take();
        drop(lane);
        woken.into_iter().for_each(Waker::wake);
        Poll::Ready(Ok(()))
    }
}

impl Drop for End {
    fn drop(&mut self) {
        let mut lane = self.lanes[self.side].lock().unwrap();
        lane.abandoned = true;
        lane.bytes.clear();
        let incoming = (lane.reader.take(), lane.writer.take());
        drop(lane);
        let mut lane = self.lanes[1 - self.side].lock().unwrap();
        lane.ended = true;
        let outgoing = (lane.writer.take(), lane.reader.take());
        drop(lane);
        incoming.1.into_iter().chain(outgoing.1).for_each(Waker::wake);
    }
}

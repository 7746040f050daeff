//! A connection that can be given one defect in how its sides and ends act together.
//!
//! Without one it conforms, which a test checks.

use std::{
    collections::VecDeque,
    pin::Pin,
    sync::{Arc, Mutex, MutexGuard, Weak},
    task::{Context, Poll, Waker},
};

use async_interop::{
    conformance::{Capabilities, Duplex, SendDuplex, Split, Subject, capabilities},
    io::{AsyncRead, AsyncWrite, ErrorKind, ReadCursor, Result},
};

/// What is wrong with a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Defect {
    SharesSlot,
    ReadWaitsForOwnBytes,
    ShutdownClosesBoth,
    ShutdownWakesNobody,
    EndClosesWriter,
    DropWakesOne,
    HalvesShareSlot,
    SplitLosesBytes,
    ReuniteTakesAny,
    ReuniteRefusesAll,
    DropWakesUnderLock,
    DropsUnderLock,
    EndSpins,
    RingWraps,
    SharesLanes,
    ZeroHangs,
}

use Defect::*;

const CAPABILITIES: Capabilities =
    capabilities![half_close, eof, eof_on_drop, send, split, capacity = 16];

/// A connection with `defect`, as the subject of all suites that it can take part in.
pub(crate) fn subject(defect: Option<Defect>) -> Subject {
    let name = defect.map_or("no defect".into(), |defect| format!("{defect:?}"));
    let fixture = move || Fixture { defect, last: Weak::new() };
    Subject::new(name, "mutant").duplex(CAPABILITIES, fixture)
}

struct Fixture {
    defect: Option<Defect>,
    last: Weak<Mutex<[Lane; 2]>>,
}

impl Fixture {
    fn connect(&mut self, capacity: usize) -> (End, End) {
        let lane = || Lane { capacity, ..Lane::default() };
        let fresh = || Arc::new(Mutex::new([lane(), lane()]));
        let shared = self.last.upgrade().filter(|_| self.defect == Some(SharesLanes));
        let lanes = shared.unwrap_or_else(fresh);
        self.last = Arc::downgrade(&lanes);
        let end = |side| {
            let lanes = Arc::clone(&lanes);
            End { lanes, side, defect: self.defect, closed: false, halves: false }
        };
        (end(0), end(1))
    }
}

impl Duplex for Fixture {
    type Io = End;

    fn pair(&mut self) -> (End, End) {
        self.connect(16)
    }

    fn pair_of(&mut self, capacity: usize) -> Option<(End, End)> {
        let refused = capacity == 0 && self.defect != Some(ZeroHangs);
        assert!(!refused, "a capacity of 0 moves no byte: use at least 1");
        Some(self.connect(capacity))
    }

    fn split(&mut self, mut io: End) -> Option<Split<End>> {
        io.halves = true;
        if io.has(SplitLosesBytes) {
            io.lanes.lock().unwrap()[io.side].bytes.clear();
        }
        let whole = Arc::new(Mutex::new(io));
        let halves = (Half(Arc::clone(&whole)), Half(whole));
        Some(Split::new(halves.0, halves.1, |reader, writer| {
            let defect = reader.0.lock().unwrap().defect;
            let same = Arc::ptr_eq(&reader.0, &writer.0) || defect == Some(ReuniteTakesAny);
            if !same || defect == Some(ReuniteRefusesAll) {
                return None;
            }
            drop(writer);
            Some(Arc::into_inner(reader.0)?.into_inner().unwrap())
        }))
    }

    fn send(&mut self, io: End) -> Option<Pin<Box<dyn SendDuplex>>> {
        Some(Box::pin(io))
    }
}

/// One end.
pub(crate) struct End {
    lanes: Arc<Mutex<[Lane; 2]>>,
    side: usize,
    defect: Option<Defect>,
    closed: bool,
    halves: bool,
}

/// One direction.
#[derive(Default)]
struct Lane {
    bytes: VecDeque<u8>,
    capacity: usize,
    /// How many bytes ever went through.
    total: usize,
    ended: bool,
    abandoned: bool,
    reader: Option<Waker>,
    writer: Option<Waker>,
}

impl End {
    fn has(&self, defect: Defect) -> bool {
        self.defect == Some(defect)
    }

    /// Whether the two sides of this end keep one waker between them.
    fn shares_slot(&self) -> bool {
        self.has(SharesSlot) || (self.has(HalvesShareSlot) && self.halves)
    }

    fn wait_to_read(&self, mut lanes: MutexGuard<'_, [Lane; 2]>, mine: Waker) {
        let evicted = lanes[1 - self.side].writer.take_if(|_| self.shares_slot());
        let stale = lanes[self.side].reader.replace(mine);
        if self.has(DropsUnderLock) {
            drop(stale);
            return;
        }
        drop(lanes);
        drop((evicted, stale));
    }

    fn wait_to_write(&self, mut lanes: MutexGuard<'_, [Lane; 2]>, mine: Waker) {
        if self.has(EndSpins) && lanes[self.side].ended {
            mine.wake_by_ref();
        }
        let evicted = lanes[self.side].reader.take_if(|_| self.shares_slot());
        let stale = lanes[1 - self.side].writer.replace(mine);
        drop(lanes);
        drop((evicted, stale));
    }
}

impl AsyncRead for End {
    fn poll_read(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        mut buf: ReadCursor<'_>,
    ) -> Poll<Result<()>> {
        let this = self.get_mut();
        if buf.is_full() {
            return Poll::Ready(Ok(()));
        }
        let mine = cx.waker().clone();
        let mut lanes = this.lanes.lock().unwrap();
        if this.has(ReadWaitsForOwnBytes) && !lanes[1 - this.side].bytes.is_empty() {
            this.wait_to_read(lanes, mine);
            return Poll::Pending;
        }
        let lane = &mut lanes[this.side];
        if !lane.bytes.is_empty() {
            let count = lane.bytes.len().min(buf.remaining());
            let bytes: Vec<u8> = lane.bytes.drain(..count).collect();
            let woken = lane.writer.take();
            let waits_for_own = this.has(ReadWaitsForOwnBytes);
            let reader = lanes[1 - this.side].reader.take_if(|_| waits_for_own);
            drop(lanes);
            buf.append(&bytes);
            wake([woken, reader]);
            return Poll::Ready(Ok(()));
        }
        if lane.ended {
            this.closed = this.has(EndClosesWriter);
            return Poll::Ready(Ok(()));
        }
        this.wait_to_read(lanes, mine);
        Poll::Pending
    }
}

impl AsyncWrite for End {
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<Result<usize>> {
        if buf.is_empty() {
            return Poll::Ready(Ok(0));
        }
        let mine = cx.waker().clone();
        let mut lanes = self.lanes.lock().unwrap();
        let lane = &mut lanes[1 - self.side];
        if lane.ended || lane.abandoned || self.closed {
            return Poll::Ready(Err(ErrorKind::BrokenPipe.into()));
        }
        let room = lane.capacity - lane.bytes.len();
        if room == 0 {
            self.wait_to_write(lanes, mine);
            return Poll::Pending;
        }
        let count = room.min(buf.len());
        for byte in &buf[..count] {
            lane.total += 1;
            let wrapped = self.has(RingWraps) && lane.total % (lane.capacity + 1) == 0;
            lane.bytes.push_back(if wrapped { !byte } else { *byte });
        }
        let woken = lane.reader.take();
        drop(lanes);
        wake([woken]);
        Poll::Ready(Ok(count))
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<()>> {
        let mut lanes = self.lanes.lock().unwrap();
        lanes[1 - self.side].ended = true;
        lanes[self.side].ended |= self.has(ShutdownClosesBoth);
        let silent = self.has(ShutdownWakesNobody);
        let woken = lanes[1 - self.side].reader.take_if(|_| !silent);
        drop(lanes);
        wake([woken]);
        Poll::Ready(Ok(()))
    }
}

impl Drop for End {
    fn drop(&mut self) {
        let Ok(mut lanes) = self.lanes.lock() else { return };
        let incoming = &mut lanes[self.side];
        incoming.abandoned = true;
        incoming.bytes.clear();
        let (own_reader, peer_writer) = (incoming.reader.take(), incoming.writer.take());
        let outgoing = &mut lanes[1 - self.side];
        outgoing.ended = true;
        let (own_writer, peer_reader) = (outgoing.writer.take(), outgoing.reader.take());
        let both = peer_reader.is_some() && peer_writer.is_some();
        let peer_writer = peer_writer.filter(|_| !(both && self.has(DropWakesOne)));
        if self.has(DropWakesUnderLock) {
            wake([peer_reader, peer_writer]);
            return;
        }
        drop(lanes);
        drop((own_reader, own_writer));
        wake([peer_reader, peer_writer]);
    }
}

/// A half, which reads or writes the whole.
pub(crate) struct Half(Arc<Mutex<End>>);

impl AsyncRead for Half {
    fn poll_read(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: ReadCursor<'_>,
    ) -> Poll<Result<()>> {
        Pin::new(&mut *self.0.lock().unwrap()).poll_read(cx, buf)
    }
}

impl AsyncWrite for Half {
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<Result<usize>> {
        Pin::new(&mut *self.0.lock().unwrap()).poll_write(cx, buf)
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        Pin::new(&mut *self.0.lock().unwrap()).poll_flush(cx)
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        Pin::new(&mut *self.0.lock().unwrap()).poll_shutdown(cx)
    }
}

fn wake<const N: usize>(wakers: [Option<Waker>; N]) {
    wakers.into_iter().flatten().for_each(Waker::wake);
}

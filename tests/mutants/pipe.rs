//! A pipe that can be given one defect.
//!
//! Without one it conforms, which a test checks: whatever a rule catches is the defect. Each defect
//! is one `if` at the place where such bugs were found.

use std::{
    collections::VecDeque,
    mem,
    pin::Pin,
    sync::{Arc, Mutex},
    task::{Context, Poll, Waker},
    thread::{self, ThreadId},
    time::Duration,
};

use async_interop::{
    conformance::{Capabilities, Duplex, ReadSide, SendDuplex, Subject, capabilities},
    io::{AsyncRead, AsyncWrite, ErrorKind, ReadCursor, Result},
};

/// What is wrong with a pipe.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Defect {
    // What a read moves.
    NoRoomWaits,
    NoRoomIsEnd,
    PendingMoves,
    EmptyChunkIsEnd,
    WaitsForMore,
    LosesTailOfFullQueue,
    LosesWhatWasAbandoned,
    RemembersRoom,
    // Its end, and its errors.
    EndBeforeBytes,
    EndOnce,
    EndIsKept,
    DropForgetsReader,
    ErrorBeforeBytes,
    ErrorWakesNobody,
    PanicsAfterError,
    PassesRetriesOn,
    // Its wakers.
    ReadForgetsWaker,
    ReadUsesWriterSlot,
    ReadKeepsFirstWaker,
    ReadRegistersLate,
    ReadLooksThenStores,
    ReadWakesItself,
    WakesReaderUnderLock,
    DropsReaderUnderLock,
    WakesReplacedUnderLock,
    ClonesReaderUnderLock,
    LeaksReader,
    KeepsDroppedReader,
    ReadBlocks,
    ReadStaysOnThread,
    // Its buffer.
    CountsUnwritten,
    LimitOverflows,
    ZeroesRoom,
    CountsEarlierBytes,
    InitializesRoom,
}

use Defect::*;

pub(crate) const CAPABILITIES: Capabilities =
    capabilities![half_close, eof, eof_on_drop, inject, send, capacity = 16];

/// A pipe with `defect`, as the subject of all suites that it can take part in.
pub(crate) fn subject(defect: Option<Defect>) -> Subject {
    named(defect).duplex(CAPABILITIES, move || Fixture { defect, growing: false })
}

/// The same, where reading is at its end instead of waiting, and goes on when there is more.
pub(crate) fn growing_subject(defect: Option<Defect>) -> Subject {
    let capabilities = capabilities![eof, growing, capacity = 16];
    named(defect).source(capabilities, move || ReadSide(Fixture { defect, growing: true }))
}

/// The same, looked at as an adapter around its queue.
pub(crate) fn adapter_subject(defect: Option<Defect>) -> Subject {
    let capabilities = capabilities![adapter, eof, eof_on_drop, capacity = 16];
    named(defect).source(capabilities, move || ReadSide(Fixture { defect, growing: false }))
}

fn named(defect: Option<Defect>) -> Subject {
    Subject::new(defect.map_or("no defect".into(), |defect| format!("{defect:?}")), "mutant")
}

struct Fixture {
    defect: Option<Defect>,
    growing: bool,
}

impl Duplex for Fixture {
    type Io = End;

    fn pair(&mut self) -> (End, End) {
        let lanes = Arc::new([Mutex::default(), Mutex::default()]);
        let end = |side| End {
            lanes: Arc::clone(&lanes),
            side,
            defect: self.defect,
            growing: self.growing,
            reading: Reading::default(),
        };
        (end(0), end(1))
    }

    fn inject_read(&mut self, io: Pin<&mut End>, kind: ErrorKind) {
        let mut lane = io.lanes[io.side].lock().unwrap();
        lane.read_fault = Some(kind);
        let woken = if io.has(ErrorWakesNobody) { None } else { lane.reader.take() };
        drop(lane);
        woken.into_iter().for_each(Waker::wake);
    }

    fn inject_write(&mut self, io: Pin<&mut End>, kind: ErrorKind) {
        io.lanes[1 - io.side].lock().unwrap().write_fault = Some(kind);
    }

    fn send(&mut self, io: End) -> Option<Pin<Box<dyn SendDuplex>>> {
        Some(Box::pin(io))
    }
}

/// One end.
pub(crate) struct End {
    lanes: Arc<[Mutex<Lane>; 2]>,
    side: usize,
    defect: Option<Defect>,
    growing: bool,
    reading: Reading,
}

/// One direction.
#[derive(Default)]
struct Lane {
    bytes: VecDeque<u8>,
    ended: bool,
    abandoned: bool,
    told: bool,
    empty_chunk: bool,
    read_fault: Option<ErrorKind>,
    write_fault: Option<ErrorKind>,
    reader: Option<Waker>,
    writer: Option<Waker>,
}

/// What only defects remember from one read to the next.
#[derive(Default)]
struct Reading {
    ended: bool,
    failed: bool,
    buffer: Option<usize>,
    room: Option<usize>,
    thread: Option<ThreadId>,
}

const CAPACITY: usize = 16;

impl End {
    fn has(&self, defect: Defect) -> bool {
        self.defect == Some(defect)
    }

    /// Takes bytes out of `lane` for `buf`: what a read does that need not wait.
    fn take(&mut self, lane: &mut Lane, buf: &mut ReadCursor<'_>) -> Vec<u8> {
        let mut room = buf.remaining();
        if self.has(RemembersRoom) {
            room = self.reading.room.take().unwrap_or(room);
        }
        let abandoned = self.reading.buffer.take();
        if self.has(LosesWhatWasAbandoned) && abandoned.is_some_and(|old| old != address(buf)) {
            lane.bytes.clear();
        }
        let full = lane.bytes.len() == CAPACITY;
        let count = lane.bytes.len().min(room);
        let bytes = lane.bytes.drain(..count).collect();
        if self.has(LosesTailOfFullQueue) && full {
            lane.bytes.clear();
        }
        bytes
    }

    /// Puts `bytes` into `buf`, which has room for them.
    fn give(&self, buf: &mut ReadCursor<'_>, bytes: &[u8]) {
        if self.has(CountsUnwritten) && bytes.len() > 1 {
            // As if they came in two pieces, and only the first were copied.
            let room = buf.ensure_init();
            room[0] = bytes[0];
            buf.advance_checked(bytes.len());
        } else {
            buf.append_some(bytes);
        }
    }
}

impl AsyncRead for End {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        mut buf: ReadCursor<'_>,
    ) -> Poll<Result<()>> {
        let this = &mut *self;
        let lanes = Arc::clone(&this.lanes);
        let first_thread = *this.reading.thread.get_or_insert(thread::current().id());
        if buf.is_full() && !this.has(NoRoomWaits) {
            let idle = lanes[this.side].lock().unwrap().bytes.is_empty();
            this.reading.ended |= idle && this.has(NoRoomIsEnd);
            return Poll::Ready(Ok(()));
        }
        if this.has(LimitOverflows) {
            // As if a limit of `usize::MAX` were counted from the start of the buffer.
            let end = buf.written().wrapping_add(usize::MAX);
            if end < buf.written() {
                return Poll::Ready(Ok(()));
            }
        }
        if this.has(CountsEarlierBytes) && buf.written() > 1 {
            // As if a limit were used up by what `written` says.
            return Poll::Ready(Ok(()));
        }
        if this.has(ZeroesRoom) {
            buf.ensure_init().fill(0);
        }
        if this.has(InitializesRoom) {
            buf.ensure_init();
        }
        assert!(!this.reading.failed, "`async fn` resumed after completion");
        if this.reading.ended {
            return Poll::Ready(Ok(()));
        }
        let mut mine = None;
        if !this.has(ReadRegistersLate) && !this.has(ClonesReaderUnderLock) {
            mine = Some(cx.waker().clone());
        }
        let mut lane = lanes[this.side].lock().unwrap();
        if this.has(ReadBlocks) && buf.remaining() > 1000 {
            while lane.bytes.is_empty() && !lane.ended {
                drop(lane);
                thread::sleep(Duration::from_millis(1));
                lane = lanes[this.side].lock().unwrap();
            }
        }
        if lane.ended && this.has(EndBeforeBytes) {
            lane.bytes.clear();
        }
        let fault_first = lane.bytes.is_empty() || this.has(ErrorBeforeBytes);
        if let Some(kind) = lane.read_fault.take_if(|_| fault_first) {
            let retried = matches!(kind, ErrorKind::WouldBlock | ErrorKind::Interrupted);
            if !retried || this.has(PassesRetriesOn) {
                this.reading.failed = this.has(PanicsAfterError);
                return Poll::Ready(Err(kind.into()));
            }
        }
        let too_few = this.has(WaitsForMore)
            && lane.bytes.len() < buf.remaining().min(CAPACITY)
            && !lane.ended;
        if !lane.bytes.is_empty() && !too_few {
            let bytes = this.take(&mut lane, &mut buf);
            let woken = lane.writer.take();
            drop(lane);
            this.give(&mut buf, &bytes);
            woken.into_iter().for_each(Waker::wake);
            return Poll::Ready(Ok(()));
        }
        if mem::take(&mut lane.empty_chunk) && this.has(EmptyChunkIsEnd) {
            return Poll::Ready(Ok(()));
        }
        if (lane.ended || this.growing) && !(lane.told && this.has(EndOnce)) {
            lane.told = true;
            this.reading.ended = this.has(EndIsKept);
            return Poll::Ready(Ok(()));
        }
        if this.has(PendingMoves) {
            buf.append(b"?");
        }
        this.reading.room = Some(buf.remaining());
        if this.has(LosesWhatWasAbandoned) {
            this.reading.buffer = Some(address(&mut buf));
        }
        if this.has(ReadWakesItself) {
            cx.waker().wake_by_ref();
        }
        if this.has(ReadRegistersLate) {
            drop(lane);
            mine = Some(cx.waker().clone());
            lane = lanes[this.side].lock().unwrap();
        }
        if this.has(ReadLooksThenStores) {
            drop(lane);
            thread::sleep(Duration::from_micros(20));
            lane = lanes[this.side].lock().unwrap();
        }
        let mine = mine.unwrap_or_else(|| cx.waker().clone());
        let foreign = this.has(ReadStaysOnThread) && first_thread != thread::current().id();
        let stale = if this.has(ReadForgetsWaker)
            || (this.has(ReadKeepsFirstWaker) && lane.reader.is_some())
            || foreign
        {
            Some(mine)
        } else if this.has(ReadUsesWriterSlot) {
            lane.writer.replace(mine)
        } else {
            lane.reader.replace(mine)
        };
        if this.has(DropsReaderUnderLock) {
            drop(stale);
            return Poll::Pending;
        }
        if this.has(WakesReplacedUnderLock) {
            stale.into_iter().for_each(Waker::wake);
            return Poll::Pending;
        }
        drop(lane);
        drop(stale);
        Poll::Pending
    }
}

/// Where the unfilled part of `buf` lies.
fn address(buf: &mut ReadCursor<'_>) -> usize {
    buf.ensure_init().as_ptr().addr()
}

impl AsyncWrite for End {
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<Result<usize>> {
        if buf.is_empty() {
            self.lanes[1 - self.side].lock().unwrap().empty_chunk = true;
            return Poll::Ready(Ok(0));
        }
        let mine = cx.waker().clone();
        let mut lane = self.lanes[1 - self.side].lock().unwrap();
        if lane.ended || lane.abandoned {
            return Poll::Ready(Err(ErrorKind::BrokenPipe.into()));
        }
        match lane.write_fault.take() {
            None | Some(ErrorKind::WouldBlock | ErrorKind::Interrupted) => {}
            Some(kind) => return Poll::Ready(Err(kind.into())),
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
        let mut woken = lane.reader.take();
        if self.has(WakesReaderUnderLock) {
            woken.take().into_iter().for_each(Waker::wake);
        }
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
        let kept = lane.reader.take_if(|_| !self.has(KeepsDroppedReader));
        let incoming = (kept, lane.writer.take());
        drop(lane);
        let mut lane = self.lanes[1 - self.side].lock().unwrap();
        lane.ended = true;
        let woken = lane.reader.take_if(|_| !self.has(DropForgetsReader));
        let outgoing = (lane.writer.take(), woken);
        drop(lane);
        if self.has(LeaksReader) {
            mem::forget(incoming.0);
        }
        incoming.1.into_iter().chain(outgoing.1).for_each(Waker::wake);
    }
}

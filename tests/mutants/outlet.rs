//! A pipe whose writing side can be given one defect.
//!
//! Without one it conforms, which a test checks. Each defect is one `if` at the place where such
//! bugs were found; reading is plain.

use std::{
    collections::VecDeque,
    mem,
    pin::Pin,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    task::{Context, Poll, Waker},
    thread,
    time::Duration,
};

use async_interop::{
    conformance::{Capabilities, Duplex, SendDuplex, Subject, capabilities},
    io::{AsyncRead, AsyncWrite, ErrorKind, IoSlice, ReadCursor, Result},
};

/// What is wrong with the writing side of a pipe.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Defect {
    // What a write takes.
    FullTakesNothing,
    ClaimsMore,
    EmptyWriteWaits,
    PendingStages,
    KeepsCallersBuffer,
    NeverFull,
    HoldsLess,
    // Its waker.
    ForgetsWaker,
    UsesReaderSlot,
    KeepsFirstWaker,
    RegistersLate,
    ClonesLate,
    WakesUnderLock,
    DropsUnderLock,
    ClonesUnderLock,
    LeaksWaker,
    WakesWithoutRoom,
    WakesItself,
    // Its peer.
    DropForgetsWriter,
    DropForgetsFlush,
    DropLosesFlushed,
    DeadPeerSwallows,
    DeadPeerIsFull,
    // Its flush and its shutdown.
    CleanFlushWaits,
    FlushWaitsForReader,
    ShutdownOnlyFlushes,
    ShutdownLosesBytes,
    SecondShutdownFails,
    FlushAfterShutdownPanics,
    FlushAfterShutdownFails,
    LateWriteIsSilent,
    LateWriteArrives,
    LateWriteWaits,
    DropBlocks,
    // Its vectored writes.
    VectoredClaimsAll,
    VectoredReverses,
    VectoredStopsAtEmpty,
    VectoredIsDefault,
    VectoredAnswerChanges,
    // Its errors.
    PassesRetriesOn,
    PanicsAfterError,
    HangsAfterError,
    SwallowsErrors,
    TakesBeforeError,
}

use Defect::*;

const CAPABILITIES: Capabilities =
    capabilities![half_close, eof, eof_on_drop, inject, send, vectored, capacity = 16];

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
        let end = |side| End {
            lanes: Arc::clone(&lanes),
            side,
            defect: self.0,
            memory: Memory::default(),
        };
        (end(0), end(1))
    }

    fn inject_read(&mut self, io: Pin<&mut End>, kind: ErrorKind) {
        let mut lane = lock(&io.lanes[io.side]);
        lane.read_fault = Some(kind);
        let woken = lane.reader.take();
        drop(lane);
        wake(woken);
    }

    fn inject_write(&mut self, io: Pin<&mut End>, kind: ErrorKind) {
        let mut lane = lock(&io.lanes[1 - io.side]);
        lane.fault = Some(kind);
        let woken = lane.writer.take();
        drop(lane);
        wake(woken);
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
    memory: Memory,
}

/// One direction.
#[derive(Default)]
struct Lane {
    bytes: VecDeque<u8>,
    ended: bool,
    abandoned: bool,
    flushing: bool,
    read_fault: Option<ErrorKind>,
    fault: Option<ErrorKind>,
    reader: Option<Waker>,
    writer: Option<Waker>,
}

/// What only defects remember from one call to the next.
#[derive(Default)]
struct Memory {
    staged: Option<Vec<u8>>,
    owed: usize,
    clean: bool,
    flushed: bool,
    shut: bool,
    late: bool,
    failed: bool,
}

const CAPACITY: usize = 16;

impl End {
    fn has(&self, defect: Defect) -> bool {
        self.defect == Some(defect)
    }

    /// The error, or the silence, of a writer that can write no more.
    fn closed(&mut self, lane: &mut Lane, buf: &[u8], mine: &Waker) -> Option<Poll<Result<usize>>> {
        if lane.ended || self.memory.shut {
            if self.has(LateWriteArrives) {
                self.memory.late = true;
                return None;
            }
            if self.has(LateWriteIsSilent) {
                return Some(Poll::Ready(Ok(buf.len())));
            }
            if self.has(LateWriteWaits) {
                lane.writer = Some(mine.clone());
                return Some(Poll::Pending);
            }
            return Some(Poll::Ready(Err(ErrorKind::BrokenPipe.into())));
        }
        if lane.abandoned {
            if self.has(DeadPeerSwallows) {
                return Some(Poll::Ready(Ok(buf.len())));
            }
            if self.has(DeadPeerIsFull) {
                lane.writer = Some(mine.clone());
                return Some(Poll::Pending);
            }
            return Some(Poll::Ready(Err(ErrorKind::BrokenPipe.into())));
        }
        None
    }

    /// The injected error, if it is time for it.
    fn fault(&mut self, lane: &mut Lane, buf: &[u8]) -> Option<Result<usize>> {
        let kind = lane.fault.take()?;
        let retried = matches!(kind, ErrorKind::WouldBlock | ErrorKind::Interrupted);
        if (retried && !self.has(PassesRetriesOn)) || self.has(SwallowsErrors) {
            return None;
        }
        self.memory.failed = true;
        if self.has(TakesBeforeError) {
            let room = CAPACITY.saturating_sub(lane.bytes.len());
            lane.bytes.extend(buf.iter().take(room.min(2)));
        }
        Some(Err(kind.into()))
    }

    /// Registers a waker and lets go of the lane.
    fn wait(&self, cx: &mut Context<'_>, mut lane: MutexGuard<'_, Lane>, mine: Option<Waker>) {
        if self.has(WakesItself) {
            cx.waker().wake_by_ref();
        }
        if self.has(RegistersLate) || self.has(ClonesLate) {
            drop(lane);
            // Wide enough for a reader to come in between.
            (0..50).for_each(|_| thread::yield_now());
            let mine = mine.unwrap_or_else(|| cx.waker().clone());
            let stale = lock(&self.lanes[1 - self.side]).writer.replace(mine);
            drop(stale);
            return;
        }
        let mine = mine.unwrap_or_else(|| cx.waker().clone());
        lane.flushing = false;
        let keeps = self.has(KeepsFirstWaker) && lane.writer.is_some();
        let stale = if self.has(ForgetsWaker) || keeps {
            Some(mine)
        } else if self.has(UsesReaderSlot) {
            lane.reader.replace(mine)
        } else {
            lane.writer.replace(mine)
        };
        if self.has(DropsUnderLock) {
            drop(stale);
            return;
        }
        drop(lane);
        drop(stale);
    }
}

impl AsyncRead for End {
    fn poll_read(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        mut buf: ReadCursor<'_>,
    ) -> Poll<Result<()>> {
        let mine = cx.waker().clone();
        let mut lane = lock(&self.lanes[self.side]);
        if buf.is_full() {
            let woken = lane.writer.take_if(|_| self.has(WakesWithoutRoom));
            drop(lane);
            wake(woken);
            return Poll::Ready(Ok(()));
        }
        if !lane.bytes.is_empty() {
            let count = lane.bytes.len().min(buf.remaining());
            let bytes: Vec<u8> = lane.bytes.drain(..count).collect();
            let mut woken = lane.writer.take();
            if self.has(WakesUnderLock) {
                wake(woken.take());
            }
            drop(lane);
            buf.append(&bytes);
            wake(woken);
            return Poll::Ready(Ok(()));
        }
        match lane.read_fault.take() {
            None | Some(ErrorKind::WouldBlock | ErrorKind::Interrupted) => {}
            Some(kind) => return Poll::Ready(Err(kind.into())),
        }
        if lane.ended {
            return Poll::Ready(Ok(()));
        }
        let stale = lane.reader.replace(mine);
        drop(lane);
        drop(stale);
        Poll::Pending
    }
}

impl AsyncWrite for End {
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<Result<usize>> {
        let this = self.get_mut();
        if buf.is_empty() && !this.has(EmptyWriteWaits) {
            return Poll::Ready(Ok(0));
        }
        assert!(!(this.memory.failed && this.has(PanicsAfterError)), "`async fn` resumed");
        let late = this.has(ClonesLate) || this.has(ClonesUnderLock);
        let mine = if late { None } else { Some(cx.waker().clone()) };
        let lanes = Arc::clone(&this.lanes);
        let mut lane = lock(&lanes[1 - this.side]);
        if let Some(closed) = this.closed(&mut lane, buf, cx.waker()) {
            return closed;
        }
        if this.memory.failed && this.has(HangsAfterError) {
            return Poll::Pending;
        }
        if let Some(error) = this.fault(&mut lane, buf) {
            return Poll::Ready(error);
        }
        let room = match this.defect {
            Some(NeverFull) => usize::MAX - lane.bytes.len(),
            Some(HoldsLess) => (CAPACITY - 1).saturating_sub(lane.bytes.len()),
            _ => CAPACITY.saturating_sub(lane.bytes.len()),
        };
        if room == 0 {
            if this.has(FullTakesNothing) {
                return Poll::Ready(Ok(0));
            }
            if this.has(PendingStages) {
                this.memory.staged.get_or_insert(buf.to_vec());
            }
            this.wait(cx, lane, mine);
            return Poll::Pending;
        }
        if this.has(KeepsCallersBuffer) {
            // As if it had kept a reference: it reads what the buffer holds by now.
            let owed = mem::take(&mut this.memory.owed).min(buf.len());
            lane.bytes.extend(&buf[..owed]);
            this.memory.owed = room.min(buf.len());
            return Poll::Ready(Ok(this.memory.owed));
        }
        let staged = this.memory.staged.take();
        let bytes = staged.as_deref().unwrap_or(buf);
        let count = room.min(bytes.len());
        lane.bytes.extend(&bytes[..count]);
        this.memory.clean = false;
        let woken = lane.reader.take();
        drop(lane);
        wake(woken);
        Poll::Ready(Ok(if this.has(ClaimsMore) { count + 1 } else { count }))
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        let this = self.get_mut();
        this.memory.flushed = true;
        if this.has(CleanFlushWaits) && mem::replace(&mut this.memory.clean, true) {
            return Poll::Pending;
        }
        if this.memory.shut {
            assert!(!this.has(FlushAfterShutdownPanics), "flushed after the shutdown");
            if this.has(FlushAfterShutdownFails) || this.memory.late {
                return Poll::Ready(Err(ErrorKind::BrokenPipe.into()));
            }
        }
        let mine = cx.waker().clone();
        let mut lane = lock(&this.lanes[1 - this.side]);
        let waits = this.has(FlushWaitsForReader) || this.has(DropForgetsFlush);
        if waits && !lane.bytes.is_empty() && !lane.abandoned {
            lane.flushing = true;
            let stale = lane.writer.replace(mine);
            drop(lane);
            drop(stale);
            return Poll::Pending;
        }
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<()>> {
        let this = self.get_mut();
        if mem::replace(&mut this.memory.shut, true) && this.has(SecondShutdownFails) {
            return Poll::Ready(Err(ErrorKind::NotConnected.into()));
        }
        let mut lane = lock(&this.lanes[1 - this.side]);
        lane.ended = !this.has(ShutdownOnlyFlushes);
        if this.has(ShutdownLosesBytes) {
            lane.bytes.clear();
        }
        let woken = lane.reader.take();
        drop(lane);
        wake(woken);
        Poll::Ready(Ok(()))
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &[IoSlice<'_>],
    ) -> Poll<Result<usize>> {
        let first: &[u8] = bufs.first().map_or(&[], |buf| buf);
        if self.has(VectoredStopsAtEmpty) && first.is_empty() {
            return Poll::Ready(Ok(0));
        }
        if self.has(VectoredIsDefault) {
            let first: &[u8] = bufs.iter().find(|buf| !buf.is_empty()).map_or(&[], |buf| buf);
            return self.poll_write(cx, first);
        }
        let mut slices: Vec<&[u8]> = bufs.iter().map(|buf| &**buf).collect();
        if self.has(VectoredReverses) {
            slices.reverse();
        }
        let all = slices.concat();
        let written = self.as_mut().poll_write(cx, &all);
        let claims_all = self.has(VectoredClaimsAll);
        written.map_ok(|count| if claims_all && count > 0 { all.len() } else { count })
    }

    fn is_write_vectored(&self) -> bool {
        !(self.has(VectoredAnswerChanges) && self.memory.flushed)
    }
}

impl Drop for End {
    fn drop(&mut self) {
        // As if what is left were given to a thread, which is waited for.
        let left = || lock(&self.lanes[1 - self.side]).bytes.len();
        while self.has(DropBlocks) && (1..CAPACITY).contains(&left()) {
            thread::sleep(Duration::from_millis(1));
        }
        let mut lane = lock(&self.lanes[self.side]);
        lane.abandoned = true;
        lane.bytes.clear();
        let gone = lane.reader.take();
        let forgets = self.has(DropForgetsWriter) || (self.has(DropForgetsFlush) && lane.flushing);
        let woken = lane.writer.take_if(|_| !forgets);
        drop(lane);
        drop(gone);
        wake(woken);

        let mut lane = lock(&self.lanes[1 - self.side]);
        lane.ended = true;
        if self.has(DropLosesFlushed) {
            lane.bytes.clear();
        }
        let (gone, woken) = (lane.writer.take(), lane.reader.take());
        drop(lane);
        if self.has(LeaksWaker) {
            mem::forget(gone);
        }
        wake(woken);
    }
}

fn wake(waker: Option<Waker>) {
    waker.into_iter().for_each(Waker::wake);
}

/// Locks also what a defect left behind that panics.
fn lock(lane: &Mutex<Lane>) -> MutexGuard<'_, Lane> {
    lane.lock().unwrap_or_else(PoisonError::into_inner)
}

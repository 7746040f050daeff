//! A pipe in memory that passes every rule of reading, writing and connections.

mod lane;

use alloc::sync::Arc;
use core::{
    array, fmt,
    pin::Pin,
    task::{Context, Poll, Waker},
};
use std::sync::{Mutex, MutexGuard, PoisonError};

use self::lane::Lane;
use crate::io::{AsyncRead, AsyncWrite, ErrorKind, IoSlice, ReadCursor, Result};

/// One end of a pipe in memory.
///
/// What one end writes, the other reads. Each direction holds up to a capacity of bytes; a writer
/// waits while it is full. Shutting an end down, or dropping it, is the end of what its peer reads;
/// writing to a dropped peer fails.
pub struct Pipe {
    lanes: Arc<[Mutex<Lane>; 2]>,
    /// The lane that this end reads; it writes the other one.
    side: usize,
}

/// Makes a pipe whose directions hold `capacity` bytes each.
///
/// # Panics
///
/// Panics if `capacity` is 0: nothing could ever be written (DUPLEX-16).
#[track_caller]
pub fn pipe(capacity: usize) -> (Pipe, Pipe) {
    assert!(capacity > 0, "a pipe of capacity 0 could never move a byte: use at least 1");
    let lanes = Arc::new(array::from_fn(|_| Mutex::new(Lane::new(capacity))));
    (Pipe { lanes: Arc::clone(&lanes), side: 0 }, Pipe { lanes, side: 1 })
}

impl Pipe {
    /// Makes the next read of this end fail with `kind`, after what was written before.
    pub fn fail_read(&self, kind: ErrorKind) {
        let mut lane = self.incoming();
        lane.fail_read(kind);
        let woken = lane.reader.take();
        drop(lane);
        wake(woken);
    }

    /// Makes the next write of this end fail with `kind`.
    pub fn fail_write(&self, kind: ErrorKind) {
        let mut lane = self.outgoing();
        lane.fail_write(kind);
        let woken = lane.writer.take();
        drop(lane);
        wake(woken);
    }

    fn incoming(&self) -> MutexGuard<'_, Lane> {
        lock(&self.lanes[self.side])
    }

    fn outgoing(&self) -> MutexGuard<'_, Lane> {
        lock(&self.lanes[1 - self.side])
    }
}

impl AsyncRead for Pipe {
    fn poll_read(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        mut buf: ReadCursor<'_>,
    ) -> Poll<Result<()>> {
        let before = buf.written();
        poll_lane(
            &self.lanes[self.side],
            cx.waker(),
            |lane| &mut lane.reader,
            |lane| {
                let result = lane.read(&mut buf)?;
                // Only bytes that left make room for the writer.
                let woken = if buf.written() > before { lane.writer.take() } else { None };
                Some((result, woken))
            },
        )
    }
}

impl AsyncWrite for Pipe {
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<Result<usize>> {
        self.poll_write_vectored(cx, &[IoSlice::new(buf)])
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<()>> {
        // What was accepted is where the peer reads it.
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<()>> {
        let mut lane = self.outgoing();
        lane.end();
        let woken = lane.reader.take();
        drop(lane);
        wake(woken);
        Poll::Ready(Ok(()))
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &[IoSlice<'_>],
    ) -> Poll<Result<usize>> {
        poll_lane(
            &self.lanes[1 - self.side],
            cx.waker(),
            |lane| &mut lane.writer,
            |lane| {
                let result = lane.write(bufs)?;
                let woken = if matches!(result, Ok(1..)) { lane.reader.take() } else { None };
                Some((result, woken))
            },
        )
    }

    fn is_write_vectored(&self) -> bool {
        true
    }
}

impl Drop for Pipe {
    fn drop(&mut self) {
        let mut lane = self.incoming();
        lane.abandon();
        // The peer's writer learns that nobody reads; our own reader will not ask again.
        let (gone, woken) = (lane.reader.take(), lane.writer.take());
        drop(lane);
        drop(gone);
        wake(woken);

        let mut lane = self.outgoing();
        lane.end();
        let (gone, woken) = (lane.writer.take(), lane.reader.take());
        drop(lane);
        drop(gone);
        wake(woken);
    }
}

impl fmt::Debug for Pipe {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = f.debug_struct("Pipe");
        out.field("incoming", &self.incoming()).field("outgoing", &self.outgoing()).finish()
    }
}

/// Tries `attempt`, and keeps the newest waker in `slot` if it has to wait.
///
/// A waker's code is foreign: it may use this very pipe. So it is cloned before the lock is taken
/// for the attempt that stores it, and the old one is dropped after the lock is free.
fn poll_lane<T>(
    lane: &Mutex<Lane>,
    waker: &Waker,
    slot: fn(&mut Lane) -> &mut Option<Waker>,
    mut attempt: impl FnMut(&mut Lane) -> Option<(T, Option<Waker>)>,
) -> Poll<T> {
    let mut fresh: Option<Waker> = None;
    loop {
        let mut guard = lock(lane);
        // Also on the second round: what came while the waker was cloned found no one to wake.
        if let Some((value, woken)) = attempt(&mut guard) {
            drop(guard);
            wake(woken);
            return Poll::Ready(value);
        }
        let stored = slot(&mut guard);
        if stored.as_ref().is_some_and(|stored| stored.will_wake(waker)) {
            drop(guard);
            return Poll::Pending;
        }
        if let Some(fresh) = fresh.take() {
            let stale = stored.replace(fresh);
            drop(guard);
            drop(stale);
            return Poll::Pending;
        }
        drop(guard);
        fresh = Some(waker.clone());
    }
}

fn wake(waker: Option<Waker>) {
    if let Some(waker) = waker {
        waker.wake();
    }
}

/// Locks also what a panic left behind: no step of a lane can be interrupted half-way.
fn lock(lane: &Mutex<Lane>) -> MutexGuard<'_, Lane> {
    lane.lock().unwrap_or_else(PoisonError::into_inner)
}

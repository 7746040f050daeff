use alloc::sync::Arc;
use core::{
    array, fmt,
    pin::Pin,
    task::{Context, Poll, Waker},
};

use super::{lane::Lane, lock::Lock};
use crate::io::{AsyncRead, AsyncWrite, ErrorKind, IoSlice, ReadCursor, Result};

/// Makes a connection in memory, whose directions hold `capacity` bytes each.
///
/// What one end writes, the other one reads.
///
/// # Panics
///
/// If `capacity` is 0: nothing could ever be written (DUPLEX-16).
///
/// # Examples
///
/// ```
/// use async_interop::io::{self, AsyncRead, AsyncWrite, ReadBuf};
/// use core::{pin::Pin, task::{Context, Poll, Waker}};
///
/// let (mut client, mut server) = io::duplex(4);
/// let mut cx = Context::from_waker(Waker::noop());
/// let written = Pin::new(&mut client).poll_write(&mut cx, b"hello")?;
/// assert_eq!(written, Poll::Ready(4));
///
/// let mut memory = [0; 8];
/// let mut buf = ReadBuf::new(&mut memory);
/// assert!(Pin::new(&mut server).poll_read(&mut cx, buf.unfilled())?.is_ready());
/// assert_eq!(buf.filled(), b"hell");
/// # Ok::<(), io::Error>(())
/// ```
#[track_caller]
pub fn duplex(capacity: usize) -> (DuplexStream, DuplexStream) {
    assert!(capacity > 0, "a pipe of capacity 0 could never move a byte: use at least 1");
    let lanes = Arc::new(array::from_fn(|_| Lock::new(Lane::new(capacity))));
    (DuplexStream { lanes: Arc::clone(&lanes), side: 0 }, DuplexStream { lanes, side: 1 })
}

/// One end of a connection in memory.
///
/// Made by [`duplex`]. A writer waits while its direction is full. Shutting an end down, or dropping
/// it, is the end of what its peer reads, after what was written before; writing to a dropped peer
/// is [`BrokenPipe`](ErrorKind::BrokenPipe). What is written is where the peer reads it, so there is
/// nothing to flush.
///
/// Tests can make an end fail, with [`fail_read`](Self::fail_read) and
/// [`fail_write`](Self::fail_write).
///
/// # Cancel safety
///
/// A read or a write that was abandoned moved nothing.
pub struct DuplexStream {
    lanes: Arc<[Lock<Lane>; 2]>,
    /// The lane that this end reads; it writes the other one.
    side: usize,
}

impl DuplexStream {
    /// Makes the next read of this end fail with `kind`, after what was written before.
    ///
    /// `WouldBlock` and `Interrupted`, which never come out, do nothing.
    pub fn fail_read(&self, kind: ErrorKind) {
        let woken = self.incoming().with(|lane| {
            lane.fail_read(kind);
            lane.reader.take()
        });
        wake(woken);
    }

    /// Makes the next write of this end fail with `kind`.
    ///
    /// `WouldBlock` and `Interrupted`, which never come out, do nothing.
    pub fn fail_write(&self, kind: ErrorKind) {
        let woken = self.outgoing().with(|lane| {
            lane.fail_write(kind);
            lane.writer.take()
        });
        wake(woken);
    }

    fn incoming(&self) -> &Lock<Lane> {
        &self.lanes[self.side]
    }

    fn outgoing(&self) -> &Lock<Lane> {
        &self.lanes[1 - self.side]
    }
}

impl AsyncRead for DuplexStream {
    fn poll_read(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        mut buf: ReadCursor<'_>,
    ) -> Poll<Result<()>> {
        let before = buf.written();
        poll_lane(
            self.incoming(),
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

impl AsyncWrite for DuplexStream {
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<Result<usize>> {
        self.poll_write_vectored(cx, &[IoSlice::new(buf)])
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<()>> {
        // What was accepted is where the peer reads it.
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<()>> {
        let woken = self.outgoing().with(|lane| {
            lane.end();
            lane.reader.take()
        });
        wake(woken);
        Poll::Ready(Ok(()))
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &[IoSlice<'_>],
    ) -> Poll<Result<usize>> {
        poll_lane(
            self.outgoing(),
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

impl Drop for DuplexStream {
    fn drop(&mut self) {
        // The peer's writer learns that nobody reads; our own reader will not ask again.
        let (gone, woken) = self.incoming().with(|lane| {
            lane.abandon();
            (lane.reader.take(), lane.writer.take())
        });
        drop(gone);
        wake(woken);

        let (gone, woken) = self.outgoing().with(|lane| {
            lane.end();
            (lane.writer.take(), lane.reader.take())
        });
        drop(gone);
        wake(woken);
    }
}

impl fmt::Debug for DuplexStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DuplexStream")
            .field("incoming", &self.incoming().with(|lane| lane.len()))
            .field("outgoing", &self.outgoing().with(|lane| lane.len()))
            .finish()
    }
}

/// Tries `attempt`, and keeps the newest waker in `slot` if it has to wait.
///
/// A waker's code is foreign: it may use this very connection. So it is cloned before the lock is
/// taken for the attempt that stores it, and the old one is dropped after the lock is free.
fn poll_lane<T>(
    lane: &Lock<Lane>,
    waker: &Waker,
    slot: fn(&mut Lane) -> &mut Option<Waker>,
    mut attempt: impl FnMut(&mut Lane) -> Option<(T, Option<Waker>)>,
) -> Poll<T> {
    enum Step<T> {
        Moved(T, Option<Waker>),
        /// The newest waker is in place of this one.
        Stored(Option<Waker>),
        /// The newest waker must be cloned first.
        Clone,
    }

    let mut fresh: Option<Waker> = None;
    loop {
        let step = lane.with(|lane| {
            // Also on the second round: what came while the waker was cloned found no one to wake.
            if let Some((value, woken)) = attempt(lane) {
                return Step::Moved(value, woken);
            }
            let stored = slot(lane);
            if stored.as_ref().is_some_and(|stored| stored.will_wake(waker)) {
                return Step::Stored(None);
            }
            match fresh.take() {
                Some(fresh) => Step::Stored(stored.replace(fresh)),
                None => Step::Clone,
            }
        });
        match step {
            Step::Moved(value, woken) => {
                wake(woken);
                return Poll::Ready(value);
            }
            Step::Stored(stale) => {
                drop(stale);
                return Poll::Pending;
            }
            Step::Clone => fresh = Some(waker.clone()),
        }
    }
}

fn wake(waker: Option<Waker>) {
    if let Some(waker) = waker {
        waker.wake();
    }
}

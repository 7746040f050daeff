//! A pipe in memory whose reader shows what is in it, which passes every rule of buffered readers.

use alloc::{collections::VecDeque, sync::Arc, vec::Vec};
use core::{
    fmt,
    pin::Pin,
    task::{Context, Poll, Waker, ready},
};

use crate::{
    conformance::harness::Lock,
    io::{AsyncBufRead, AsyncRead, AsyncWrite, ErrorKind, ReadCursor, Result},
};

/// Makes a pipe that holds up to `capacity` bytes, and whose reader shows what is in it.
///
/// # Panics
///
/// Panics if `capacity` is 0: nothing could pass.
#[track_caller]
pub fn lane(capacity: usize) -> (LaneReader, LaneWriter) {
    assert!(capacity > 0, "a lane with room for nothing lets nothing pass: give it a byte");
    let state = Arc::new(Lock::new(State::default()));
    let reader = LaneReader { state: Arc::clone(&state), shown: Vec::new(), taken: 0 };
    (reader, LaneWriter { state, capacity })
}

/// Reads from a [`lane`].
pub struct LaneReader {
    state: Arc<Lock<State>>,
    /// What was taken out of the queue to be shown, and still counts as being in it.
    shown: Vec<u8>,
    /// How many of those bytes were taken.
    taken: usize,
}

impl LaneReader {
    /// Lets a read or a fill fail once with `kind`, behind the bytes that are there.
    pub fn fail_read(&self, kind: ErrorKind) {
        let woken = self.state.with(|state| {
            state.fault = Some(kind);
            state.reader.take()
        });
        wake(woken);
    }
}

impl AsyncRead for LaneReader {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        mut buf: ReadCursor<'_>,
    ) -> Poll<Result<()>> {
        if buf.is_full() {
            return Poll::Ready(Ok(()));
        }
        let read = buf.append_some(ready!(self.as_mut().poll_fill_buf(cx))?);
        self.consume(read);
        Poll::Ready(Ok(()))
    }
}

impl AsyncBufRead for LaneReader {
    fn poll_fill_buf(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<&[u8]>> {
        let this = self.get_mut();
        if this.taken == this.shown.len() {
            // Cloned and dropped without the lock.
            let mine = cx.waker().clone();
            let (shown, _stale) = this.state.with(|state| match state.show() {
                Some(result) => (Poll::Ready(result), Some(mine)),
                None => (Poll::Pending, state.reader.replace(mine)),
            });
            (this.shown, this.taken) = (ready!(shown)?, 0);
        }
        Poll::Ready(Ok(&this.shown[this.taken..]))
    }

    fn consume(mut self: Pin<&mut Self>, amount: usize) {
        let left = self.shown.len() - self.taken;
        assert!(amount <= left, "{amount} bytes to consume, and {left} were shown");
        self.taken += amount;
        let woken = self.state.with(|state| {
            state.lent -= amount;
            state.writer.take_if(|_| amount > 0)
        });
        wake(woken);
    }
}

impl Drop for LaneReader {
    fn drop(&mut self) {
        let (_stale, woken) = self.state.with(|state| {
            state.deserted = true;
            (state.reader.take(), state.writer.take())
        });
        wake(woken);
    }
}

impl fmt::Debug for LaneReader {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LaneReader").field("shown", &(self.shown.len() - self.taken)).finish()
    }
}

/// Writes to a [`lane`].
pub struct LaneWriter {
    state: Arc<Lock<State>>,
    capacity: usize,
}

impl LaneWriter {
    fn end(&self) {
        let (woken, _stale) = self.state.with(|state| {
            state.ended = true;
            (state.reader.take(), state.writer.take())
        });
        wake(woken);
    }
}

impl AsyncWrite for LaneWriter {
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<Result<usize>> {
        if buf.is_empty() {
            return Poll::Ready(Ok(0));
        }
        let mine = cx.waker().clone();
        let (written, woken, _stale) = self.state.with(|state| {
            if state.deserted || state.ended {
                return (Poll::Ready(Err(ErrorKind::BrokenPipe.into())), None, Some(mine));
            }
            let room = self.capacity - state.bytes.len() - state.lent;
            if room == 0 {
                return (Poll::Pending, None, state.writer.replace(mine));
            }
            let count = room.min(buf.len());
            state.bytes.extend(&buf[..count]);
            (Poll::Ready(Ok(count)), state.reader.take(), Some(mine))
        });
        wake(woken);
        written
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<()>> {
        self.end();
        Poll::Ready(Ok(()))
    }
}

impl Drop for LaneWriter {
    fn drop(&mut self) {
        self.end();
    }
}

impl fmt::Debug for LaneWriter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LaneWriter").field("capacity", &self.capacity).finish_non_exhaustive()
    }
}

#[derive(Default)]
struct State {
    bytes: VecDeque<u8>,
    /// How many bytes the reader shows.
    lent: usize,
    ended: bool,
    deserted: bool,
    fault: Option<ErrorKind>,
    reader: Option<Waker>,
    writer: Option<Waker>,
}

impl State {
    /// Takes out what there is to show, or returns `None` if that is still to come.
    fn show(&mut self) -> Option<Result<Vec<u8>>> {
        if self.bytes.is_empty() {
            return match self.fault.take() {
                Some(kind) if !matches!(kind, ErrorKind::WouldBlock | ErrorKind::Interrupted) => {
                    Some(Err(kind.into()))
                }
                _ => self.ended.then(|| Ok(Vec::new())),
            };
        }
        self.lent = self.bytes.len();
        Some(Ok(self.bytes.drain(..).collect()))
    }
}

fn wake(waker: Option<Waker>) {
    if let Some(waker) = waker {
        waker.wake();
    }
}

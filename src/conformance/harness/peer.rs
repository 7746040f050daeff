//! What is below an adapter under test: a reader and writer that follows a script.

use alloc::{collections::VecDeque, sync::Arc, vec::Vec};
use core::{
    fmt,
    pin::Pin,
    task::{Context, Poll, Waker},
};

use super::Lock;
use crate::io::{AsyncRead, AsyncWrite, ErrorKind, IoSlice, ReadCursor, Result};

/// What is below an adapter under test: a reader and writer that follows a script.
///
/// A clone is a handle on the same peer: the adapter gets one, the check keeps one to give bytes
/// and turns, and to see what came. A new peer takes and gives all at once; from
/// [`hold`](Self::hold) on it takes one step for each turn that it is [granted](Self::grant).
#[derive(Clone, Default)]
pub struct Peer(Arc<Lock<State>>);

#[derive(Default)]
struct State {
    written: Vec<u8>,
    flushed: usize,
    shut: bool,
    /// How many bytes a write takes, or `None` for all.
    step: Option<usize>,
    /// How many writes, flushes and shutdowns are still done, or `None` for all.
    turns: Option<usize>,
    writer: Option<Waker>,
    unread: VecDeque<u8>,
    ended: bool,
    told: bool,
    reads: usize,
    reads_after_end: usize,
    reader: Option<Waker>,
}

impl Peer {
    /// Makes a peer that takes all bytes and has none to give.
    pub fn new() -> Self {
        Self::default()
    }

    /// Lets a write take no more than `step` bytes.
    pub fn step(&self, step: usize) {
        self.0.with(|state| state.step = Some(step));
    }

    /// Lets writes, flushes and shutdowns wait for a turn.
    pub fn hold(&self) {
        self.0.with(|state| state.turns = Some(0));
    }

    /// Lets `turns` of them be done, and wakes the one that waits.
    pub fn grant(&self, turns: usize) {
        let woken = self.0.with(|state| {
            state.turns = state.turns.map(|left| left + turns);
            state.writer.take()
        });
        wake(woken);
    }

    /// Lets all of them be done, and wakes the one that waits.
    pub fn release(&self) {
        self.0.with(|state| state.turns = None);
        self.grant(0);
    }

    /// Gives `bytes` to the reader.
    pub fn feed(&self, bytes: &[u8]) {
        let woken = self.0.with(|state| {
            state.unread.extend(bytes);
            state.reader.take()
        });
        wake(woken);
    }

    /// Ends what the reader gets.
    pub fn end(&self) {
        self.0.with(|state| state.ended = true);
        self.feed(&[]);
    }

    /// Returns the bytes that were written.
    pub fn written(&self) -> Vec<u8> {
        self.0.with(|state| state.written.clone())
    }

    /// Returns how many of them were flushed.
    pub fn flushed(&self) -> usize {
        self.0.with(|state| state.flushed)
    }

    /// Returns whether it was shut down.
    pub fn is_shut(&self) -> bool {
        self.0.with(|state| state.shut)
    }

    /// Returns how often it was read.
    pub fn reads(&self) -> usize {
        self.0.with(|state| state.reads)
    }

    /// Returns how often it was read after it had told that it is at its end.
    pub fn reads_after_end(&self) -> usize {
        self.0.with(|state| state.reads_after_end)
    }

    /// Does `attempt`, or keeps the waker in `slot` if that has to wait.
    fn poll<T>(
        &self,
        cx: &mut Context<'_>,
        slot: fn(&mut State) -> &mut Option<Waker>,
        attempt: impl FnOnce(&mut State) -> Option<Result<T>>,
    ) -> Poll<Result<T>> {
        let mine = cx.waker().clone();
        let (result, _stale) = self.0.with(|state| match attempt(state) {
            Some(result) => (Poll::Ready(result), Some(mine)),
            None => (Poll::Pending, slot(state).replace(mine)),
        });
        result
    }

    /// Does `step` if it is its turn.
    fn poll_turn<T>(
        &self,
        cx: &mut Context<'_>,
        step: impl FnOnce(&mut State) -> Result<T>,
    ) -> Poll<Result<T>> {
        self.poll(
            cx,
            |state| &mut state.writer,
            |state| {
                if state.turns == Some(0) {
                    return None;
                }
                state.turns = state.turns.map(|left| left - 1);
                Some(step(state))
            },
        )
    }
}

impl AsyncRead for Peer {
    fn poll_read(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        mut buf: ReadCursor<'_>,
    ) -> Poll<Result<()>> {
        if buf.is_full() {
            return Poll::Ready(Ok(()));
        }
        self.poll(
            cx,
            |state| &mut state.reader,
            |state| {
                state.reads += 1;
                let (front, back) = state.unread.as_slices();
                let read = buf.append_some(front) + buf.append_some(back);
                state.unread.drain(..read);
                if read > 0 {
                    return Some(Ok(()));
                }
                state.reads_after_end += usize::from(state.told);
                state.told = state.ended;
                state.ended.then_some(Ok(()))
            },
        )
    }
}

impl AsyncWrite for Peer {
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<Result<usize>> {
        self.poll_write_vectored(cx, &[IoSlice::new(buf)])
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        self.poll_turn(cx, |state| {
            state.flushed = state.written.len();
            Ok(())
        })
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        self.poll_turn(cx, |state| {
            state.flushed = state.written.len();
            state.shut = true;
            Ok(())
        })
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &[IoSlice<'_>],
    ) -> Poll<Result<usize>> {
        if bufs.iter().all(|buf| buf.is_empty()) {
            return Poll::Ready(Ok(0));
        }
        self.poll_turn(cx, |state| {
            if state.shut {
                return Err(ErrorKind::BrokenPipe.into());
            }
            let before = state.written.len();
            let bytes = bufs.iter().flat_map(|buf| buf.iter());
            state.written.extend(bytes.take(state.step.unwrap_or(usize::MAX)));
            Ok(state.written.len() - before)
        })
    }

    fn is_write_vectored(&self) -> bool {
        true
    }
}

impl fmt::Debug for Peer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.with(|state| {
            let mut out = f.debug_struct("Peer");
            out.field("written", &state.written.len()).field("flushed", &state.flushed);
            out.field("shut", &state.shut).field("turns", &state.turns);
            out.field("unread", &state.unread.len()).field("ended", &state.ended).finish()
        })
    }
}

fn wake(waker: Option<Waker>) {
    if let Some(waker) = waker {
        waker.wake();
    }
}

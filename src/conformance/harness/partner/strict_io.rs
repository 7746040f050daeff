//! A strict reader and writer.

use alloc::vec::Vec;
use core::{
    pin::Pin,
    task::{Context, Poll, ready},
};

use super::{Misuse, Stage, side::Operation};
use crate::io::{
    AsyncBufRead, AsyncRead, AsyncSeek, AsyncWrite, ErrorKind, IoSlice, ReadCursor, Result,
    SeekFrom,
};

/// A reader and writer that takes note of every misuse. A [`Stage`] makes it.
#[derive(Debug)]
pub struct StrictIo {
    stage: Stage,
    at: usize,
    reading: usize,
    writing: usize,
}

/// What a [`StrictIo`] knows of itself.
#[derive(Debug, Default)]
pub(super) struct IoState {
    /// How much of the payload was read.
    read: usize,
    /// How much was shown by the last look into the buffer, and was not taken since.
    shown: usize,
    ended: bool,
    pub(super) consumes: usize,
    pub(super) written: Vec<u8>,
    pub(super) flushed: usize,
    /// How many writes took nothing.
    refused: usize,
    pub(super) slices: usize,
    pub(super) shutting: bool,
    pub(super) shut: bool,
}

/// How often a writer says that it takes no more, before it fails, as the caller might go on for
/// ever.
const REFUSALS: usize = 100;

impl StrictIo {
    pub(super) fn new(stage: Stage) -> Self {
        let at = stage.with(|state| {
            state.ios.push(IoState::default());
            state.ios.len() - 1
        });
        let (reading, writing) = (stage.side(), stage.side());
        Self { stage, at, reading, writing }
    }

    fn with<T>(&self, use_it: impl FnOnce(&mut IoState) -> T) -> T {
        self.stage.with(|state| use_it(&mut state.ios[self.at]))
    }

    fn note(&self, misuse: Misuse) {
        self.stage.note(misuse, ("object", self.at));
    }

    fn note_poll(&self) {
        self.stage.note_poll(("object", self.at));
    }

    /// Finds out where the next bytes are, no more than `most`; none at the end.
    fn poll_bytes(&self, cx: &mut Context<'_>, most: usize) -> Poll<&'static [u8]> {
        if self.with(|io| io.ended) {
            self.note(Misuse::ReadsAfterEnd);
            return Poll::Ready(&[]);
        }
        self.stage.poll(cx, self.reading, Operation::Read, |state| {
            let io = &mut state.ios[self.at];
            let left = &Stage::PAYLOAD[io.read..];
            if left.is_empty() {
                io.ended = true;
                state.reads_ended += 1;
            }
            &left[..left.len().min(most).min(state.manner.reads)]
        })
    }
}

impl AsyncRead for StrictIo {
    fn poll_read(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        mut buf: ReadCursor<'_>,
    ) -> Poll<Result<()>> {
        self.note_poll();
        if buf.is_full() {
            return Poll::Ready(Ok(()));
        }
        let bytes = ready!(self.poll_bytes(cx, buf.remaining()));
        buf.append(bytes);
        self.with(|io| {
            io.read += bytes.len();
            io.shown = io.shown.saturating_sub(bytes.len());
        });
        Poll::Ready(Ok(()))
    }
}

impl AsyncBufRead for StrictIo {
    fn poll_fill_buf(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<&[u8]>> {
        self.note_poll();
        let (read, shown) = self.with(|io| (io.read, io.shown));
        if shown > 0 {
            return Poll::Ready(Ok(&Stage::PAYLOAD[read..read + shown]));
        }
        let bytes = ready!(self.poll_bytes(cx, usize::MAX));
        self.with(|io| io.shown = bytes.len());
        Poll::Ready(Ok(bytes))
    }

    fn consume(self: Pin<&mut Self>, amount: usize) {
        if amount > self.with(|io| io.shown) {
            self.note(Misuse::ConsumesTooMuch);
        }
        self.with(|io| {
            let amount = amount.min(io.shown);
            io.consumes += 1;
            io.read += amount;
            io.shown -= amount;
        });
    }
}

impl AsyncWrite for StrictIo {
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<Result<usize>> {
        self.poll_write_vectored(cx, &[IoSlice::new(buf)])
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        self.note_poll();
        if self.with(|io| io.shutting) {
            self.note(Misuse::FlushesAfterShutdown);
            return Poll::Ready(Ok(()));
        }
        self.stage.poll(cx, self.writing, Operation::Flush, |state| {
            let io = &mut state.ios[self.at];
            io.flushed = io.written.len();
            Ok(())
        })
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        self.note_poll();
        if self.with(|io| {
            io.shutting = true;
            io.shut
        }) {
            return Poll::Ready(Ok(()));
        }
        self.stage.poll(cx, self.writing, Operation::Shutdown, |state| {
            let io = &mut state.ios[self.at];
            io.flushed = io.written.len();
            io.shut = true;
            Ok(())
        })
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &[IoSlice<'_>],
    ) -> Poll<Result<usize>> {
        self.note_poll();
        let slices = bufs.iter().filter(|buf| !buf.is_empty()).count();
        if slices == 0 {
            return Poll::Ready(Ok(0));
        }
        if self.with(|io| io.shutting) {
            self.note(Misuse::WritesAfterShutdown);
            return Poll::Ready(Err(ErrorKind::BrokenPipe.into()));
        }
        let (taken, refused) =
            ready!(self.stage.poll(cx, self.writing, Operation::Write, |state| {
                let io = &mut state.ios[self.at];
                let before = io.written.len();
                let room = state.manner.room.map_or(usize::MAX, |room| room - before);
                let bytes = bufs.iter().flat_map(|buf| buf.iter());
                io.written.extend(bytes.take(room.min(state.manner.writes)));
                io.slices = io.slices.max(slices);
                let taken = io.written.len() - before;
                io.refused += usize::from(taken == 0);
                (taken, io.refused)
            }));
        if refused > REFUSALS {
            self.note(Misuse::AsksAgain);
            return Poll::Ready(Err(ErrorKind::BrokenPipe.into()));
        }
        Poll::Ready(Ok(taken))
    }

    fn is_write_vectored(&self) -> bool {
        self.stage.with(|state| state.manner.vectored)
    }
}

impl AsyncSeek for StrictIo {
    fn poll_seek(self: Pin<&mut Self>, cx: &mut Context<'_>, pos: SeekFrom) -> Poll<Result<u64>> {
        self.note_poll();
        self.stage.poll(cx, self.reading, Operation::Seek, |state| {
            let io = &mut state.ios[self.at];
            let (from, by) = match pos {
                SeekFrom::Start(offset) => (offset, 0),
                SeekFrom::End(by) => (Stage::PAYLOAD.len() as u64, by),
                SeekFrom::Current(by) => (io.read as u64, by),
            };
            let Some(to) = from.checked_add_signed(by) else {
                return Err(ErrorKind::InvalidInput.into());
            };
            io.read = usize::try_from(to).unwrap_or(usize::MAX).min(Stage::PAYLOAD.len());
            (io.shown, io.ended) = (0, false);
            Ok(to)
        })
    }
}

//! A file in memory that reads ahead and writes behind, which can be given one defect.
//!
//! Without one it conforms, which a test checks. Its seeks are pending twice, and wake.

use std::{
    mem,
    pin::Pin,
    task::{Context, Poll, Waker},
};

use async_interop::{
    conformance::{Capabilities, Seekable, Subject, capabilities},
    io::{AsyncRead, AsyncSeek, AsyncWrite, ErrorKind, ReadCursor, Result, SeekFrom},
};

/// What is wrong with a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Defect {
    // Where a seek goes.
    EndCountsForward,
    KeepsReadAhead,
    CountsReadAhead,
    SaturatesToStart,
    RefusesBehindEnd,
    NegatesOffset,
    MovesBeforeItWrites,
    KeepsEnd,
    ReadSeeks,
    // How it waits.
    SecondSeekPanics,
    SeekKeepsFirstWaker,
    SeekPendsAlone,
    EachPollMoves,
    FirstPollForgetsReadAhead,
    CompletesWhatWasNotBegun,
}

use Defect::*;

const CAPABILITIES: Capabilities = capabilities![write, sparse, unseekable];

/// A file with `defect`.
pub(crate) fn subject(defect: Option<Defect>) -> Subject {
    let name = defect.map_or("no defect".into(), |defect| format!("{defect:?}"));
    Subject::new(name, "mutant").seekable(CAPABILITIES, move || Fixture(defect))
}

struct Fixture(Option<Defect>);

impl Seekable for Fixture {
    type Object = File;

    fn open(&mut self, bytes: &[u8]) -> File {
        File::new(bytes, true, self.0)
    }

    fn writer<'a>(
        &mut self,
        object: Pin<&'a mut File>,
    ) -> Option<Pin<&'a mut (dyn AsyncWrite + 'a)>> {
        Some(object)
    }

    fn unseekable(&mut self, bytes: &[u8]) -> Option<File> {
        Some(File::new(bytes, false, self.0))
    }
}

/// A file.
pub(crate) struct File {
    bytes: Vec<u8>,
    /// Where the system is: behind what was read ahead, before what is to be written.
    position: u64,
    /// What was read ahead and not taken.
    ahead: Vec<u8>,
    /// What was written and did not reach `bytes`.
    behind: Vec<u8>,
    seekable: bool,
    begun: Option<Begun>,
    defect: Option<Defect>,
    /// What only defects remember.
    ended: bool,
    sought: bool,
}

/// A seek under way.
struct Begun {
    to: SeekFrom,
    polls: usize,
    first: Waker,
}

const READ_AHEAD: usize = 16;

impl File {
    fn new(bytes: &[u8], seekable: bool, defect: Option<Defect>) -> Self {
        let [ahead, behind] = [Vec::new(), Vec::new()];
        let (bytes, position, begun) = (bytes.to_vec(), 0, None);
        Self {
            bytes,
            position,
            ahead,
            behind,
            seekable,
            begun,
            defect,
            ended: false,
            sought: false,
        }
    }

    fn has(&self, defect: Defect) -> bool {
        self.defect == Some(defect)
    }

    /// Where the caller is.
    fn logical(&self) -> u64 {
        let ahead = if self.has(CountsReadAhead) { 0 } else { self.ahead.len() as u64 };
        self.position - ahead + self.behind.len() as u64
    }

    fn write_behind(&mut self) {
        let behind = mem::take(&mut self.behind);
        if behind.is_empty() || !self.seekable {
            return;
        }
        let start = self.position as usize;
        let end = start + behind.len();
        self.bytes.resize(self.bytes.len().max(end), 0);
        self.bytes[start..end].copy_from_slice(&behind);
        self.position = end as u64;
    }

    /// Finds the position that `to` stands for.
    fn target(&self, to: SeekFrom) -> Option<u64> {
        let len = self.bytes.len().max(self.position as usize + self.behind.len()) as u64;
        let len = if self.behind.is_empty() { self.bytes.len() as u64 } else { len };
        let (from, offset) = match to {
            SeekFrom::Start(offset) => (0, i128::from(offset)),
            SeekFrom::Current(offset) => (self.logical(), i128::from(offset)),
            SeekFrom::End(offset) => (len, i128::from(offset)),
        };
        let mut offset = offset;
        if self.has(EndCountsForward) && matches!(to, SeekFrom::End(_)) {
            offset = offset.abs();
        }
        if self.has(NegatesOffset) {
            if let SeekFrom::Current(back @ ..0) | SeekFrom::End(back @ ..0) = to {
                let forward = back.checked_neg().expect("an offset that can be negated");
                offset = -i128::from(forward);
            }
        }
        let target = i128::from(from) + offset;
        if self.has(SaturatesToStart) {
            return Some(target.clamp(0, u64::MAX.into()) as u64);
        }
        if self.has(RefusesBehindEnd) && target > i128::from(len) {
            return None;
        }
        u64::try_from(target).ok()
    }

    fn complete(&mut self, to: SeekFrom) -> Result<u64> {
        let moves_first = self.has(MovesBeforeItWrites);
        if !moves_first {
            self.write_behind();
        }
        let mut target = self.target(to).ok_or(ErrorKind::InvalidInput)?;
        if self.has(EachPollMoves) && matches!(to, SeekFrom::Current(_)) {
            // The earlier polls did.
            target = self.logical();
        }
        self.position = target;
        if !self.has(KeepsReadAhead) {
            self.ahead.clear();
        }
        self.write_behind();
        self.position = target;
        Ok(target)
    }
}

impl AsyncRead for File {
    fn poll_read(
        self: Pin<&mut Self>,
        _: &mut Context<'_>,
        mut buf: ReadCursor<'_>,
    ) -> Poll<Result<()>> {
        let this = self.get_mut();
        if buf.is_full() {
            return Poll::Ready(Ok(()));
        }
        this.begun = None;
        if this.has(ReadSeeks) && !this.seekable && !this.ahead.is_empty() {
            return Poll::Ready(Err(ErrorKind::NotSeekable.into()));
        }
        this.write_behind();
        if this.ahead.is_empty() && !this.ended {
            let start = this.position.min(this.bytes.len() as u64) as usize;
            let end = this.bytes.len().min(start + READ_AHEAD);
            this.ahead = this.bytes[start..end].to_vec();
            this.position += this.ahead.len() as u64;
            this.ended = this.ahead.is_empty() && this.has(KeepsEnd);
        }
        let read = buf.append_some(&this.ahead);
        this.ahead.drain(..read);
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for File {
    fn poll_write(self: Pin<&mut Self>, _: &mut Context<'_>, buf: &[u8]) -> Poll<Result<usize>> {
        let this = self.get_mut();
        if !buf.is_empty() && this.seekable {
            this.begun = None;
            this.position -= mem::take(&mut this.ahead).len() as u64;
        }
        this.behind.extend(buf);
        Poll::Ready(Ok(buf.len()))
    }

    fn poll_flush(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<()>> {
        self.write_behind();
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        self.poll_flush(cx)
    }
}

impl AsyncSeek for File {
    fn poll_seek(self: Pin<&mut Self>, cx: &mut Context<'_>, to: SeekFrom) -> Poll<Result<u64>> {
        let this = self.get_mut();
        if !this.seekable {
            return Poll::Ready(Err(ErrorKind::NotSeekable.into()));
        }
        if this.has(CompletesWhatWasNotBegun) && !this.sought && to == SeekFrom::Current(0) {
            return Poll::Pending;
        }
        let mut begun = match this.begun.take() {
            Some(begun) if begun.to == to => begun,
            other => {
                assert!(other.is_none() || !this.has(SecondSeekPanics), "a seek is under way");
                Begun { to, polls: 0, first: cx.waker().clone() }
            }
        };
        begun.polls += 1;
        if begun.polls <= 2 {
            match this.defect {
                Some(SeekPendsAlone) => {}
                Some(SeekKeepsFirstWaker) => begun.first.wake_by_ref(),
                _ => cx.waker().wake_by_ref(),
            }
            if this.has(FirstPollForgetsReadAhead) {
                this.ahead.clear();
            }
            if let (SeekFrom::Current(offset), true) = (to, this.has(EachPollMoves)) {
                this.position = this.position.saturating_add_signed(offset);
            }
            this.begun = Some(begun);
            return Poll::Pending;
        }
        this.sought = true;
        Poll::Ready(this.complete(to))
    }
}

//! One direction of a connection, as a state machine without a lock.

use alloc::collections::VecDeque;
use core::task::Waker;

use crate::io::{Error, ErrorKind, IoSlice, ReadCursor, Result};

/// One direction of a connection.
///
/// Nothing here wakes, clones or drops a waker: the shell around it does, once its lock is free.
pub(super) struct Lane {
    bytes: VecDeque<u8>,
    capacity: usize,
    /// The writer was shut down or dropped: after `bytes` comes the end.
    ended: bool,
    /// The reader was dropped: nobody will read what is written.
    abandoned: bool,
    /// What the next read with room ends in.
    read_fault: Option<ErrorKind>,
    /// What the next write of bytes ends in.
    write_fault: Option<ErrorKind>,
    pub(super) reader: Option<Waker>,
    pub(super) writer: Option<Waker>,
}

impl Lane {
    pub(super) const fn new(capacity: usize) -> Self {
        Self {
            bytes: VecDeque::new(),
            capacity,
            ended: false,
            abandoned: false,
            read_fault: None,
            write_fault: None,
            reader: None,
            writer: None,
        }
    }

    /// Moves bytes to `buf`, or returns `None` if the reader has to wait.
    pub(super) fn read(&mut self, buf: &mut ReadCursor<'_>) -> Option<Result<()>> {
        if buf.is_full() {
            return Some(Ok(()));
        }
        if self.bytes.is_empty() {
            // Earlier bytes come before an error (READ-15) and before the end (READ-10). What only
            // asks to try again never comes out (READ-17): this is the second try.
            match self.read_fault.take() {
                None | Some(ErrorKind::WouldBlock | ErrorKind::Interrupted) => {}
                Some(kind) => return Some(Err(kind.into())),
            }
            return self.ended.then_some(Ok(()));
        }
        let (front, back) = self.bytes.as_slices();
        let read = buf.append_some(front) + buf.append_some(back);
        self.bytes.drain(..read);
        Some(Ok(()))
    }

    /// Takes bytes from `bufs`, or returns `None` if the writer has to wait.
    pub(super) fn write(&mut self, bufs: &[IoSlice<'_>]) -> Option<Result<usize>> {
        if bufs.iter().all(|buf| buf.is_empty()) {
            return Some(Ok(0));
        }
        // What only asks to try again never comes out (WRITE-22): this is the second try.
        match self.write_fault.take() {
            None | Some(ErrorKind::WouldBlock | ErrorKind::Interrupted) => {}
            Some(kind) => return Some(Err(kind.into())),
        }
        if self.ended || self.abandoned {
            return Some(Err(Error::from(ErrorKind::BrokenPipe)));
        }
        let before = self.bytes.len();
        if before == self.capacity {
            return None;
        }
        for buf in bufs {
            let room = self.capacity - self.bytes.len();
            self.bytes.extend(&buf[..buf.len().min(room)]);
        }
        Some(Ok(self.bytes.len() - before))
    }

    /// How many bytes wait to be read.
    pub(super) fn len(&self) -> usize {
        self.bytes.len()
    }

    /// Ends the direction: the reader gets what is left, then the end.
    pub(super) fn end(&mut self) {
        self.ended = true;
    }

    /// Ends the direction from the reader's side: what is left is dropped, writing fails.
    pub(super) fn abandon(&mut self) {
        self.abandoned = true;
        self.bytes.clear();
    }

    pub(super) fn fail_read(&mut self, kind: ErrorKind) {
        self.read_fault = Some(kind);
    }

    pub(super) fn fail_write(&mut self, kind: ErrorKind) {
        self.write_fault = Some(kind);
    }
}

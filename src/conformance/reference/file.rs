//! A file in memory, which passes every rule of seeking.

use alloc::vec::Vec;
use core::{
    fmt,
    pin::Pin,
    task::{Context, Poll},
};

use crate::io::{
    AsyncRead, AsyncSeek, AsyncWrite, Cursor, ErrorKind, ReadCursor, Result, SeekFrom,
};

/// A file in memory, whose seeks take two polls: each is pending once, and wakes.
///
/// A seek that is given up is done all the same, as one that another thread does.
pub struct File {
    cursor: Cursor<Vec<u8>>,
    seekable: bool,
    begun: Option<SeekFrom>,
}

impl File {
    /// Makes a file that holds `bytes`, at its start.
    pub const fn new(bytes: Vec<u8>) -> Self {
        Self { cursor: Cursor::new(bytes), seekable: true, begun: None }
    }

    /// Makes one that cannot seek, as a pipe or a terminal that is opened by a path.
    ///
    /// What is written to it goes nowhere.
    pub const fn pipe(bytes: Vec<u8>) -> Self {
        Self { cursor: Cursor::new(bytes), seekable: false, begun: None }
    }

    /// Does a seek that was given up. Nobody is left who would want to know how it ended.
    fn finish(&mut self, cx: &mut Context<'_>) {
        if let Some(to) = self.begun.take() {
            let _ = Pin::new(&mut self.cursor).poll_seek(cx, to);
        }
    }
}

impl AsyncRead for File {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: ReadCursor<'_>,
    ) -> Poll<Result<()>> {
        if !buf.is_full() {
            self.finish(cx);
        }
        Pin::new(&mut self.cursor).poll_read(cx, buf)
    }
}

impl AsyncWrite for File {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &[u8],
    ) -> Poll<Result<usize>> {
        if !self.seekable {
            return Poll::Ready(Ok(buf.len()));
        }
        if !buf.is_empty() {
            self.finish(cx);
        }
        Pin::new(&mut self.cursor).poll_write(cx, buf)
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<()>> {
        Poll::Ready(Ok(()))
    }
}

impl AsyncSeek for File {
    fn poll_seek(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        to: SeekFrom,
    ) -> Poll<Result<u64>> {
        if !self.seekable {
            return Poll::Ready(Err(ErrorKind::NotSeekable.into()));
        }
        if self.begun != Some(to) {
            self.finish(cx);
            self.begun = Some(to);
            cx.waker().wake_by_ref();
            return Poll::Pending;
        }
        self.begun = None;
        Pin::new(&mut self.cursor).poll_seek(cx, to)
    }
}

impl fmt::Debug for File {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = f.debug_struct("File");
        out.field("len", &self.cursor.get_ref().len()).field("position", &self.cursor.position());
        out.field("seekable", &self.seekable).field("begun", &self.begun).finish()
    }
}

//! Moves bytes in one direction, through a buffer.

use alloc::{boxed::Box, vec};
use core::{
    pin::Pin,
    task::{Context, Poll, ready},
};

use super::progress::{Progress, ROUNDS_PER_POLL};
use crate::io::{AsyncRead, AsyncWrite, ReadBuf, Result};

/// A buffer between a reader and a writer, and how far they are.
pub(super) struct Transfer {
    buf: Box<[u8]>,
    /// What is read and not yet written is `buf[start..end]`.
    start: usize,
    end: usize,
    /// The reader is at its end, and all is written.
    ended: bool,
    progress: Progress,
}

impl Transfer {
    pub(super) fn new() -> Self {
        let buf = vec![0; CAPACITY].into_boxed_slice();
        Self { buf, start: 0, end: 0, ended: false, progress: Progress::new() }
    }

    /// Moves what is there; ready when the reader is at its end and all is flushed.
    #[inline]
    pub(super) fn poll<R, W>(
        &mut self,
        mut reader: Pin<&mut R>,
        mut writer: Pin<&mut W>,
        cx: &mut Context<'_>,
    ) -> Poll<Result<()>>
    where
        R: AsyncRead + ?Sized,
        W: AsyncWrite + ?Sized,
    {
        if self.ended {
            return self.progress.poll_flush(writer, cx);
        }
        for _ in 0..ROUNDS_PER_POLL {
            while self.start < self.end {
                let left = &self.buf[self.start..self.end];
                self.start += ready!(self.progress.poll_write(writer.as_mut(), cx, left))?;
            }
            let mut buf = ReadBuf::new(&mut self.buf);
            match reader.as_mut().poll_read(cx, buf.unfilled()) {
                Poll::Ready(result) => result?,
                Poll::Pending => {
                    ready!(self.progress.poll_flush(writer, cx))?;
                    return Poll::Pending;
                }
            }
            if buf.is_empty() {
                self.ended = true;
                return self.progress.poll_flush(writer, cx);
            }
            (self.start, self.end) = (0, buf.len());
        }
        cx.waker().wake_by_ref();
        Poll::Pending
    }

    /// Returns how many bytes the writer accepted.
    pub(super) const fn written(&self) -> u64 {
        self.progress.written()
    }
}

/// As std's and tokio's.
const CAPACITY: usize = 8 * 1024;

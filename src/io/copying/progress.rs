//! The writer's side of a copy.

use core::{
    pin::Pin,
    task::{Context, Poll, ready},
};

use crate::io::{AsyncWrite, Result, futures::check_short};

/// How far the writer is.
pub(super) struct Progress {
    written: u64,
    /// The writer accepted bytes, and was not flushed since.
    unflushed: bool,
}

impl Progress {
    pub(super) const fn new() -> Self {
        Self { written: 0, unflushed: false }
    }

    /// Writes some of `bytes`, which are not empty.
    #[inline]
    pub(super) fn poll_write<W: AsyncWrite + ?Sized>(
        &mut self,
        writer: Pin<&mut W>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<Result<usize>> {
        let n = ready!(writer.poll_write(cx, bytes))?;
        if n != bytes.len() {
            check_short(n, bytes.len())?;
        }
        self.written += n as u64;
        self.unflushed = true;
        Poll::Ready(Ok(n))
    }

    /// Flushes, if there is something to flush: at the end, and when nothing more may come for
    /// long.
    #[inline]
    pub(super) fn poll_flush<W: AsyncWrite + ?Sized>(
        &mut self,
        writer: Pin<&mut W>,
        cx: &mut Context<'_>,
    ) -> Poll<Result<()>> {
        if self.unflushed {
            ready!(writer.poll_flush(cx))?;
            self.unflushed = false;
        }
        Poll::Ready(Ok(()))
    }

    /// Returns how many bytes the writer accepted.
    pub(super) const fn written(&self) -> u64 {
        self.written
    }
}

/// How often a poll may read, before it lets other tasks, or the other direction, have a turn.
pub(super) const ROUNDS_PER_POLL: u8 = 128;

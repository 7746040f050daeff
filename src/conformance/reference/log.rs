//! A log in memory, which passes every rule of reading for what grows.

use alloc::{sync::Arc, vec::Vec};
use core::{
    fmt,
    pin::Pin,
    task::{Context, Poll},
};
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::io::{AsyncRead, AsyncWrite, ReadCursor, Result};

/// A log in memory: writes append, and the end of what is read moves on with them, as in a file.
///
/// Clones write to the same log, and each reads from where it was cloned.
#[derive(Clone, Default)]
pub struct Log {
    bytes: Arc<Mutex<Vec<u8>>>,
    position: usize,
}

impl Log {
    /// Makes an empty log.
    pub fn new() -> Self {
        Self::default()
    }

    /// Locks also what a panic left behind: an append happens as a whole or not at all.
    fn bytes(&self) -> MutexGuard<'_, Vec<u8>> {
        self.bytes.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl AsyncRead for Log {
    fn poll_read(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
        mut buf: ReadCursor<'_>,
    ) -> Poll<Result<()>> {
        let read = buf.append_some(&self.bytes()[self.position..]);
        self.position += read;
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for Log {
    fn poll_write(self: Pin<&mut Self>, _: &mut Context<'_>, buf: &[u8]) -> Poll<Result<usize>> {
        self.bytes().extend(buf);
        Poll::Ready(Ok(buf.len()))
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Result<()>> {
        Poll::Ready(Ok(()))
    }
}

impl fmt::Debug for Log {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = f.debug_struct("Log");
        out.field("len", &self.bytes().len()).field("position", &self.position).finish()
    }
}

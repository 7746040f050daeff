//! Wakes its last four wakers at each event.

use std::{
    collections::VecDeque,
    mem,
    pin::Pin,
    sync::{Arc, Mutex},
    task::{Context, Poll, Wake, Waker},
};

use async_interop::{
    conformance::{self, reference::Pipe},
    io::{AsyncRead, AsyncWrite, IoSlice, ReadCursor, Result},
};

use super::fixture::{Wrapped, Wrapper};

/// A pipe that wakes the last four wakers of a side at each event, not only the newest.
pub(crate) struct LastFour {
    pipe: Pipe,
    readers: Arc<Wakers>,
    writers: Arc<Wakers>,
}

/// The last wakers of one side, the newest at the end.
#[derive(Default)]
struct Wakers(Mutex<VecDeque<Arc<Waker>>>);

impl Wakers {
    /// Adds `waker` and returns the waker of them all.
    fn with(self: &Arc<Self>, waker: &Waker) -> Waker {
        let newest = Arc::new(waker.clone());
        let mut all = self.0.lock().unwrap();
        let known = all.iter().position(|known| known.will_wake(waker));
        let gone = match known {
            Some(at) => all.remove(at),
            None if all.len() == 4 => all.pop_front(),
            None => None,
        };
        all.push_back(newest);
        drop(all);
        drop(gone);
        Arc::clone(self).into()
    }
}

impl Wake for Wakers {
    fn wake(self: Arc<Self>) {
        let all = self.0.lock().unwrap().clone();
        all.iter().for_each(|waker| waker.wake_by_ref());
    }
}

impl Wrapper for LastFour {
    fn wrap(pipe: Pipe) -> Self {
        Self { pipe, readers: Arc::default(), writers: Arc::default() }
    }

    fn pipe(&self) -> &Pipe {
        &self.pipe
    }
}

impl AsyncRead for LastFour {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: ReadCursor<'_>,
    ) -> Poll<Result<()>> {
        let all = self.readers.with(cx.waker());
        Pin::new(&mut self.pipe).poll_read(&mut Context::from_waker(&all), buf)
    }
}

impl AsyncWrite for LastFour {
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<Result<usize>> {
        self.poll_write_vectored(cx, &[IoSlice::new(buf)])
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        let all = self.writers.with(cx.waker());
        Pin::new(&mut self.pipe).poll_flush(&mut Context::from_waker(&all))
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        let all = self.writers.with(cx.waker());
        Pin::new(&mut self.pipe).poll_shutdown(&mut Context::from_waker(&all))
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &[IoSlice<'_>],
    ) -> Poll<Result<usize>> {
        let all = self.writers.with(cx.waker());
        Pin::new(&mut self.pipe).poll_write_vectored(&mut Context::from_waker(&all), bufs)
    }

    fn is_write_vectored(&self) -> bool {
        self.pipe.is_write_vectored()
    }
}

impl Drop for LastFour {
    fn drop(&mut self) {
        // What the pipe still holds is only the way to the wakers, and no waker by itself.
        for side in [&self.readers, &self.writers] {
            let gone = mem::take(&mut *side.0.lock().unwrap());
            drop(gone);
        }
    }
}

conformance::duplex!(
    last_four,
    Wrapped::<LastFour>::NEW,
    capabilities [half_close, eof, eof_on_drop, inject, send, vectored, capacity = 64]
);

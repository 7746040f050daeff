//! An object that gives and takes bytes by a script.

use std::{
    cell::RefCell,
    pin::{Pin, pin},
    rc::Rc,
    task::{Context, Poll, ready},
};

use arbitrary::Arbitrary;
use async_interop::{
    conformance::harness::TestWaker,
    io::{AsyncBufRead, AsyncRead, AsyncWrite, Error, IoSlice, ReadCursor, Result},
};

/// What the next call of an object does.
#[derive(Arbitrary, Clone, Copy, Debug)]
pub enum Step {
    /// It moves up to so many bytes, and at least one.
    Bytes(u8),
    /// It moves all that it can.
    All,
    /// It is pending, and wakes at once.
    Pending,
    /// It fails, and moves nothing.
    Fail,
}

/// What an object has seen and has left.
#[derive(Debug, Default)]
pub struct Inner {
    /// What it has to give, from `read` on.
    pub input: Vec<u8>,
    pub read: usize,
    ended: bool,
    /// What it took, and how much of that was flushed.
    pub output: Vec<u8>,
    pub flushed: usize,
    pub shut: bool,
    /// How many errors it returned.
    pub errors: usize,
    script: Vec<Step>,
    next: usize,
}

/// An object; the target keeps a handle of what is inside.
#[derive(Debug)]
pub struct Scripted {
    pub inner: Rc<RefCell<Inner>>,
    /// What `poll_fill_buf` shows: a copy, as the bytes are behind a cell.
    shown: Vec<u8>,
}

impl Scripted {
    /// Makes an object that gives `input` and does as `script` says. After that it is always ready.
    pub fn new(input: Vec<u8>, script: Vec<Step>) -> Self {
        let inner = Inner { input, script, ..Inner::default() };
        Self { inner: Rc::new(RefCell::new(inner)), shown: Vec::new() }
    }
}

impl Inner {
    /// Does the next step, and returns how many of `wanted` bytes are to be moved.
    fn step(&mut self, cx: &mut Context<'_>, wanted: usize) -> Poll<Result<usize>> {
        let step = self.script.get(self.next).copied().unwrap_or(Step::All);
        self.next += 1;
        match step {
            Step::Bytes(limit) => Poll::Ready(Ok(wanted.min(usize::from(limit).max(1)))),
            Step::All => Poll::Ready(Ok(wanted)),
            Step::Pending => {
                cx.waker().wake_by_ref();
                Poll::Pending
            }
            Step::Fail => {
                self.errors += 1;
                Poll::Ready(Err(Error::other("scripted")))
            }
        }
    }

    /// Does the next step of a reader with so much room, and returns how many bytes it gives.
    fn read_step(&mut self, cx: &mut Context<'_>, room: usize) -> Poll<Result<usize>> {
        let wanted = room.min(self.left().len());
        // An end that was seen stays (BUF-10).
        if self.ended {
            return Poll::Ready(Ok(0));
        }
        let step = self.step(cx, wanted);
        self.ended = wanted == 0 && matches!(step, Poll::Ready(Ok(_)));
        step
    }

    fn left(&self) -> &[u8] {
        &self.input[self.read..]
    }
}

impl AsyncRead for Scripted {
    fn poll_read(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        mut buf: ReadCursor<'_>,
    ) -> Poll<Result<()>> {
        let this = self.get_mut();
        if buf.is_full() {
            return Poll::Ready(Ok(()));
        }
        if this.shown.is_empty() {
            let mut inner = this.inner.borrow_mut();
            let n = ready!(inner.read_step(cx, buf.remaining()))?;
            buf.append(&inner.left()[..n]);
            inner.read += n;
        } else {
            let n = buf.append_some(&this.shown);
            Pin::new(this).consume(n);
        }
        Poll::Ready(Ok(()))
    }
}

impl AsyncBufRead for Scripted {
    fn poll_fill_buf(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<&[u8]>> {
        let this = self.get_mut();
        if this.shown.is_empty() {
            let mut inner = this.inner.borrow_mut();
            let n = ready!(inner.read_step(cx, usize::MAX))?;
            this.shown.extend_from_slice(&inner.left()[..n]);
        }
        Poll::Ready(Ok(&this.shown))
    }

    fn consume(self: Pin<&mut Self>, amount: usize) {
        let this = self.get_mut();
        this.shown.drain(..amount);
        this.inner.borrow_mut().read += amount;
    }
}

impl AsyncWrite for Scripted {
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<Result<usize>> {
        self.poll_write_vectored(cx, &[IoSlice::new(buf)])
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &[IoSlice<'_>],
    ) -> Poll<Result<usize>> {
        let mut inner = self.inner.borrow_mut();
        assert!(!inner.shut, "a write after the shutdown");
        let total: usize = bufs.iter().map(|buf| buf.len()).sum();
        if total == 0 {
            return Poll::Ready(Ok(0));
        }
        let n = ready!(inner.step(cx, total))?;
        inner.output.extend(bufs.iter().flat_map(|buf| buf.iter()).take(n));
        Poll::Ready(Ok(n))
    }

    fn is_write_vectored(&self) -> bool {
        true
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        let mut inner = self.inner.borrow_mut();
        ready!(inner.step(cx, 0))?;
        inner.flushed = inner.output.len();
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        let mut inner = self.inner.borrow_mut();
        ready!(inner.step(cx, 0))?;
        inner.flushed = inner.output.len();
        inner.shut = true;
        Poll::Ready(Ok(()))
    }
}

/// Polls a future until it is ready, only when its waker was woken, and with a new waker each time.
#[track_caller]
pub fn poll_to_end<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    let mut wakers = Vec::new();
    loop {
        let waker = TestWaker::new();
        if let Poll::Ready(output) = future.as_mut().poll(&mut waker.context()) {
            return output;
        }
        assert!(waker.wakes() > 0, "pending, and the waker of this poll was not woken");
        wakers.push(waker);
    }
}

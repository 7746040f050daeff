//! Scripted readers and writers, and tasks that are polled by hand.

use std::{
    collections::VecDeque,
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    task::{Context, Poll, Wake, Waker, ready},
};

use async_interop::io::{
    AsyncBufRead, AsyncRead, AsyncWrite, ErrorKind, IoSlice, ReadCursor, Result,
};

/// A task that counts its wakes.
#[derive(Default)]
pub(super) struct Task(Arc<Wakes>);

#[derive(Default)]
struct Wakes(AtomicUsize);

impl Wake for Wakes {
    fn wake(self: Arc<Self>) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }
}

impl Task {
    pub(super) fn poll<F: Future + Unpin>(&self, mut future: F) -> Poll<F::Output> {
        let waker = Waker::from(self.0.clone());
        Pin::new(&mut future).poll(&mut Context::from_waker(&waker))
    }

    pub(super) fn wakes(&self) -> usize {
        self.0.0.load(Ordering::Relaxed)
    }
}

/// Polls until ready. Each `Pending` must have been followed by a wake, and is counted.
#[track_caller]
pub(super) fn count<F: Future + Unpin>(mut future: F) -> (F::Output, usize) {
    let task = Task::default();
    for pending in 0..1_000_000 {
        let before = task.wakes();
        if let Poll::Ready(output) = task.poll(&mut future) {
            return (output, pending);
        }
        assert!(task.wakes() > before, "pending, and nobody woke the task");
    }
    panic!("still pending after a million polls");
}

#[track_caller]
pub(super) fn finish<F: Future + Unpin>(future: F) -> F::Output {
    count(future).0
}

/// Polls so often, as long as the future is pending, and drops it.
pub(super) fn abandon<F: Future + Unpin>(mut future: F, polls: usize) -> Option<F::Output> {
    let task = Task::default();
    for _ in 0..polls {
        if let Poll::Ready(output) = task.poll(&mut future) {
            return Some(output);
        }
    }
    None
}

/// What a scripted peer does next.
#[derive(Clone, Debug)]
pub(super) enum Step {
    /// A reader has these bytes, over several calls if need be.
    Data(Vec<u8>),
    /// A writer takes so many bytes in one call; zero for never again.
    Take(usize),
    /// `Pending`, and wakes at once.
    Wait,
    /// `Pending`, and nobody wakes.
    Stall,
    Fail(ErrorKind),
}

pub(super) use Step::{Data, Fail, Stall, Take, Wait};

/// The bytes in pieces of `piece`; `Pending` before each and before the end, if `waits`.
pub(super) fn pieces(bytes: &[u8], piece: usize, waits: bool) -> Vec<Step> {
    let wait = || waits.then_some(Wait);
    let data = bytes.chunks(piece).flat_map(|piece| wait().into_iter().chain([Data(piece.into())]));
    data.chain(wait()).collect()
}

/// A reader, with and without buffer, that follows a script and is at its end after it.
#[derive(Clone, Debug, Default)]
pub(super) struct Reader {
    pub(super) steps: VecDeque<Step>,
    /// How often it was asked.
    pub(super) polls: usize,
    /// Initializes all that it is offered, as readers do that know no better.
    pub(super) initializes: bool,
    /// How many bytes it had to initialize.
    pub(super) initialized: usize,
}

impl Reader {
    pub(super) fn new(steps: impl IntoIterator<Item = Step>) -> Self {
        Self { steps: steps.into_iter().collect(), ..Self::default() }
    }

    /// One byte for each poll, each after a `Pending`.
    pub(super) fn slow(bytes: &[u8]) -> Self {
        Self::new(pieces(bytes, 1, true))
    }

    /// What is left.
    pub(super) fn rest(&self) -> Vec<u8> {
        let data = |step: &Step| if let Data(bytes) = step { bytes.clone() } else { Vec::new() };
        self.steps.iter().flat_map(data).collect()
    }

    fn poll_data(&mut self, cx: &mut Context<'_>) -> Poll<Result<&[u8]>> {
        self.polls += 1;
        while matches!(self.steps.front(), Some(Data(bytes)) if bytes.is_empty()) {
            self.steps.pop_front();
        }
        match self.steps.front() {
            None => return Poll::Ready(Ok(&[])),
            Some(Data(_)) => {}
            Some(Wait) => {
                self.steps.pop_front();
                cx.waker().wake_by_ref();
                return Poll::Pending;
            }
            Some(Stall) => return Poll::Pending,
            Some(Fail(kind)) => {
                let kind = *kind;
                self.steps.pop_front();
                return Poll::Ready(Err(kind.into()));
            }
            Some(Take(_)) => panic!("no step of a reader"),
        }
        match self.steps.front() {
            Some(Data(bytes)) => Poll::Ready(Ok(bytes)),
            _ => unreachable!(),
        }
    }

    fn take(&mut self, n: usize) {
        match self.steps.front_mut() {
            Some(Data(bytes)) => drop(bytes.drain(..n)),
            _ => assert_eq!(n, 0, "consumed what was not there"),
        }
    }
}

impl AsyncRead for Reader {
    fn poll_read(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        mut buf: ReadCursor<'_>,
    ) -> Poll<Result<()>> {
        let this = self.get_mut();
        if buf.is_full() {
            return Poll::Ready(Ok(()));
        }
        if this.initializes {
            this.initialized += buf.remaining() - buf.init_mut().len();
            buf.ensure_init();
        }
        let bytes = ready!(this.poll_data(cx))?;
        let n = buf.append_some(bytes);
        this.take(n);
        Poll::Ready(Ok(()))
    }
}

impl AsyncBufRead for Reader {
    fn poll_fill_buf(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<&[u8]>> {
        self.get_mut().poll_data(cx)
    }

    fn consume(self: Pin<&mut Self>, amount: usize) {
        self.get_mut().take(amount);
    }
}

/// A writer that follows a script, and takes everything after it.
#[derive(Clone, Debug, Default)]
pub(super) struct Writer {
    pub(super) steps: VecDeque<Step>,
    /// The same for flushing and shutting down.
    pub(super) flush_steps: VecDeque<Step>,
    pub(super) bytes: Vec<u8>,
    /// What was done, in order, in one letter each: write, flush, shutdown.
    pub(super) log: String,
    pub(super) vectored: bool,
}

impl Writer {
    pub(super) fn new(steps: impl IntoIterator<Item = Step>) -> Self {
        Self { steps: steps.into_iter().collect(), ..Self::default() }
    }

    /// One byte for each poll, each after a `Pending`.
    pub(super) fn slow() -> Self {
        Self::new([Wait, Take(1)].into_iter().cycle().take(20_000))
    }

    fn poll_finish(&mut self, cx: &mut Context<'_>, letter: char) -> Poll<Result<()>> {
        match self.flush_steps.pop_front() {
            Some(Wait) => {
                cx.waker().wake_by_ref();
                return Poll::Pending;
            }
            Some(Stall) => {
                self.flush_steps.push_front(Stall);
                return Poll::Pending;
            }
            Some(Fail(kind)) => return Poll::Ready(Err(kind.into())),
            _ => {}
        }
        self.log.push(letter);
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for Writer {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &[u8],
    ) -> Poll<Result<usize>> {
        assert!(!self.log.contains('s'), "written to after its shutdown");
        let n = match self.steps.pop_front() {
            Some(Wait) => {
                cx.waker().wake_by_ref();
                return Poll::Pending;
            }
            Some(Stall) => {
                self.steps.push_front(Stall);
                return Poll::Pending;
            }
            Some(Fail(kind)) => return Poll::Ready(Err(kind.into())),
            Some(Take(n)) => n.min(buf.len()),
            Some(Data(_)) => panic!("no step of a writer"),
            None => buf.len(),
        };
        self.bytes.extend_from_slice(&buf[..n]);
        self.log.push('w');
        Poll::Ready(Ok(n))
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        assert!(!self.log.contains('s'), "flushed after its shutdown");
        self.get_mut().poll_finish(cx, 'f')
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        self.get_mut().poll_finish(cx, 's')
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &[IoSlice<'_>],
    ) -> Poll<Result<usize>> {
        if self.vectored {
            let all: Vec<u8> = bufs.iter().flat_map(|buf| buf.to_vec()).collect();
            return self.poll_write(cx, &all);
        }
        let first: &[u8] = bufs.iter().find(|buf| !buf.is_empty()).map_or(&[], |buf| buf);
        self.poll_write(cx, first)
    }

    fn is_write_vectored(&self) -> bool {
        self.vectored
    }
}

/// A transport: a reader and a writer.
#[derive(Debug, Default)]
pub(super) struct Both(pub(super) Reader, pub(super) Writer);

impl AsyncRead for Both {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: ReadCursor<'_>,
    ) -> Poll<Result<()>> {
        Pin::new(&mut self.0).poll_read(cx, buf)
    }
}

impl AsyncWrite for Both {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &[u8],
    ) -> Poll<Result<usize>> {
        Pin::new(&mut self.1).poll_write(cx, buf)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        Pin::new(&mut self.1).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        Pin::new(&mut self.1).poll_shutdown(cx)
    }
}

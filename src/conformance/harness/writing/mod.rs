//! A writer under test, driven by hand.

mod draining;

use alloc::{boxed::Box, format, vec::Vec};
use core::{fmt, pin::Pin, task::Poll};

use super::{
    Peer, TestWaker,
    drive::{Filled, drive, endless, entered, eventually, fill},
    place::Place,
};
use crate::{
    conformance::{Env, SendWrite, Sink, Stop},
    io::{AsyncRead, AsyncWrite, Error, ErrorKind, IoSlice, Result as IoResult},
};

/// A writer under test with its drain, driven by hand.
///
/// Every use of the subject goes through [`Sink::enter`]; every wait has a limit and ends in a
/// [`Stop`]. It remembers which bytes the writer took and which the drain got, so that a check can
/// ask whether they are the same ([`arrives`](Self::arrives)).
pub struct Writing<'a, S: Sink> {
    sink: &'a mut S,
    writer: Option<Subject<S::Writer>>,
    drain: Option<Place<S::Drain, dyn AsyncRead + Send>>,
    taken: Vec<u8>,
    arrived: Vec<u8>,
    tail: Tail,
    growing: bool,
    bounded: bool,
    endless: usize,
    patience: u32,
}

/// How an operation was found that was polled until it waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Parked {
    /// It did not wait.
    Ready,
    /// It waits, and its waker was not woken since.
    Waiting,
    /// It is pending, and its waker is woken each time.
    Restless,
}

/// What comes after the bytes that the drain got.
#[derive(Debug)]
pub enum Tail {
    /// More, perhaps.
    Open,
    /// The end.
    End,
    /// An error.
    Failed(Error),
}

/// The writer in one of the forms in which a fixture gives it.
enum Subject<W> {
    Own(Pin<Box<W>>),
    Sent(SendWrite),
    Over(Pin<Box<dyn AsyncWrite>>),
}

impl<W: AsyncWrite> Subject<W> {
    fn get(&mut self) -> Pin<&mut (dyn AsyncWrite + '_)> {
        match self {
            Self::Own(writer) => writer.as_mut(),
            Self::Sent(writer) => writer.as_mut(),
            Self::Over(writer) => writer.as_mut(),
        }
    }
}

/// Making one.
impl<'a, S: Sink> Writing<'a, S> {
    /// Opens a fresh writer.
    pub fn open(sink: &'a mut S, env: &Env) -> Self {
        let (writer, drain) = sink.open();
        Self::new(sink, env, Subject::Own(Box::pin(writer)), Some(Place::home(drain)))
    }

    /// Opens a fresh writer that may move to another thread.
    ///
    /// # Errors
    ///
    /// The check is skipped if the fixture cannot give its writer away.
    pub fn open_sent(sink: &'a mut S, env: &Env) -> Result<Self, Stop> {
        let (writer, drain) = sink.open();
        let Some(writer) = sink.send(writer) else {
            return Err(Stop::skipped("the fixture gives its writer to no other thread"));
        };
        Ok(Self::new(sink, env, Subject::Sent(writer), Some(Place::home(drain))))
    }

    /// Opens a fresh writer whose drain may move to another thread.
    ///
    /// # Errors
    ///
    /// The check is skipped if the fixture cannot give its drain away.
    pub fn open_with_sent_drain(sink: &'a mut S, env: &Env) -> Result<Self, Stop> {
        let (writer, drain) = sink.open();
        let Some(drain) = sink.send_drain(drain) else {
            return Err(Stop::skipped("the fixture gives its drain to no other thread"));
        };
        Ok(Self::new(sink, env, Subject::Own(Box::pin(writer)), Some(Place::Sent(drain))))
    }

    /// Makes a writer over `peer`, with no drain: the peer has what arrives.
    ///
    /// # Errors
    ///
    /// The check is skipped if the fixture cannot make one.
    pub fn over(sink: &'a mut S, env: &Env, peer: &Peer) -> Result<Self, Stop> {
        let Some(writer) = sink.over(peer.clone()) else {
            return Err(Stop::skipped("the fixture makes no writer over a scripted peer"));
        };
        Ok(Self::new(sink, env, Subject::Over(writer), None))
    }

    fn new(
        sink: &'a mut S,
        env: &Env,
        writer: Subject<S::Writer>,
        drain: Option<Place<S::Drain, dyn AsyncRead + Send>>,
    ) -> Self {
        Self {
            sink,
            writer: Some(writer),
            drain,
            taken: Vec::new(),
            arrived: Vec::new(),
            tail: Tail::Open,
            growing: env.has("growing"),
            bounded: env.has("bounded"),
            endless: endless(env),
            patience: env.patience(),
        }
    }
}

/// Writing.
impl<S: Sink> Writing<'_, S> {
    /// Polls a write once.
    pub fn poll_write(&mut self, waker: &TestWaker, buf: &[u8]) -> Poll<IoResult<usize>> {
        let polled = self.enter(|writer| writer.poll_write(&mut waker.context(), buf));
        if let Poll::Ready(Ok(count)) = polled {
            self.taken.extend(&buf[..count.min(buf.len())]);
        }
        polled
    }

    /// Polls a vectored write once.
    pub fn poll_write_vectored(
        &mut self,
        waker: &TestWaker,
        bufs: &[&[u8]],
    ) -> Poll<IoResult<usize>> {
        let slices: Vec<_> = bufs.iter().map(|buf| IoSlice::new(buf)).collect();
        let polled = self.enter(|writer| writer.poll_write_vectored(&mut waker.context(), &slices));
        if let Poll::Ready(Ok(count)) = polled {
            self.taken.extend(bufs.iter().copied().flatten().take(count));
        }
        polled
    }

    /// Polls a flush once.
    pub fn poll_flush(&mut self, waker: &TestWaker) -> Poll<IoResult<()>> {
        self.enter(|writer| writer.poll_flush(&mut waker.context()))
    }

    /// Polls a shutdown once.
    pub fn poll_shutdown(&mut self, waker: &TestWaker) -> Poll<IoResult<()>> {
        self.enter(|writer| writer.poll_shutdown(&mut waker.context()))
    }

    /// Returns whether the writer says that vectored writes are better.
    pub fn is_write_vectored(&mut self) -> bool {
        self.enter(|writer| writer.is_write_vectored())
    }

    /// Polls with `poll` until it is ready; meanwhile nobody reads.
    ///
    /// # Errors
    ///
    /// A failure if it waits and is not woken although `expected` should happen.
    pub fn drive<T>(
        &mut self,
        expected: &str,
        poll: impl FnMut(&mut Self, &TestWaker) -> Poll<T>,
    ) -> Result<T, Stop> {
        drive(self, self.patience, |this| this.sink.settle(), poll)
            .map_err(|stuck| Stop::fail(expected, format!("{stuck}")))
    }

    /// Polls with `poll` until it is ready; meanwhile the drain reads.
    ///
    /// # Errors
    ///
    /// A failure if it waits and is not woken although `expected` should happen.
    pub fn drive_draining<T>(
        &mut self,
        expected: &str,
        poll: impl FnMut(&mut Self, &TestWaker) -> Poll<T>,
    ) -> Result<T, Stop> {
        let settle = |this: &mut Self| {
            this.drain_now();
            this.sink.settle();
        };
        drive(self, self.patience, settle, poll).map_err(|stuck| {
            let (arrived, taken) = (self.arrived.len(), self.taken.len());
            let observed = format!("{stuck}, though the peer reads ({arrived} of {taken} bytes)");
            Stop::fail(expected, observed)
        })
    }

    /// Polls with `poll` until it waits, however often it is woken before.
    pub fn park<T>(
        &mut self,
        waker: &TestWaker,
        mut poll: impl FnMut(&mut Self, &TestWaker) -> Poll<T>,
    ) -> Parked {
        const SPURIOUS: usize = 50;
        for _ in 0..SPURIOUS {
            let wakes = waker.wakes();
            if poll(self, waker).is_ready() {
                return Parked::Ready;
            }
            self.settle(1);
            if waker.wakes() == wakes {
                return Parked::Waiting;
            }
        }
        Parked::Restless
    }

    /// Writes bytes of `buf` while nobody reads.
    ///
    /// # Errors
    ///
    /// A failure if the writer waits for ever, inconclusive if it takes nothing.
    pub fn write(&mut self, buf: &[u8]) -> Result<usize, Stop> {
        match self
            .drive("a writer with room takes bytes", |this, waker| this.poll_write(waker, buf))?
        {
            Ok(count @ 1..) => Ok(count),
            Ok(0) if self.bounded => Err(Stop::skipped("the writer takes no more bytes, ever")),
            Ok(0) => Err(Stop::inconclusive("the writer takes no byte of what the check writes")),
            Err(error) => Err(failed("write", &error)),
        }
    }

    /// Writes all of `buf`, or as much as fits a bounded writer, while the drain reads.
    ///
    /// # Errors
    ///
    /// As [`write`](Self::write).
    pub fn write_all(&mut self, mut buf: &[u8]) -> Result<(), Stop> {
        while !buf.is_empty() {
            let write = self.drive_draining("a writer takes bytes", |this, waker| {
                this.poll_write(waker, buf)
            })?;
            match write {
                Ok(count) if (1..=buf.len()).contains(&count) => buf = &buf[count..],
                Ok(0) if self.bounded => break,
                Ok(count) => {
                    let text = format!("the writer took {count} of {} bytes", buf.len());
                    return Err(Stop::inconclusive(text));
                }
                Err(error) => return Err(failed("write", &error)),
            }
        }
        Ok(())
    }

    /// Flushes while the drain reads.
    ///
    /// # Errors
    ///
    /// A failure if the flush waits for ever, inconclusive if it fails.
    pub fn flush(&mut self) -> Result<(), Stop> {
        let flushed =
            self.drive_draining("a flush is done", |this, waker| this.poll_flush(waker))?;
        flushed.map_err(|error| failed("flush", &error))
    }

    /// Shuts down while the drain reads.
    ///
    /// # Errors
    ///
    /// A failure if the shutdown waits for ever, inconclusive if it fails.
    pub fn shutdown(&mut self) -> Result<(), Stop> {
        let shut =
            self.drive_draining("a shutdown is done", |this, waker| this.poll_shutdown(waker))?;
        shut.map_err(|error| failed("shutdown", &error))
    }

    /// Writes the payload, from where it is, until the writer takes no more.
    pub fn fill(&mut self, waker: &TestWaker) -> Filled {
        let settle = |this: &mut Self| this.sink.settle();
        let write = |this: &mut Self, block: &[u8]| this.poll_write(waker, block);
        fill(self, self.taken.len(), self.endless, waker, settle, write).1
    }

    /// Writes the payload until the writer waits, with `waker`.
    ///
    /// # Errors
    ///
    /// The check is skipped for a writer that never waits, and inconclusive if it fails.
    pub fn fill_up(&mut self, waker: &TestWaker) -> Result<(), Stop> {
        match self.fill(waker) {
            Filled::Full => Ok(()),
            Filled::Refused => Err(Stop::skipped("a full writer refuses bytes and does not wait")),
            Filled::Endless => Err(Stop::skipped("the writer is never full")),
            Filled::Failed(error) => Err(failed("write", &error)),
        }
    }

    /// Makes what the writer writes to fail once with `kind`.
    pub fn inject(&mut self, kind: ErrorKind) {
        if let Some(Subject::Own(writer)) = &mut self.writer {
            self.sink.inject(writer.as_mut(), kind);
        }
    }

    /// Takes the writer out, if it may move to another thread.
    pub fn take_writer(&mut self) -> Option<SendWrite> {
        match self.writer.take_if(|writer| matches!(writer, Subject::Sent(_)))? {
            Subject::Sent(writer) => Some(writer),
            Subject::Own(_) | Subject::Over(_) => None,
        }
    }

    /// Drops the writer, without a shutdown.
    pub fn drop_writer(&mut self) {
        let writer = &mut self.writer;
        self.sink.enter(&mut || *writer = None);
    }

    fn enter<T>(&mut self, call: impl FnOnce(Pin<&mut (dyn AsyncWrite + '_)>) -> T) -> T {
        let writer = self.writer.as_mut().expect("the check still has its writer");
        entered(|run| self.sink.enter(run), || call(writer.get()))
    }
}

/// Waiting.
impl<S: Sink> Writing<'_, S> {
    /// Lets the subject settle until `done`, within the check's patience.
    pub fn eventually(&mut self, done: impl FnMut() -> bool) -> bool {
        eventually(self, self.patience, |this| this.sink.settle(), done)
    }

    /// Lets the subject settle `rounds` times.
    pub fn settle(&mut self, rounds: u32) {
        for _ in 0..rounds {
            self.sink.settle();
        }
    }
}

impl<S: Sink> Drop for Writing<'_, S> {
    fn drop(&mut self) {
        self.drop_writer();
        self.drop_drain();
    }
}

impl<S: Sink> fmt::Debug for Writing<'_, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = f.debug_struct("Writing");
        out.field("taken", &self.taken.len()).field("arrived", &self.arrived.len());
        out.field("tail", &self.tail).finish_non_exhaustive()
    }
}

fn failed(operation: &str, error: &Error) -> Stop {
    Stop::inconclusive(format!("the check needs a {operation} that works, and got `{error}`"))
}

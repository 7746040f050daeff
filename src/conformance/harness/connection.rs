//! Connections under test, driven by hand.

use alloc::{boxed::Box, format, string::String, vec, vec::Vec};
use core::{fmt, mem, pin::Pin, task::Poll};

use super::{
    TestWaker,
    drive::{Filled, QUIET, drive, endless, entered, eventually, fill},
    payload,
};
use crate::{
    conformance::{Duplex, Env, SendDuplex, Split, Stop},
    io::{AsyncRead, AsyncWrite, Error, ReadBuf, Result as IoResult},
};

/// Connections under test, driven by hand.
///
/// The ends of the first pair are 0 and 1, those of the next one 2 and 3. Every use of an end goes
/// through [`Duplex::enter`]; every wait has a limit and ends in a [`Stop`].
pub struct Connection<'a, D: Duplex> {
    duplex: &'a mut D,
    ends: Vec<End<D::Io>>,
    endless: usize,
    patience: u32,
}

/// An end that may move to another thread.
pub type SentEnd = Pin<Box<dyn SendDuplex>>;

/// An end and what became of it.
enum End<Io> {
    /// As it was made: it may still be split.
    Fresh(Io),
    /// In use, and pinned since.
    Used(Pin<Box<Io>>),
    /// In the form that may move to another thread.
    Sent(SentEnd),
    Split(Split<Io>),
    Gone,
}

impl<Io: AsyncRead + AsyncWrite> End<Io> {
    fn reader(&mut self) -> Option<Pin<&mut (dyn AsyncRead + '_)>> {
        match self.pinned() {
            Self::Used(io) => Some(io.as_mut()),
            // The box itself reads and writes: Rust 1.85 cannot turn its inside into another `dyn`.
            Self::Sent(io) => Some(Pin::<&mut SentEnd>::new(io)),
            Self::Split(split) => split.reader().map(|half| half as Pin<&mut dyn AsyncRead>),
            Self::Fresh(_) | Self::Gone => None,
        }
    }

    fn writer(&mut self) -> Option<Pin<&mut (dyn AsyncWrite + '_)>> {
        match self.pinned() {
            Self::Used(io) => Some(io.as_mut()),
            Self::Sent(io) => Some(Pin::<&mut SentEnd>::new(io)),
            Self::Split(split) => split.writer().map(|half| half as Pin<&mut dyn AsyncWrite>),
            Self::Fresh(_) | Self::Gone => None,
        }
    }

    fn pinned(&mut self) -> &mut Self {
        *self = match mem::replace(self, Self::Gone) {
            Self::Fresh(io) => Self::Used(Box::pin(io)),
            other => other,
        };
        self
    }
}

/// Making one.
impl<'a, D: Duplex> Connection<'a, D> {
    /// Connects two ends: 0 and 1.
    pub fn open(duplex: &'a mut D, env: &Env) -> Self {
        let pair = duplex.pair();
        Self::with(duplex, env, pair)
    }

    /// Takes two ends that are connected.
    pub fn with(duplex: &'a mut D, env: &Env, (near, far): (D::Io, D::Io)) -> Self {
        let ends = vec![End::Fresh(near), End::Fresh(far)];
        Self { duplex, ends, endless: endless(env), patience: env.patience() }
    }

    /// Connects two more ends: 2 and 3, and so on.
    pub fn connect(&mut self) {
        let (near, far) = self.duplex.pair();
        self.ends.extend([End::Fresh(near), End::Fresh(far)]);
    }

    /// Splits an end that was not used yet; it is used as before, each half for its side.
    ///
    /// # Errors
    ///
    /// The check is skipped if the fixture does not split ends.
    pub fn split(&mut self, end: usize) -> Result<(), Stop> {
        let End::Fresh(io) = mem::replace(&mut self.ends[end], End::Gone) else {
            return Err(Stop::inconclusive("the check splits an end that was used"));
        };
        let Some(split) = self.duplex.split(io) else {
            return Err(Stop::skipped("the fixture splits no ends"));
        };
        self.ends[end] = End::Split(split);
        Ok(())
    }

    /// Lets an end that was not used yet move to other threads; it is used as before.
    ///
    /// # Errors
    ///
    /// The check is skipped if the fixture cannot give its ends away.
    pub fn let_move(&mut self, end: usize) -> Result<(), Stop> {
        let End::Fresh(io) = mem::replace(&mut self.ends[end], End::Gone) else {
            return Err(Stop::inconclusive("the check moves an end that was used"));
        };
        let Some(sent) = self.duplex.send(io) else {
            return Err(Stop::skipped("the fixture gives its ends to no other thread"));
        };
        self.ends[end] = End::Sent(sent);
        Ok(())
    }

    /// Takes an end out, if it may move to another thread.
    pub fn take(&mut self, end: usize) -> Option<SentEnd> {
        match mem::replace(&mut self.ends[end], End::Gone) {
            End::Sent(io) => Some(io),
            other => {
                self.ends[end] = other;
                None
            }
        }
    }

    /// Exchanges the writing halves of two ends that are split, the first of which comes first.
    pub fn swap_writers(&mut self, first: usize, second: usize) {
        let (before, after) = self.ends.split_at_mut(second);
        if let (End::Split(first), Some(End::Split(second))) =
            (&mut before[first], after.first_mut())
        {
            first.swap_writers(second);
        }
    }

    /// Puts the halves of an end together, and returns whether the subject did it.
    pub fn reunite(&mut self, end: usize) -> bool {
        let mut whole = None;
        if let End::Split(split) = mem::replace(&mut self.ends[end], End::Gone) {
            entered(|run| self.duplex.enter(run), || whole = split.reunite());
        }
        let reunited = whole.is_some();
        if let Some(io) = whole {
            self.ends[end] = End::Fresh(io);
        }
        reunited
    }

    /// Drops an end, or what is left of it.
    pub fn drop_end(&mut self, end: usize) {
        let gone = mem::replace(&mut self.ends[end], End::Gone);
        entered(|run| self.duplex.enter(run), || drop(gone));
    }

    /// Drops the reading half of an end that is split.
    pub fn drop_reader(&mut self, end: usize) {
        if let End::Split(split) = &mut self.ends[end] {
            entered(|run| self.duplex.enter(run), || split.drop_reader());
        }
    }

    /// Drops the writing half of an end that is split.
    pub fn drop_writer(&mut self, end: usize) {
        if let End::Split(split) = &mut self.ends[end] {
            entered(|run| self.duplex.enter(run), || split.drop_writer());
        }
    }
}

/// Polling.
impl<D: Duplex> Connection<'_, D> {
    /// Polls a read once and returns what came.
    ///
    /// # Panics
    ///
    /// Panics if the check gave the end away before.
    pub fn poll_read(
        &mut self,
        end: usize,
        waker: &TestWaker,
        size: usize,
    ) -> Poll<IoResult<Vec<u8>>> {
        let reader = self.ends[end].reader().expect("the check still has this end");
        let mut room = vec![0; size];
        let mut buf = ReadBuf::new(&mut room);
        let read = || reader.poll_read(&mut waker.context(), buf.unfilled());
        let polled = entered(|run| self.duplex.enter(run), read);
        polled.map_ok(|()| buf.filled().to_vec())
    }

    /// Polls a write once.
    pub fn poll_write(
        &mut self,
        end: usize,
        waker: &TestWaker,
        buf: &[u8],
    ) -> Poll<IoResult<usize>> {
        self.write_with(end, |writer| writer.poll_write(&mut waker.context(), buf))
    }

    /// Polls a flush once.
    pub fn poll_flush(&mut self, end: usize, waker: &TestWaker) -> Poll<IoResult<()>> {
        self.write_with(end, |writer| writer.poll_flush(&mut waker.context()))
    }

    /// Polls a shutdown once.
    pub fn poll_shutdown(&mut self, end: usize, waker: &TestWaker) -> Poll<IoResult<()>> {
        self.write_with(end, |writer| writer.poll_shutdown(&mut waker.context()))
    }

    fn write_with<T>(
        &mut self,
        end: usize,
        call: impl FnOnce(Pin<&mut (dyn AsyncWrite + '_)>) -> T,
    ) -> T {
        let writer = self.ends[end].writer().expect("the check still has this end");
        entered(|run| self.duplex.enter(run), || call(writer))
    }
}

/// Whole operations.
impl<D: Duplex> Connection<'_, D> {
    /// Polls with `poll` until it is ready; nothing else is polled meanwhile.
    ///
    /// # Errors
    ///
    /// A failure if it waits and is not woken although `expected` should happen.
    pub fn drive<T>(
        &mut self,
        expected: &str,
        poll: impl FnMut(&mut Self, &TestWaker) -> Poll<T>,
    ) -> Result<T, Stop> {
        drive(self, self.patience, |this| this.duplex.settle(), poll)
            .map_err(|stuck| Stop::fail(expected, format!("{stuck}")))
    }

    /// Writes `bytes` and flushes them, while nobody reads.
    ///
    /// # Errors
    ///
    /// A failure if the end waits for ever, or fails, although `expected` should happen.
    pub fn send(&mut self, end: usize, mut bytes: &[u8], expected: &str) -> Result<(), Stop> {
        while !bytes.is_empty() {
            let write = |this: &mut Self, waker: &TestWaker| this.poll_write(end, waker, bytes);
            match self.drive(expected, write)? {
                Ok(count) if (1..=bytes.len()).contains(&count) => bytes = &bytes[count..],
                Ok(count) => {
                    let observed = format!("a write took {count} of {} bytes", bytes.len());
                    return Err(Stop::fail(expected, observed));
                }
                Err(error) => return Err(Stop::fail(expected, format!("write: `{error}`"))),
            }
        }
        // Whether a flush waits for the peer is another rule's business.
        let waker = TestWaker::new();
        for _ in 0..QUIET {
            match self.poll_flush(end, &waker) {
                Poll::Ready(Ok(())) => break,
                Poll::Ready(Err(error)) => {
                    return Err(Stop::fail(expected, format!("flush: `{error}`")));
                }
                Poll::Pending => self.duplex.settle(),
            }
        }
        Ok(())
    }

    /// Reads exactly `bytes`.
    ///
    /// # Errors
    ///
    /// A failure if something else comes, although `expected` should.
    pub fn receive(&mut self, end: usize, bytes: &[u8], expected: &str) -> Result<(), Stop> {
        let mut all = Vec::new();
        while all.len() < bytes.len() {
            let room = bytes.len() - all.len();
            match self.drive(expected, |this, waker| this.poll_read(end, waker, room))? {
                Ok(read) if read.is_empty() => {
                    return Err(Stop::fail(expected, format!("the end after {} bytes", all.len())));
                }
                Ok(read) => all.extend(read),
                Err(error) => return Err(Stop::fail(expected, format!("read: `{error}`"))),
            }
        }
        match payload::difference(bytes, &all) {
            None => Ok(()),
            Some(difference) => Err(Stop::fail(expected, difference)),
        }
    }

    /// Reads the end.
    ///
    /// # Errors
    ///
    /// A failure if something else comes, although `expected` should.
    pub fn receive_end(&mut self, end: usize, expected: &str) -> Result<(), Stop> {
        match self.drive(expected, |this, waker| this.poll_read(end, waker, 8))? {
            Ok(read) if read.is_empty() => Ok(()),
            Ok(read) => Err(Stop::fail(expected, format!("{} bytes", read.len()))),
            Err(error) => Err(Stop::fail(expected, format!("the error `{error}`"))),
        }
    }

    /// Shuts an end down.
    ///
    /// # Errors
    ///
    /// A failure if it waits for ever, inconclusive if it fails.
    pub fn shutdown(&mut self, end: usize) -> Result<(), Stop> {
        let shut =
            self.drive("a shutdown is done", |this, waker| this.poll_shutdown(end, waker))?;
        shut.map_err(|error| failed("shutdown", &error))
    }

    /// Writes the payload until the end waits, with `waker`, and returns how much it took.
    ///
    /// # Errors
    ///
    /// The check is skipped for an end that never waits, and inconclusive if it fails.
    pub fn fill_up(&mut self, end: usize, waker: &TestWaker) -> Result<usize, Stop> {
        let settle = |this: &mut Self| this.duplex.settle();
        let write = |this: &mut Self, block: &[u8]| this.poll_write(end, waker, block);
        match fill(self, 0, self.endless, waker, settle, write) {
            (taken, Filled::Full) => Ok(taken),
            (_, Filled::Refused) => {
                Err(Stop::skipped("an end that is full refuses bytes and does not wait"))
            }
            (_, Filled::Endless) => Err(Stop::skipped("an end is never full")),
            (_, Filled::Failed(error)) => Err(failed("write", &error)),
        }
    }

    /// Polls an idle end with `waker` until it waits to read.
    ///
    /// A few spurious wakes are let pass, so that what is counted afterwards is the event.
    ///
    /// # Errors
    ///
    /// The check is inconclusive if the end does not wait.
    pub fn park_read(&mut self, end: usize, waker: &TestWaker) -> Result<(), Stop> {
        for _ in 0..QUIET {
            let wakes = waker.wakes();
            let polled = self.poll_read(end, waker, 8);
            if polled.is_ready() {
                return Err(Stop::inconclusive(format!("an idle end does not wait: {polled:?}")));
            }
            self.settle(1);
            if waker.wakes() == wakes {
                break;
            }
        }
        Ok(())
    }

    /// Reads and drops what comes, until nothing has come for a while.
    pub fn drain(&mut self, end: usize) {
        let waker = TestWaker::new();
        let mut quiet = 0;
        while quiet < QUIET {
            match self.poll_read(end, &waker, 4096) {
                Poll::Ready(Ok(read)) if !read.is_empty() => quiet = 0,
                Poll::Ready(_) => return,
                Poll::Pending => {
                    quiet += 1;
                    self.duplex.settle();
                }
            }
        }
    }

    /// Lets the subject settle until `done`, within the check's patience.
    pub fn eventually(&mut self, done: impl FnMut() -> bool) -> bool {
        eventually(self, self.patience, |this| this.duplex.settle(), done)
    }

    /// Lets the subject settle `rounds` times.
    pub fn settle(&mut self, rounds: u32) {
        for _ in 0..rounds {
            self.duplex.settle();
        }
    }
}

impl<D: Duplex> Drop for Connection<'_, D> {
    fn drop(&mut self) {
        for end in 0..self.ends.len() {
            self.drop_end(end);
        }
    }
}

impl<D: Duplex> fmt::Debug for Connection<'_, D> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Connection").field("ends", &self.ends.len()).finish_non_exhaustive()
    }
}

fn failed(operation: &str, error: &Error) -> Stop {
    let text: String = format!("the check needs a {operation} that works, and got `{error}`");
    Stop::inconclusive(text)
}

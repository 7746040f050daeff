//! An object with a position, driven by hand.

use alloc::{boxed::Box, format, vec, vec::Vec};
use core::{fmt, pin::Pin, task::Poll};

use super::{
    TestWaker,
    drive::{drive, entered, eventually},
};
use crate::{
    conformance::{Env, Seekable, Stop},
    io::{
        AsyncRead as _, AsyncSeek as _, AsyncWrite, Error, ReadBuf, Result as IoResult, SeekFrom,
    },
};

/// An object under test, driven by hand.
///
/// Every use of the subject goes through [`Seekable::enter`]; every wait has a limit and ends in a
/// [`Stop`].
pub struct Seeking<'a, S: Seekable> {
    fixture: &'a mut S,
    object: Option<Pin<Box<S::Object>>>,
    patience: u32,
}

impl<'a, S: Seekable> Seeking<'a, S> {
    /// Opens a fresh object that holds `bytes`.
    pub fn open(fixture: &'a mut S, env: &Env, bytes: &[u8]) -> Self {
        let object = Some(Box::pin(fixture.open(bytes)));
        Self { fixture, object, patience: env.patience() }
    }

    /// Opens an object that has `bytes` to read and cannot seek.
    ///
    /// # Errors
    ///
    /// The check is skipped if the fixture makes none.
    pub fn unseekable(fixture: &'a mut S, env: &Env, bytes: &[u8]) -> Result<Self, Stop> {
        let Some(object) = fixture.unseekable(bytes) else {
            return Err(Stop::skipped("the fixture makes no object that cannot seek"));
        };
        Ok(Self { fixture, object: Some(Box::pin(object)), patience: env.patience() })
    }

    /// Polls a seek once.
    pub fn poll_seek(&mut self, waker: &TestWaker, to: SeekFrom) -> Poll<IoResult<u64>> {
        self.enter(|object| object.poll_seek(&mut waker.context(), to))
    }

    /// Polls a read once, with `room`.
    pub fn poll_read(&mut self, waker: &TestWaker, room: usize) -> Poll<IoResult<Vec<u8>>> {
        let mut memory = vec![0; room];
        let mut buf = ReadBuf::new(&mut memory);
        let polled = self.enter(|object| object.poll_read(&mut waker.context(), buf.unfilled()));
        polled.map_ok(|()| buf.filled().to_vec())
    }

    /// Polls with `poll` what writes to the object.
    fn poll_writer<T>(
        &mut self,
        poll: impl FnOnce(Pin<&mut (dyn AsyncWrite + '_)>) -> T,
    ) -> Result<T, Stop> {
        let object = self.object.as_mut().expect(THERE).as_mut();
        let Some(writer) = self.fixture.writer(object) else {
            return Err(Stop::skipped("the fixture does not write to its object"));
        };
        Ok(entered(|run| self.fixture.enter(run), || poll(writer)))
    }

    /// Seeks until the object is ready.
    ///
    /// # Errors
    ///
    /// A failure if the seek waits and is not woken.
    pub fn seek(&mut self, to: SeekFrom) -> Result<IoResult<u64>, Stop> {
        self.drive("a seek is done", |this, waker| this.poll_seek(waker, to))
    }

    /// Seeks until the object is ready, and compares where it is.
    ///
    /// # Errors
    ///
    /// A failure if the seek waits and is not woken, fails, or ends elsewhere.
    pub fn seek_to(&mut self, to: SeekFrom, at: u64) -> Result<(), Stop> {
        match self.seek(to)? {
            Ok(position) if position == at => Ok(()),
            other => Err(Stop::fail(
                format!("a seek to {to:?} is done, at {at}"),
                format!("{to:?}: {other:?}"),
            )),
        }
    }

    /// Compares where the object says that it is.
    ///
    /// # Errors
    ///
    /// A failure if it is elsewhere.
    pub fn stands_at(&mut self, at: u64, after: &str) -> Result<(), Stop> {
        match self.seek(SeekFrom::Current(0))? {
            Ok(position) if position == at => Ok(()),
            other => Err(Stop::fail(
                format!("the position {after} is {at}"),
                format!("`Current(0)` is {other:?}"),
            )),
        }
    }

    /// Reads `count` bytes, or as many as there are before the end.
    ///
    /// # Errors
    ///
    /// A failure if the read waits and is not woken, or fails.
    pub fn read(&mut self, count: usize) -> Result<Vec<u8>, Stop> {
        const EXPECTED: &str = "a read brings bytes, or the end";
        let mut all = Vec::new();
        while all.len() < count {
            let room = count - all.len();
            match self.drive(EXPECTED, |this, waker| this.poll_read(waker, room))? {
                Ok(bytes) if bytes.is_empty() => break,
                Ok(bytes) => all.extend(bytes),
                Err(error) => return Err(Stop::fail(EXPECTED, format!("error `{error}`"))),
            }
        }
        Ok(all)
    }

    /// Reads as many bytes as `expected` has and compares them; at the end fewer.
    ///
    /// # Errors
    ///
    /// A failure if they are others, or fewer.
    pub fn reads(&mut self, expected: &[u8], required: &str) -> Result<(), Stop> {
        let read = self.read(expected.len())?;
        if read == expected {
            return Ok(());
        }
        Err(Stop::fail(format!("{required}: {expected:?}"), format!("{read:?}")))
    }

    /// Writes all of `bytes`, without a flush.
    ///
    /// # Errors
    ///
    /// The check is skipped if the subject is not written to, and inconclusive if the write fails.
    pub fn write(&mut self, mut bytes: &[u8]) -> Result<(), Stop> {
        while !bytes.is_empty() {
            let written = self.drive("a write is done", |this, waker| {
                let poll =
                    this.poll_writer(|writer| writer.poll_write(&mut waker.context(), bytes));
                out(poll)
            })??;
            match written {
                Ok(count) if (1..=bytes.len()).contains(&count) => bytes = &bytes[count..],
                Ok(count) => return Err(Stop::inconclusive(format!("wrote {count} bytes"))),
                Err(error) => return Err(failed("write", &error)),
            }
        }
        Ok(())
    }

    /// Flushes what was written.
    ///
    /// # Errors
    ///
    /// As [`write`](Self::write).
    pub fn flush(&mut self) -> Result<(), Stop> {
        let flushed = self.drive("a flush is done", |this, waker| {
            out(this.poll_writer(|writer| writer.poll_flush(&mut waker.context())))
        })??;
        flushed.map_err(|error| failed("flush", &error))
    }

    /// Lets the subject settle until `done`, within the check's patience.
    pub fn eventually(&mut self, done: impl FnMut() -> bool) -> bool {
        eventually(self, self.patience, |this| this.fixture.settle(), done)
    }

    fn enter<T>(&mut self, call: impl FnOnce(Pin<&mut S::Object>) -> T) -> T {
        let object = self.object.as_mut().expect(THERE).as_mut();
        entered(|run| self.fixture.enter(run), || call(object))
    }

    /// Polls with `poll` until it is ready, and again only once the waker was woken.
    fn drive<T>(
        &mut self,
        expected: &str,
        poll: impl FnMut(&mut Self, &TestWaker) -> Poll<T>,
    ) -> Result<T, Stop> {
        drive(self, self.patience, |this| this.fixture.settle(), poll)
            .map_err(|stuck| Stop::fail(expected, format!("{stuck}")))
    }
}

impl<S: Seekable> Drop for Seeking<'_, S> {
    fn drop(&mut self) {
        let object = &mut self.object;
        self.fixture.enter(&mut || *object = None);
    }
}

impl<S: Seekable> fmt::Debug for Seeking<'_, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Seeking").field("patience", &self.patience).finish_non_exhaustive()
    }
}

/// Turns the result of asking for a writer inside out, so that an error is ready too.
fn out<T>(polled: Result<Poll<T>, Stop>) -> Poll<Result<T, Stop>> {
    match polled {
        Ok(polled) => polled.map(Ok),
        Err(stop) => Poll::Ready(Err(stop)),
    }
}

fn failed(operation: &str, error: &Error) -> Stop {
    Stop::inconclusive(format!("the check needs a {operation} that works, and got `{error}`"))
}

const THERE: &str = "the object is there until the rig is dropped";

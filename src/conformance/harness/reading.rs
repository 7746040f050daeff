//! A reader under test, driven by hand.

use alloc::{format, string::String, vec, vec::Vec};
use core::{fmt, mem, pin::Pin, task::Poll};

use super::{TestWaker, drive::eventually, place::Place};
use crate::{
    conformance::{Env, SendRead, SendWrite, Source, Stop},
    io::{AsyncRead, AsyncWrite, ErrorKind, ReadBuf, ReadCursor, Result as IoResult},
};

/// A reader under test with its feeder, driven by hand.
///
/// Every use of the subject goes through [`Source::enter`]; every wait has a limit and ends in a
/// [`Stop`].
pub struct Reading<'a, S: Source> {
    pub(super) source: &'a mut S,
    pub(super) reader: Option<Place<S::Reader, dyn AsyncRead + Send>>,
    feeder: Option<Place<S::Feeder, dyn AsyncWrite + Send>>,
    /// What [`poll_bytes`](Self::poll_bytes) lends: the same memory each time.
    room: Vec<u8>,
    /// Whether the feeder holds bytes that it could not pass on yet.
    unflushed: bool,
    patience: u32,
    growing: bool,
    fixed: bool,
    flush_acks: bool,
}

impl<'a, S: Source> Reading<'a, S> {
    /// Opens a fresh reader.
    pub fn open(source: &'a mut S, env: &Env) -> Self {
        let (reader, feeder) = source.open();
        Self::with(source, env, Place::home(reader), Place::home(feeder))
    }

    /// Opens a fresh reader that may move to another thread.
    ///
    /// # Errors
    ///
    /// The check is skipped if the fixture cannot give its reader away.
    pub fn open_sent(source: &'a mut S, env: &Env) -> Result<Self, Stop> {
        let (reader, feeder) = source.open();
        let Some(reader) = source.send(reader) else {
            return Err(Stop::skipped("the fixture gives its reader to no other thread"));
        };
        Ok(Self::with(source, env, Place::Sent(reader), Place::home(feeder)))
    }

    /// Opens a fresh reader whose feeder may move to another thread.
    ///
    /// # Errors
    ///
    /// The check is skipped if the fixture cannot give its feeder away.
    pub fn open_with_sent_feeder(source: &'a mut S, env: &Env) -> Result<Self, Stop> {
        let (reader, feeder) = source.open();
        let Some(feeder) = source.send_feeder(feeder) else {
            return Err(Stop::skipped("the fixture gives its feeder to no other thread"));
        };
        Ok(Self::with(source, env, Place::home(reader), Place::Sent(feeder)))
    }

    pub(super) fn with(
        source: &'a mut S,
        env: &Env,
        reader: Place<S::Reader, dyn AsyncRead + Send>,
        feeder: Place<S::Feeder, dyn AsyncWrite + Send>,
    ) -> Self {
        Self {
            source,
            reader: Some(reader),
            feeder: Some(feeder),
            room: vec![0; 64],
            unflushed: false,
            patience: env.patience(),
            growing: env.has("growing"),
            fixed: env.has("fixed"),
            flush_acks: env.has("flush_acks"),
        }
    }

    /// Polls the reader once.
    ///
    /// # Panics
    ///
    /// Panics if the check gave the reader away before.
    pub fn poll(&mut self, waker: &TestWaker, buf: ReadCursor<'_>) -> Poll<IoResult<()>> {
        let mut reader =
            self.reader.as_mut().expect("the check still has its reader").as_dyn_read();
        let mut buf = Some(buf);
        let mut polled = Poll::Pending;
        self.source.enter(&mut || {
            if let Some(buf) = buf.take() {
                polled = reader.as_mut().poll_read(&mut waker.context(), buf);
            }
        });
        polled
    }

    /// Polls the reader once with `size` bytes of room and returns what came.
    ///
    /// The room is the same memory each time, until a larger one is asked for.
    ///
    /// # Panics
    ///
    /// Panics if the check gave the reader away before.
    pub fn poll_bytes(&mut self, waker: &TestWaker, size: usize) -> Poll<IoResult<Vec<u8>>> {
        let mut room = mem::take(&mut self.room);
        room.resize(room.len().max(size), 0);
        let mut buf = ReadBuf::new(&mut room[..size]);
        let polled = self.poll(waker, buf.unfilled()).map_ok(|()| buf.filled().to_vec());
        self.room = room;
        polled
    }

    /// Polls the idle reader with `size` bytes of room until it waits, and returns the number of
    /// wakes that `waker` had before the last poll: once it has more, it was woken.
    ///
    /// A few spurious wakes are let pass, so that what is counted afterwards is the event.
    ///
    /// # Errors
    ///
    /// A failure if the reader does not wait. The check is skipped if the subject grows: where others
    /// wait, it is at its end.
    pub fn park(&mut self, waker: &TestWaker, size: usize) -> Result<usize, Stop> {
        self.park_with(waker, |this, waker| this.poll_bytes(waker, size))
    }

    /// Does the same with any operation that brings bytes.
    pub(super) fn park_with(
        &mut self,
        waker: &TestWaker,
        mut poll: impl FnMut(&mut Self, &TestWaker) -> Poll<IoResult<Vec<u8>>>,
    ) -> Result<usize, Stop> {
        const SPURIOUS: u32 = 16;
        if self.growing {
            return Err(Stop::skipped("a growing subject is at its end where others wait"));
        }
        if self.fixed {
            return Err(Stop::skipped("a subject that has all its bytes never waits"));
        }
        let mut before = waker.wakes();
        for _ in 0..SPURIOUS {
            before = waker.wakes();
            let polled = poll(self, waker);
            if polled.is_ready() {
                return Err(Stop::fail("an idle reader is pending", format!("{polled:?}")));
            }
            self.settle(1);
            if waker.wakes() == before {
                break;
            }
        }
        Ok(before)
    }

    /// Polls with `poll` until the reader is ready.
    ///
    /// # Errors
    ///
    /// A failure if the reader waits and is not woken although `expected` should happen.
    pub fn until_ready<T>(
        &mut self,
        expected: &str,
        mut poll: impl FnMut(&mut Self, &TestWaker) -> Poll<IoResult<T>>,
    ) -> Result<IoResult<T>, Stop> {
        let waker = TestWaker::new();
        for _ in 0..self.patience {
            let wakes = waker.wakes();
            if let Poll::Ready(ready) = poll(self, &waker) {
                return Ok(ready);
            }
            self.pump()?;
            if !self.eventually(|| waker.wakes() > wakes) {
                let observed = "the read is pending, and its waker was not woken";
                return Err(Stop::fail(expected, observed));
            }
        }
        Err(Stop::fail(expected, format!("still pending after {} wakes", waker.wakes())))
    }

    /// Reads with `size` bytes of room until the reader is ready.
    ///
    /// # Errors
    ///
    /// A failure if the reader waits and is not woken although `expected` should happen.
    pub fn read(&mut self, size: usize, expected: &str) -> Result<IoResult<Vec<u8>>, Stop> {
        self.until_ready(expected, |subject, waker| subject.poll_bytes(waker, size))
    }

    /// Reads into `buf` until the reader is ready.
    ///
    /// # Errors
    ///
    /// A failure if the reader waits and is not woken although `expected` should happen.
    pub fn read_into(
        &mut self,
        buf: &mut ReadBuf<'_>,
        expected: &str,
    ) -> Result<IoResult<()>, Stop> {
        self.until_ready(expected, |subject, waker| subject.poll(waker, buf.unfilled()))
    }

    /// Reads exactly `bytes`, with no more room than for what is still missing of them.
    ///
    /// What grows may answer with an end that was true when the read began: that one is passed over.
    ///
    /// # Errors
    ///
    /// A failure if other bytes come, fewer, or an error.
    pub fn read_exactly(&mut self, bytes: &[u8], expected: &str) -> Result<(), Stop> {
        let mut all = Vec::new();
        let mut ends = 0;
        while all.len() < bytes.len() {
            match self.read(bytes.len() - all.len(), expected)? {
                Ok(read) if !read.is_empty() => all.extend(read),
                Ok(_) if self.growing && ends < self.patience => {
                    ends += 1;
                    self.settle(1);
                }
                other => return Err(Stop::fail(expected, after(&other, all.len()))),
            }
        }
        if all != bytes {
            let observed = format!("{} instead of {}", excerpt(&all), excerpt(bytes));
            return Err(Stop::fail(expected, observed));
        }
        Ok(())
    }

    /// Reads until the end, `size` bytes at a time.
    ///
    /// # Errors
    ///
    /// A failure if the reader stops before the end.
    pub fn read_to_end(&mut self, size: usize) -> Result<Vec<u8>, Stop> {
        const EXPECTED: &str = "all bytes, then the end";
        let mut all = Vec::new();
        loop {
            match self.read(size, EXPECTED)? {
                Ok(bytes) if bytes.is_empty() => return Ok(all),
                Ok(bytes) => all.extend(bytes),
                error => return Err(Stop::fail(EXPECTED, after(&error, all.len()))),
            }
        }
    }

    /// Feeds `bytes` to the reader, all of them.
    ///
    /// # Errors
    ///
    /// The check is inconclusive if the feeder does not take them.
    pub fn push(&mut self, mut bytes: &[u8]) -> Result<(), Stop> {
        while !bytes.is_empty() {
            match self.feed(|feeder, waker| feeder.poll_write(&mut waker.context(), bytes))? {
                Ok(written) if (1..=bytes.len()).contains(&written) => bytes = &bytes[written..],
                Ok(written) => return Err(feeder_failed(&format!("wrote {written} bytes"))),
                Err(error) => return Err(feeder_failed(&format!("write: {error}"))),
            }
        }
        self.flush()
    }

    /// Feeds as many of `bytes` to the reader as fit before the feeder has to wait, at least one, and
    /// returns them.
    ///
    /// # Errors
    ///
    /// The check is inconclusive if the feeder takes none of them, or fails.
    ///
    /// # Panics
    ///
    /// Panics if `bytes` is empty.
    pub fn push_some<'b>(&mut self, bytes: &'b [u8]) -> Result<&'b [u8], Stop> {
        let mut fed = self.offer(bytes)?;
        if fed == 0 {
            // Nothing is in its way, so it only needs time.
            self.push(&bytes[..1])?;
            fed = 1;
        }
        Ok(&bytes[..fed])
    }

    /// Feeds as many of `bytes` to the reader as fit before the feeder has to wait, and returns how
    /// many those were.
    ///
    /// # Errors
    ///
    /// The check is inconclusive if the feeder fails.
    pub fn offer(&mut self, bytes: &[u8]) -> Result<usize, Stop> {
        let mut fed = 0;
        while fed < bytes.len() {
            let rest = &bytes[fed..];
            match self.try_feed(|feeder, waker| feeder.poll_write(&mut waker.context(), rest))? {
                Poll::Ready(Ok(written)) if (1..=rest.len()).contains(&written) => fed += written,
                Poll::Ready(Ok(written)) => {
                    return Err(feeder_failed(&format!("wrote {written} bytes")));
                }
                Poll::Ready(Err(error)) => return Err(feeder_failed(&format!("write: {error}"))),
                Poll::Pending => break,
            }
        }
        if fed > 0 {
            // It may have to wait for a read that the check has yet to make.
            self.unflushed = true;
            self.pump()?;
        }
        Ok(fed)
    }

    /// Feeds the reader a write of no bytes, which may become an empty chunk.
    ///
    /// # Errors
    ///
    /// The check is inconclusive if the feeder fails.
    pub fn push_nothing(&mut self) -> Result<(), Stop> {
        let polled = self.try_feed(|feeder, waker| feeder.poll_write(&mut waker.context(), &[]))?;
        match polled {
            Poll::Ready(Err(error)) => Err(feeder_failed(&format!("empty write: {error}"))),
            Poll::Ready(Ok(_)) | Poll::Pending => self.flush(),
        }
    }

    /// Shuts the feeder down.
    ///
    /// # Errors
    ///
    /// The check is inconclusive if the feeder fails.
    pub fn end(&mut self) -> Result<(), Stop> {
        match self.feed(|feeder, waker| feeder.poll_shutdown(&mut waker.context()))? {
            Ok(()) => Ok(()),
            Err(error) => Err(feeder_failed(&format!("shutdown: {error}"))),
        }
    }

    /// Drops the feeder, as a peer that goes away.
    pub fn drop_feeder(&mut self) {
        let feeder = &mut self.feeder;
        self.source.enter(&mut || *feeder = None);
    }

    /// Drops the reader.
    pub fn drop_reader(&mut self) {
        let reader = &mut self.reader;
        self.source.enter(&mut || *reader = None);
    }

    /// Takes the reader out, if it may move to another thread.
    pub fn take_reader(&mut self) -> Option<SendRead> {
        self.reader.take_if(|reader| matches!(reader, Place::Sent(_)))?.into_sent()
    }

    /// Puts a reader back that was taken out.
    pub fn put_reader(&mut self, reader: SendRead) {
        self.reader = Some(Place::Sent(reader));
    }

    /// Takes the feeder out, if it may move to another thread.
    pub fn take_feeder(&mut self) -> Option<SendWrite> {
        self.feeder.take_if(|feeder| matches!(feeder, Place::Sent(_)))?.into_sent()
    }

    /// Makes what the reader reads from fail once with `kind`.
    pub fn inject(&mut self, kind: ErrorKind) {
        if let Some(Place::Home(reader)) = &mut self.reader {
            self.source.inject(reader.as_mut(), kind);
        }
    }

    /// Lets the subject settle until `done`, within the check's patience.
    pub fn eventually(&mut self, done: impl FnMut() -> bool) -> bool {
        eventually(self, self.patience, |this| this.source.settle(), done)
    }

    /// Lets the subject settle `rounds` times.
    pub fn settle(&mut self, rounds: u32) {
        for _ in 0..rounds {
            self.source.settle();
        }
    }

    /// Flushes the feeder until it has passed everything on.
    fn flush(&mut self) -> Result<(), Stop> {
        self.unflushed = true;
        if self.flush_acks {
            // It waits for a read that the check has yet to make.
            return self.pump();
        }
        let flushed = self.feed(|feeder, waker| feeder.poll_flush(&mut waker.context()))?;
        self.flushed(flushed)
    }

    /// Flushes the feeder as far as it goes, if it holds bytes.
    fn pump(&mut self) -> Result<(), Stop> {
        if !self.unflushed || self.feeder.is_none() {
            return Ok(());
        }
        match self.try_feed(|feeder, waker| feeder.poll_flush(&mut waker.context()))? {
            Poll::Ready(flushed) => self.flushed(flushed),
            Poll::Pending => Ok(()),
        }
    }

    fn flushed(&mut self, flushed: IoResult<()>) -> Result<(), Stop> {
        self.unflushed = false;
        flushed.map_err(|error| feeder_failed(&format!("flush: {error}")))
    }

    /// Polls the feeder until it is ready.
    fn feed<T>(
        &mut self,
        mut poll: impl FnMut(Pin<&mut (dyn AsyncWrite + '_)>, &TestWaker) -> Poll<IoResult<T>>,
    ) -> Result<IoResult<T>, Stop> {
        let waker = TestWaker::new();
        for _ in 0..self.patience {
            let wakes = waker.wakes();
            if let Poll::Ready(ready) = self.poll_feeder(&waker, &mut poll)? {
                return Ok(ready);
            }
            if !self.eventually(|| waker.wakes() > wakes) {
                break;
            }
        }
        Err(feeder_failed("pending, and not woken"))
    }

    /// Polls the feeder until it is ready or waits: a few spurious wakes are let pass.
    fn try_feed<T>(
        &mut self,
        mut poll: impl FnMut(Pin<&mut (dyn AsyncWrite + '_)>, &TestWaker) -> Poll<IoResult<T>>,
    ) -> Result<Poll<IoResult<T>>, Stop> {
        const SPURIOUS: u32 = 4;
        let waker = TestWaker::new();
        for _ in 0..SPURIOUS {
            let wakes = waker.wakes();
            let polled = self.poll_feeder(&waker, &mut poll)?;
            if polled.is_ready() || waker.wakes() == wakes {
                return Ok(polled);
            }
        }
        Ok(Poll::Pending)
    }

    pub(super) fn poll_feeder<T>(
        &mut self,
        waker: &TestWaker,
        mut poll: impl FnMut(Pin<&mut (dyn AsyncWrite + '_)>, &TestWaker) -> Poll<IoResult<T>>,
    ) -> Result<Poll<IoResult<T>>, Stop> {
        let Some(feeder) = &mut self.feeder else {
            return Err(Stop::inconclusive("the check gave its feeder away"));
        };
        let mut feeder = feeder.as_dyn_write();
        let mut polled = Poll::Pending;
        self.source.enter(&mut || polled = poll(feeder.as_mut(), waker));
        Ok(polled)
    }
}

impl<S: Source> Drop for Reading<'_, S> {
    fn drop(&mut self) {
        self.drop_reader();
        self.drop_feeder();
    }
}

impl<S: Source> fmt::Debug for Reading<'_, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reading").field("patience", &self.patience).finish_non_exhaustive()
    }
}

fn feeder_failed(how: &str) -> Stop {
    Stop::inconclusive(format!("the feeder did not take what the check gave it ({how})"))
}

/// Says what ended a read that had brought `count` bytes.
fn after(end: &IoResult<Vec<u8>>, count: usize) -> String {
    match end {
        Ok(bytes) => format!("{} bytes at once after {count}", bytes.len()),
        Err(error) => format!("error `{error}` after {count} bytes"),
    }
}

/// Shows the first of `bytes`.
fn excerpt(bytes: &[u8]) -> String {
    const SHOWN: usize = 16;
    let shown = bytes[..bytes.len().min(SHOWN)].escape_ascii();
    let more = if bytes.len() > SHOWN { "…" } else { "" };
    format!("\"{shown}{more}\" ({} bytes)", bytes.len())
}

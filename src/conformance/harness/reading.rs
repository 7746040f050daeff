//! A reader under test, driven by hand.

use alloc::{boxed::Box, format, vec, vec::Vec};
use core::{fmt, pin::Pin, task::Poll};

use super::TestWaker;
use crate::{
    conformance::{Env, Source, Stop},
    io::{
        AsyncRead as _, AsyncWrite as _, Error, ErrorKind, ReadBuf, ReadCursor, Result as IoResult,
    },
};

/// A reader under test with its feeder, driven by hand.
///
/// Every use of the subject goes through [`Source::enter`]; every wait has a limit and ends in a
/// [`Stop`].
pub struct Reading<'a, S: Source> {
    source: &'a mut S,
    reader: Option<Pin<Box<S::Reader>>>,
    feeder: Option<Pin<Box<S::Feeder>>>,
    patience: u32,
}

impl<'a, S: Source> Reading<'a, S> {
    /// Opens a fresh reader.
    pub fn open(source: &'a mut S, env: &Env) -> Self {
        let (reader, feeder) = source.open();
        let (reader, feeder) = (Some(Box::pin(reader)), Some(Box::pin(feeder)));
        Self { source, reader, feeder, patience: env.patience() }
    }

    /// Polls the reader once.
    ///
    /// # Panics
    ///
    /// Panics if the check dropped the reader before.
    pub fn poll(&mut self, waker: &TestWaker, buf: ReadCursor<'_>) -> Poll<IoResult<()>> {
        let reader = self.reader.as_mut().expect("the check still has its reader");
        let mut buf = Some(buf);
        let mut polled = Poll::Pending;
        self.source.enter(&mut || {
            if let Some(buf) = buf.take() {
                polled = reader.as_mut().poll_read(&mut waker.context(), buf);
            }
        });
        polled
    }

    /// Polls the reader once with `size` zeroed bytes of room and returns what came.
    pub fn poll_bytes(&mut self, waker: &TestWaker, size: usize) -> Poll<IoResult<Vec<u8>>> {
        let mut room = vec![0; size];
        let mut buf = ReadBuf::new(&mut room);
        match self.poll(waker, buf.unfilled()) {
            Poll::Ready(Ok(())) => Poll::Ready(Ok(buf.filled().to_vec())),
            Poll::Ready(Err(error)) => Poll::Ready(Err(error)),
            Poll::Pending => Poll::Pending,
        }
    }

    /// Reads with `size` bytes of room until the reader is ready.
    ///
    /// # Errors
    ///
    /// A failure if the reader waits and is not woken although `expected` should happen.
    pub fn read(&mut self, size: usize, expected: &str) -> Result<IoResult<Vec<u8>>, Stop> {
        let waker = TestWaker::new();
        for _ in 0..self.patience {
            let wakes = waker.wakes();
            if let Poll::Ready(ready) = self.poll_bytes(&waker, size) {
                return Ok(ready);
            }
            if !self.eventually(|| waker.wakes() > wakes) {
                return Err(Stop::fail(
                    expected,
                    "the read is pending, and its waker was not woken",
                ));
            }
        }
        Err(Stop::fail(expected, format!("still pending after {} wakes", waker.wakes())))
    }

    /// Reads until the end, `size` bytes at a time.
    ///
    /// # Errors
    ///
    /// A failure if the reader stops before the end.
    pub fn read_to_end(&mut self, size: usize) -> Result<Vec<u8>, Stop> {
        let mut all = Vec::new();
        loop {
            match self.read(size, "all bytes, then the end")? {
                Ok(bytes) if bytes.is_empty() => return Ok(all),
                Ok(bytes) => all.extend(bytes),
                Err(error) => {
                    return Err(Stop::fail(
                        "all bytes, then the end",
                        format!("error `{error}` after {} bytes", all.len()),
                    ));
                }
            }
        }
    }

    /// Feeds `bytes` to the reader.
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
        match self.feed(|feeder, waker| feeder.poll_flush(&mut waker.context()))? {
            Ok(()) => Ok(()),
            Err(error) => Err(feeder_failed(&format!("flush: {error}"))),
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

    /// Makes the next inner operation of the reader fail with `kind`.
    pub fn inject(&mut self, kind: ErrorKind) {
        if let Some(reader) = &mut self.reader {
            self.source.inject(reader.as_mut(), kind);
        }
    }

    /// Lets the subject settle until `done`, within the check's patience.
    pub fn eventually(&mut self, mut done: impl FnMut() -> bool) -> bool {
        for _ in 0..self.patience {
            if done() {
                return true;
            }
            self.source.settle();
        }
        done()
    }

    /// Lets the subject settle `rounds` times.
    pub fn settle(&mut self, rounds: u32) {
        for _ in 0..rounds {
            self.source.settle();
        }
    }

    fn feed<T>(
        &mut self,
        mut poll: impl FnMut(Pin<&mut S::Feeder>, &TestWaker) -> Poll<Result<T, Error>>,
    ) -> Result<Result<T, Error>, Stop> {
        let Some(mut feeder) = self.feeder.take() else {
            return Err(Stop::inconclusive("the check dropped its feeder"));
        };
        let waker = TestWaker::new();
        let mut ready = None;
        for _ in 0..self.patience {
            let wakes = waker.wakes();
            self.source.enter(&mut || match poll(feeder.as_mut(), &waker) {
                Poll::Ready(value) => ready = Some(value),
                Poll::Pending => {}
            });
            if ready.is_some() || !self.eventually(|| waker.wakes() > wakes) {
                break;
            }
        }
        self.feeder = Some(feeder);
        ready.ok_or_else(|| feeder_failed("pending, and not woken"))
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

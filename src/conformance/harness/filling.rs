//! A reader under test, read through its own buffer.

use alloc::{format, vec::Vec};
use core::{pin::Pin, task::Poll};

use super::{Reading, TestWaker, drive::entered, payload, place::Place};
use crate::{
    conformance::{BufSource, Env, Source as _, Stop, Unbuffered},
    io::{AsyncBufRead as _, AsyncWrite, Result as IoResult},
};

/// Reading through the buffer.
impl<'a, S: BufSource> Reading<'a, Unbuffered<S>> {
    /// Opens a fresh reader that has the first bytes of the payload to read, `most` of them if they
    /// fit, and returns how many it has.
    ///
    /// # Errors
    ///
    /// The check is skipped if the fixture has no reader of bytes, and inconclusive if the feeder
    /// takes none.
    pub fn with_payload(
        source: &'a mut Unbuffered<S>,
        env: &Env,
        most: usize,
    ) -> Result<(Self, usize), Stop> {
        let bytes = payload::bytes(0, most);
        if !env.has("fixed") {
            let mut subject = Self::open(source, env);
            let count = subject.push_some(&bytes)?.len();
            return Ok((subject, count));
        }
        Ok((Self::holding(source, env, &bytes)?, most))
    }

    /// Makes a reader of `bytes`, behind which it is at its end.
    ///
    /// # Errors
    ///
    /// The check is skipped if the fixture makes none.
    pub fn holding(source: &'a mut Unbuffered<S>, env: &Env, bytes: &[u8]) -> Result<Self, Stop> {
        let Some(reader) = source.0.holding(bytes) else {
            return Err(Stop::skipped("the fixture makes no reader of bytes that it is given"));
        };
        // What would feed it is of no use, and goes where it was made.
        let (unused, feeder) = source.open();
        let mut subject = Self::with(source, env, Place::home(unused), Place::home(feeder));
        subject.drop_reader();
        subject.drop_feeder();
        subject.reader = Some(Place::home(reader));
        Ok(subject)
    }

    /// Opens a fresh reader that is at its end, or comes to it.
    ///
    /// # Errors
    ///
    /// The check is skipped if the subject has no end, and inconclusive if the feeder fails.
    pub fn ended(source: &'a mut Unbuffered<S>, env: &Env) -> Result<Self, Stop> {
        if env.has("fixed") {
            return Self::holding(source, env, &[]);
        }
        if !env.has("eof") || env.has("growing") {
            return Err(Stop::skipped("the subject has no last end (`eof`, not `growing`)"));
        }
        let mut subject = Self::open(source, env);
        subject.end()?;
        Ok(subject)
    }

    /// Polls once for what is buffered, and returns a copy of it.
    ///
    /// # Panics
    ///
    /// Panics if the check gave the reader away before.
    pub fn poll_fill(&mut self, waker: &TestWaker) -> Poll<IoResult<Vec<u8>>> {
        let Some(Place::Home(reader)) = &mut self.reader else {
            panic!("the check still has its reader");
        };
        let call = || reader.as_mut().poll_fill_buf(&mut waker.context()).map_ok(<[u8]>::to_vec);
        entered(|run| self.source.enter(run), call)
    }

    /// Takes `amount` bytes out of the buffer.
    ///
    /// # Panics
    ///
    /// Panics if the check gave the reader away before, or as the subject does.
    pub fn consume(&mut self, amount: usize) {
        let Some(Place::Home(reader)) = &mut self.reader else {
            panic!("the check still has its reader");
        };
        entered(|run| self.source.enter(run), || reader.as_mut().consume(amount));
    }

    /// Polls for what is buffered until the reader is ready.
    ///
    /// # Errors
    ///
    /// A failure if the reader waits and is not woken although `expected` should happen.
    pub fn fill(&mut self, expected: &str) -> Result<IoResult<Vec<u8>>, Stop> {
        self.until_ready(expected, Self::poll_fill)
    }

    /// Writes to the feeder with `waker` until it waits, and returns the number of wakes that `waker` had
    /// before the last poll.
    ///
    /// # Errors
    ///
    /// The check is skipped if the feeder never waits.
    pub fn park_feeder(&mut self, waker: &TestWaker) -> Result<usize, Stop> {
        const CALLS: usize = 1 << 12;
        let block = payload::at(0);
        for _ in 0..CALLS {
            let before = waker.wakes();
            let polled = self.poll_feeder(
                waker,
                &mut |feeder: Pin<&mut (dyn AsyncWrite + '_)>, waker: &TestWaker| {
                    feeder.poll_write(&mut waker.context(), block)
                },
            )?;
            match polled {
                Poll::Pending => {
                    self.settle(1);
                    if waker.wakes() == before {
                        return Ok(before);
                    }
                }
                Poll::Ready(Ok(1..)) => {}
                Poll::Ready(other) => {
                    return Err(Stop::inconclusive(format!("the feeder returned {other:?}")));
                }
            }
        }
        Err(Stop::skipped("the feeder never waits for room"))
    }

    /// Polls for what is buffered while nothing is, until the reader waits, as
    /// [`park`](Self::park).
    ///
    /// # Errors
    ///
    /// As [`park`](Self::park).
    pub fn park_fill(&mut self, waker: &TestWaker) -> Result<usize, Stop> {
        self.park_with(waker, Self::poll_fill)
    }
}

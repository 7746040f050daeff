//! Random scripts for a writer, and the model that knows what must arrive.

use alloc::{format, vec::Vec};
use core::task::Poll;

use crate::{
    conformance::{
        Env, Sink, Stop,
        harness::{Rng, TestWaker, Writing, payload},
    },
    io::{ErrorKind, Result as IoResult},
};

/// One step of a script.
#[derive(Clone, Debug)]
pub(super) enum Op {
    /// Polls a write of so many bytes once.
    Write(usize),
    /// Polls a vectored write of slices that long once.
    Vectored(Vec<usize>),
    /// Polls a flush once and leaves it.
    Flush,
    /// Reads so many bytes, if they are there.
    Drain(usize),
    /// Lets what is below fail once.
    Fail,
}

impl Op {
    /// A write of a length that has to do with the capacity, if there is one.
    pub(super) fn write(rng: &mut Rng, capacity: Option<usize>) -> Self {
        let reach = payload::reach(rng, capacity);
        Self::Write(1 + rng.below(reach))
    }

    /// A vectored write, some of whose slices are empty.
    pub(super) fn vectored(rng: &mut Rng, capacity: Option<usize>) -> Self {
        let slices = 1 + rng.below(5);
        let reach = payload::reach(rng, capacity) / 2 + 1;
        let length = |rng: &mut Rng| if rng.one_in(3) { 0 } else { 1 + rng.below(reach) };
        Self::Vectored((0..slices).map(|_| length(rng)).collect())
    }

    /// A read of a few bytes.
    pub(super) fn drain(rng: &mut Rng, capacity: Option<usize>) -> Self {
        let reach = payload::reach(rng, capacity);
        Self::Drain(1 + rng.below(reach))
    }
}

/// Plays `script` against a fresh writer: every write must take between one byte and all of its
/// bytes, and what was taken must arrive, in order, each byte once.
///
/// After an error that the script asked for, what is still to come may be lost, if the writer does
/// not go on.
pub(super) fn play(sink: &mut impl Sink, env: &mut Env, script: &[Op]) -> Result<(), Stop> {
    let mut subject = Writing::open(sink, env);
    let mut seen = Seen { bounded: env.has("bounded"), refused: false, failing: false };
    let waker = TestWaker::new();
    for op in script {
        let from = subject.taken().len();
        match op {
            Op::Write(len) => {
                let polled = subject.poll_write(&waker, &payload::bytes(from, *len));
                seen.write(polled, *len)?;
            }
            Op::Vectored(lens) => {
                let bytes = payload::bytes(from, lens.iter().sum());
                let polled = subject.poll_write_vectored(&waker, &slices(&bytes, lens));
                seen.write(polled, bytes.len())?;
            }
            Op::Flush => match subject.poll_flush(&waker) {
                Poll::Ready(Err(error)) if !seen.failing => {
                    return Err(Stop::fail("a flush is done", format!("error `{error}`")));
                }
                Poll::Ready(_) | Poll::Pending => {}
            },
            Op::Drain(count) => {
                let _ = subject.poll_drain(*count);
                subject.settle(1);
            }
            Op::Fail => {
                subject.inject(ErrorKind::ConnectionReset);
                seen.failing = true;
            }
        }
    }
    finish(&mut subject, seen.failing)
}

/// What was seen of the writer so far.
struct Seen {
    bounded: bool,
    refused: bool,
    failing: bool,
}

impl Seen {
    /// Judges what a write of `len` bytes returned.
    fn write(&mut self, polled: Poll<IoResult<usize>>, len: usize) -> Result<(), Stop> {
        match polled {
            Poll::Ready(Ok(0)) if len > 0 && self.bounded => self.refused = true,
            Poll::Ready(Ok(0)) if len > 0 => {
                let required = "an open writer takes at least one byte, or waits";
                return Err(Stop::fail(required, format!("`Ok(0)` for {len} bytes")));
            }
            Poll::Ready(Ok(count)) if count > len => {
                let required = "a writer takes no more bytes than it gets";
                return Err(Stop::fail(required, format!("`Ok({count})` for {len} bytes")));
            }
            Poll::Ready(Ok(count @ 1..)) if self.refused => {
                let required = "a writer that refused bytes never takes some again";
                return Err(Stop::fail(required, format!("`Ok(0)`, later `Ok({count})`")));
            }
            Poll::Ready(Err(error)) if !self.failing => {
                return Err(Stop::fail("an open writer takes bytes", format!("error `{error}`")));
            }
            Poll::Ready(_) | Poll::Pending => {}
        }
        Ok(())
    }
}

/// Cuts `bytes` into slices of the lengths `lens`.
fn slices<'a>(mut bytes: &'a [u8], lens: &[usize]) -> Vec<&'a [u8]> {
    let cut = lens.iter().map(|len| {
        let (slice, rest) = bytes.split_at(*len);
        bytes = rest;
        slice
    });
    cut.collect()
}

/// Flushes and compares what arrived with what was taken.
fn finish(subject: &mut Writing<'_, impl Sink>, failing: bool) -> Result<(), Stop> {
    // The error that the script asked for may still be to come.
    let attempts = if failing { 3 } else { 1 };
    let mut flushed = Ok(());
    for _ in 0..attempts {
        flushed =
            subject.drive_draining("a flush is done", |this, waker| this.poll_flush(waker))?;
        if flushed.is_ok() {
            break;
        }
    }
    match flushed {
        Ok(()) => subject.arrives("what was taken arrives in order, each byte once"),
        Err(_) if failing => {
            subject.drain_quiet();
            let (taken, arrived) = (subject.taken(), subject.arrived());
            let sent = &taken[..arrived.len().min(taken.len())];
            match payload::difference(sent, arrived) {
                None => Ok(()),
                Some(difference) => Err(Stop::fail(
                    "after an error a writer that gives up has sent nothing twice",
                    format!("the peer got {difference}"),
                )),
            }
        }
        Err(error) => Err(Stop::fail("a flush is done", format!("error `{error}`"))),
    }
}

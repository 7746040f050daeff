//! Driving a subject by hand: entering its context, waiting within a limit, filling it up.

use core::{fmt, task::Poll};

use super::{TestWaker, payload};
use crate::{
    conformance::Env,
    io::{Error, Result as IoResult},
};

/// How many settlements without an event count as silence.
pub(super) const QUIET: u32 = 20;

/// Returns how much is written to a subject before it counts as endless.
///
/// That is more than a kernel buffers; for one that declares its capacity, a good deal more than
/// that, but not more than there is time for.
pub(super) fn endless(env: &Env) -> usize {
    let (some, much) = (1 << 20, 64 << 20);
    env.number("capacity").map_or(much, |capacity| capacity.saturating_mul(4).clamp(some, much))
}

/// Runs `call` where the fixture's `enter` says that the subject may be used.
///
/// # Panics
///
/// Panics if `enter` does not run what it is given.
pub(crate) fn entered<T>(enter: impl FnOnce(&mut dyn FnMut()), call: impl FnOnce() -> T) -> T {
    let mut call = Some(call);
    let mut result = None;
    enter(&mut || {
        if let Some(call) = call.take() {
            result = Some(call());
        }
    });
    result.expect("the fixture's `enter` has to run the call that it is given: `call()`")
}

/// Lets `subject` settle until `done`, no more than `patience` times.
pub(super) fn eventually<S: ?Sized>(
    subject: &mut S,
    patience: u32,
    mut settle: impl FnMut(&mut S),
    mut done: impl FnMut() -> bool,
) -> bool {
    for _ in 0..patience {
        if done() {
            return true;
        }
        settle(subject);
    }
    done()
}

/// Polls until ready, and again only once the waker was woken.
///
/// # Errors
///
/// [`Stuck`] if that never comes.
pub(super) fn drive<S: ?Sized, T>(
    subject: &mut S,
    patience: u32,
    mut settle: impl FnMut(&mut S),
    mut poll: impl FnMut(&mut S, &TestWaker) -> Poll<T>,
) -> Result<T, Stuck> {
    let waker = TestWaker::new();
    // An operation of many steps may well wake for each of them.
    for _ in 0..patience.saturating_mul(10) {
        let wakes = waker.wakes();
        if let Poll::Ready(ready) = poll(subject, &waker) {
            return Ok(ready);
        }
        if !eventually(subject, patience, &mut settle, || waker.wakes() > wakes) {
            return Err(Stuck::Asleep);
        }
    }
    Err(Stuck::Restless { wakes: waker.wakes() })
}

/// Why an operation that was driven never became ready.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stuck {
    /// It is pending, and its waker was not woken.
    Asleep,
    /// It is pending although its waker was woken again and again.
    Restless {
        /// How often.
        wakes: usize,
    },
}

impl fmt::Display for Stuck {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Asleep => f.write_str("it is pending, and its waker was not woken"),
            Self::Restless { wakes } => write!(f, "it is still pending after {wakes} wakes"),
        }
    }
}

/// How a writer answered that was written to until it took no more.
#[derive(Debug)]
pub enum Filled {
    /// It waits, and the waker that it was given last has not been woken since.
    Full,
    /// It took no byte, and did not wait.
    Refused,
    /// It failed.
    Failed(Error),
    /// It took far more than fits, and still takes more.
    Endless,
}

/// Writes the payload from its byte `from` on, until `write` takes no more or has taken `endless`
/// bytes.
///
/// Returns how many bytes were taken. A writer that is woken while it waits is asked again, so
/// that a spurious `Pending` does not pass for a full one.
pub(super) fn fill<S: ?Sized>(
    subject: &mut S,
    from: usize,
    endless: usize,
    waker: &TestWaker,
    mut settle: impl FnMut(&mut S),
    mut write: impl FnMut(&mut S, &[u8]) -> Poll<IoResult<usize>>,
) -> (usize, Filled) {
    let mut taken = 0;
    let (mut calls, mut waits, mut restless) = (0, 0, 0);
    while taken < endless && calls < CALLS && waits < WAITS {
        calls += 1;
        let wakes = waker.wakes();
        let block = payload::at(from + taken);
        match write(subject, block) {
            Poll::Ready(Ok(0)) => return (taken, Filled::Refused),
            Poll::Ready(Ok(count)) => (taken, restless) = (taken + count.min(block.len()), 0),
            Poll::Ready(Err(error)) => return (taken, Filled::Failed(error)),
            Poll::Pending => {
                (waits, restless) = (waits + 1, restless + 1);
                let woken = eventually(subject, QUIET, &mut settle, || waker.wakes() > wakes);
                if !woken || restless > RESTLESS {
                    return (taken, Filled::Full);
                }
            }
        }
    }
    (taken, Filled::Endless)
}

/// How many calls are made to fill a subject that takes a byte each time.
const CALLS: usize = 1 << 18;

/// How often a subject may wait and go on by itself, as a file does, before it counts as endless.
const WAITS: usize = 1_000;

/// How often a subject may be woken without taking a byte before it counts as full.
const RESTLESS: usize = 200;

//! What a shutdown does, and what a drop does without one.

use alloc::format;
use core::task::Poll;

use crate::conformance::{
    Env, Outcome, Pass, Sink, Stop,
    harness::{Filled, Parked, Peer, Tail, TestWaker, Writing, payload},
    outcome::ensure,
};

/// Writes, shuts down, and reads to the end.
///
/// Why: a peer that reads to the end waits for it for ever.
/// If this fails, look at: a shutdown that only flushes, and one that takes the end before the
/// bytes.
pub fn write_13_shutdown_is_the_end(sink: &mut impl Sink, env: &mut Env) -> Outcome {
    let mut subject = Writing::open(sink, env);
    subject.write_all(&payload::bytes(0, 300))?;
    subject.shutdown()?;
    subject.ends("after a shutdown the peer gets all bytes, then the end")?;
    Ok(Pass::Held)
}

/// Writes a few bytes, shuts down without a flush, and reads.
///
/// Why: the bytes that were taken last are lost, and nobody is told.
/// If this fails, look at: an inner shutdown before the buffer is empty.
pub fn write_14_shutdown_flushes(sink: &mut impl Sink, env: &mut Env) -> Outcome {
    let mut subject = Writing::open(sink, env);
    subject.write_all(b"hello")?;
    subject.shutdown()?;
    subject.arrives("a shutdown hands on every byte that was taken")?;
    Ok(Pass::Held)
}

/// Shuts down three times; and, above a peer that waits for its turn, once per turn.
///
/// Why: wrappers shut down what the user has shut down already, and a `select` comes back to it.
/// If this fails, look at: a state that a second call does not expect, and a system's
/// `NotConnected`.
pub fn write_15_shutdown_may_be_repeated(sink: &mut impl Sink, env: &mut Env) -> Outcome {
    let required = "a shutdown may be repeated, and is `Ready(Ok)`";
    let waker = TestWaker::new();
    if env.has("adapter") {
        let peer = Peer::new();
        if let Ok(mut subject) = Writing::over(sink, env, &peer) {
            subject.write(b"hello")?;
            peer.hold();
            let mut turns = 0;
            while subject.poll_shutdown(&waker).is_pending() {
                ensure!(turns < 100, "a shutdown goes on with each turn", "{turns} turns");
                turns += 1;
                peer.grant(1);
            }
            peer.release();
            let whole = peer.is_shut() && peer.written() == b"hello";
            ensure!(whole, "the peer is flushed and shut down, then `Ready`", "{peer:?}");
            let again = subject.drive(required, |this, waker| this.poll_shutdown(waker))?;
            ensure!(again.is_ok(), required, "after `Pending` and `Ready`: {again:?}");
        }
    }
    let mut subject = Writing::open(sink, env);
    subject.write(b"x")?;
    for time in 1..=3 {
        let shut = subject.drive_draining(required, |this, waker| this.poll_shutdown(waker))?;
        ensure!(shut.is_ok(), required, "shutdown {time}: {shut:?}");
    }
    subject.arrives("a shutdown hands on every byte that was taken")?;
    Ok(Pass::Held)
}

/// Flushes while a shutdown waits, and after it.
///
/// Why: a wrapper flushes out of habit; the state in between must know what to answer.
/// If this fails, look at: an assertion about the state, and a flush of what is closed.
pub fn write_16_flush_beside_shutdown(sink: &mut impl Sink, env: &mut Env) -> Outcome {
    let required = "a flush beside a shutdown is `Ready(Ok)`";
    let waker = TestWaker::new();
    let mut subject = Writing::open(sink, env);
    if let Filled::Full = subject.fill(&waker) {
        if subject.poll_shutdown(&waker).is_pending() {
            let during = subject.poll_flush(&waker);
            ensure!(!matches!(during, Poll::Ready(Err(_))), required, "during: {during:?}");
        }
    }
    subject.shutdown()?;
    for time in 1..=2 {
        let after = subject.drive_draining(required, |this, waker| this.poll_flush(waker))?;
        ensure!(after.is_ok(), required, "flush {time} after the shutdown: {after:?}");
    }
    Ok(Pass::Held)
}

/// Shuts down, writes and flushes, and reads to the end.
///
/// Why: bytes that look written and go nowhere are lost without a trace.
/// If this fails, look at: a write that does not ask whether the writer was shut down.
pub fn write_17_nothing_goes_after_shutdown(sink: &mut impl Sink, env: &mut Env) -> Outcome {
    let required = "bytes written after a shutdown fail, there or at the next flush";
    let mut subject = Writing::open(sink, env);
    subject.write(b"early")?;
    subject.shutdown()?;
    let early = subject.taken().len();
    let late = subject.drive_draining(required, |this, waker| this.poll_write(waker, b"late"))?;
    if let Ok(count) = late {
        let flushed = subject.drive_draining(required, |this, waker| this.poll_flush(waker))?;
        ensure!(flushed.is_err(), required, "write: `Ok({count})`, flush: `Ok(())`");
    }
    subject.disown(early);
    subject.ends("what was written before the shutdown arrives, and nothing after it")?;
    Ok(Pass::Held)
}

/// Shuts a full writer down and makes room; and, above a peer that waits, gives it its turn.
///
/// Why: who is not woken never ends; who is woken for nothing keeps a core busy until it does.
/// If this fails, look at: `Pending` that no inner `Pending` stands behind.
pub fn write_18_pending_shutdown_is_woken(sink: &mut impl Sink, env: &mut Env) -> Outcome {
    if env.has("adapter") {
        let peer = Peer::new();
        if let Ok(mut subject) = Writing::over(sink, env, &peer) {
            subject.write(b"hello")?;
            peer.hold();
            waits(&mut subject, |_| peer.release())?;
        }
    }
    let mut subject = Writing::open(sink, env);
    if let Filled::Full = subject.fill(&TestWaker::new()) {
        waits(&mut subject, |subject| subject.drain_quiet())?;
    }
    subject.shutdown()?;
    Ok(Pass::Held)
}

/// Polls a shutdown that has to wait, and again whenever it is woken, until `go_on`.
fn waits<S: Sink>(
    subject: &mut Writing<'_, S>,
    go_on: impl FnOnce(&mut Writing<'_, S>),
) -> Result<(), Stop> {
    let required = "a pending shutdown is woken when it can go on, and not before";
    let waker = TestWaker::new();
    let parked = subject.park(&waker, Writing::poll_shutdown);
    let before = waker.wakes();
    match parked {
        Parked::Ready => return Ok(()),
        Parked::Waiting => {}
        Parked::Restless => {
            return Err(Stop::fail(required, format!("{before} wakes while it could not")));
        }
    }
    go_on(subject);
    let woken = subject.eventually(|| waker.wakes() > before);
    ensure!(woken, required, "no wake");
    Ok(())
}

/// Drops a writer that holds a few bytes, then one that is full, without a shutdown.
///
/// Why: what was not flushed may be lost; a drop that waits for it blocks all tasks of its thread.
/// If this fails, look at: a drop that waits for a pool, or for the peer.
pub fn write_30_drop_without_shutdown(sink: &mut impl Sink, env: &mut Env) -> Outcome {
    {
        let mut full = Writing::open(sink, env);
        full.fill(&TestWaker::new());
        full.drop_writer();
    }
    let mut subject = Writing::open(sink, env);
    subject.write_all(b"hello")?;
    subject.drop_writer();
    subject.drain_quiet();
    let (taken, arrived) = (subject.taken().len(), subject.arrived().len());
    let tail = match subject.tail() {
        Tail::Open => "then nothing",
        Tail::End => "then the end",
        Tail::Failed(error) => &format!("then the error `{error}`"),
    };
    Ok(Pass::Fact(format!("the peer gets {arrived} of {taken} bytes, {tail}")))
}

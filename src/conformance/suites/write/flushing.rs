//! What a flush does.

use alloc::format;
use core::task::Poll;

use super::script::{Op, play};
use crate::conformance::{
    Env, Outcome, Pass, Sink, Stop,
    harness::{Peer, TestWaker, Writing, explore, payload},
    outcome::ensure,
};

/// Writes pieces of several sizes, flushes each, and reads without calling the writer again; drops
/// it after the last one.
///
/// Why: who flushes and then waits for the answer hangs if the question is still here.
/// If this fails, look at: a flush that is not passed on, or ends before the buffer is empty.
pub fn write_09_flushed_bytes_arrive(sink: &mut impl Sink, env: &mut Env) -> Outcome {
    let mut subject = Writing::open(sink, env);
    for size in [1, 5, 64, 1000] {
        let from = subject.taken().len();
        subject.write_all(&payload::bytes(from, size))?;
        subject.flush()?;
        subject.arrives("after a flush the peer can read every byte")?;
    }
    subject.write_all(b"last")?;
    subject.flush()?;
    subject.drop_writer();
    subject.arrives("what was flushed arrives though the writer is dropped")?;
    Ok(Pass::Held)
}

/// Flushes into a peer that takes one byte per turn, each time with another waker.
///
/// Why: a buffer rarely leaves in one piece, and the task that waits may not be the same.
/// If this fails, look at: `Ready` after the first step, and a waker that only the first step
/// stores.
pub fn write_10_flush_goes_on_to_the_end(sink: &mut impl Sink, env: &mut Env) -> Outcome {
    const BYTES: &[u8] = b"12345678";
    let peer = Peer::new();
    let mut subject = Writing::over(sink, env, &peer)?;
    peer.step(1);
    for byte in BYTES {
        subject.write(&[*byte])?;
    }
    peer.hold();
    for turn in 0..100 {
        let waker = TestWaker::new();
        match subject.poll_flush(&waker) {
            Poll::Ready(Ok(())) => {
                let (got, flushed) = (peer.written(), peer.flushed());
                let whole = got == BYTES && flushed == got.len();
                let required = "a flush is ready once all bytes are handed on and flushed";
                let (seen, all) = (got.len(), BYTES.len());
                ensure!(whole, required, "ready with {seen} of {all} bytes, {flushed} flushed");
                return Ok(Pass::Held);
            }
            Poll::Ready(Err(error)) => {
                return Err(Stop::fail("a flush is done", format!("error `{error}`")));
            }
            Poll::Pending => {
                peer.grant(1);
                let woken = subject.eventually(|| waker.wakes() > 0);
                let required = "a step of a flush registers the waker of its own poll";
                ensure!(woken, required, "no wake of the waker of poll {turn}");
            }
        }
    }
    let required = "a flush goes on with each turn of what is below";
    Err(Stop::fail(required, format!("pending after 100 turns, with {:?}", peer.written())))
}

/// Plays random writes and reads among flushes that are polled once and left.
///
/// Why: a `select` drops the flush that it polled; the next write goes on from there.
/// If this fails, look at: a position in the buffer that a flush starts anew, and one that it moves
/// before the bytes are gone.
pub fn write_11_flush_may_be_abandoned(sink: &mut impl Sink, env: &mut Env) -> Outcome {
    let capacity = env.number("capacity");
    explore(
        env,
        16,
        24,
        |rng| match rng.below(6) {
            0..=1 => Op::write(rng, capacity),
            2..=3 => Op::drain(rng, capacity),
            _ => Op::Flush,
        },
        |env, script| play(sink, env, script),
    )
}

/// Flushes a fresh writer twice, and twice after a byte.
///
/// Why: callers flush to be sure; a flush of nothing that waits hangs them.
/// If this fails, look at: a flush that waits for an event which only a write brings.
pub fn write_12_clean_flush_is_ready(sink: &mut impl Sink, env: &mut Env) -> Outcome {
    let required = "a flush with nothing to flush is `Ready(Ok)`";
    let mut subject = Writing::open(sink, env);
    for written in ["nothing", "one byte"] {
        for _ in 0..2 {
            let flushed = subject.drive(required, |this, waker| this.poll_flush(waker))?;
            ensure!(flushed.is_ok(), required, "after {written}: {flushed:?}");
        }
        subject.write(b"x")?;
        subject.flush()?;
        subject.arrives("after a flush the peer can read every byte")?;
    }
    Ok(Pass::Held)
}

/// Writes a byte and flushes while the peer does not read.
///
/// Why: two ends that flush to each other before they read would wait for each other.
/// If this fails, look at: a flush that waits until the queue of the peer is empty.
pub fn write_31_flush_needs_no_reader(sink: &mut impl Sink, env: &mut Env) -> Outcome {
    if env.has("flush_acks") {
        return Err(Stop::skipped("the type declares that a flush waits for the reader"));
    }
    let required = "a flush is ready once the bytes are handed on, read or not";
    let mut subject = Writing::open(sink, env);
    subject.write(b"x")?;
    let flushed = subject.drive(required, |this, waker| this.poll_flush(waker))?;
    ensure!(flushed.is_ok(), required, "{flushed:?}");
    Ok(Pass::Held)
}

//! What a write takes.

use alloc::vec;
use core::task::Poll;

use super::script::{Op, play};
use crate::conformance::{
    Env, Outcome, Pass, Sink, Stop,
    harness::{Filled, TestWaker, Writing, explore},
    outcome::ensure,
};

/// Plays random writes, flushes and reads, and looks at what each write says that it took.
///
/// Why: callers loop until all is written; `Ok(0)` and `Ok(n)` with too large an `n` break them.
/// If this fails, look at: an inner writer that takes nothing, and a count that is not the one of
/// this call's buffer.
pub fn write_01_takes_some_of_what_it_gets(sink: &mut impl Sink, env: &mut Env) -> Outcome {
    let capacity = env.number("capacity");
    explore(
        env,
        16,
        24,
        |rng| match rng.below(6) {
            0..=2 => Op::write(rng, capacity),
            3..=4 => Op::drain(rng, capacity),
            _ => Op::Flush,
        },
        |env, script| play(sink, env, script),
    )
}

/// Writes nothing to a fresh writer, a full one, and one that was shut down.
///
/// Why: a caller whose buffer happens to be empty waits for room that it does not need.
/// If this fails, look at: a check for an empty buffer before the check for room.
pub fn write_02_empty_write_is_ready(sink: &mut impl Sink, env: &mut Env) -> Outcome {
    let required = "a write of no bytes is `Ready(Ok(0))` at once";
    let waker = TestWaker::new();
    {
        let mut subject = Writing::open(sink, env);
        let fresh = subject.poll_write(&waker, &[]);
        ensure!(matches!(fresh, Poll::Ready(Ok(0))), required, "fresh: {fresh:?}");
        if let Filled::Full = subject.fill(&waker) {
            let full = subject.poll_write(&waker, &[]);
            ensure!(matches!(full, Poll::Ready(Ok(0))), required, "full: {full:?}");
        }
        subject.flush()?;
        subject.arrives("what was taken beside a write of no bytes arrives")?;
    }
    let mut subject = Writing::open(sink, env);
    subject.shutdown()?;
    let closed = subject.poll_write(&waker, &[]);
    let required =
        "after a shutdown a write of no bytes is ready at once, with `Ok(0)` or an error";
    ensure!(matches!(closed, Poll::Ready(Ok(0) | Err(_))), required, "{closed:?}");
    Ok(Pass::Held)
}

/// Fills the writer until a write is pending, makes room, and writes other bytes, fewer.
///
/// Why: a caller may give up a write that is pending and send something else.
/// If this fails, look at: a buffer that is kept when the answer is `Pending`.
pub fn write_03_pending_takes_nothing(sink: &mut impl Sink, env: &mut Env) -> Outcome {
    if env.has("owned_io") {
        return Err(Stop::skipped("completion I/O owns the buffer of a pending write"));
    }
    const OTHER: &[u8] = &[0xFF; 3];
    let mut subject = Writing::open(sink, env);
    subject.fill_up(&TestWaker::new())?;
    subject.drain_quiet();
    let required = "where there is room, the new write takes bytes of its own buffer only";
    let taken = subject.drive(required, |this, waker| this.poll_write(waker, OTHER))?;
    ensure!(matches!(taken, Ok(1..=3)), required, "{taken:?} for {OTHER:x?}");
    subject.flush()?;
    subject.arrives("what arrives is what `Ready` writes took, and nothing of the pending one")?;
    Ok(Pass::Held)
}

/// Writes from a buffer, overwrites it, and writes from it again.
///
/// Why: what was taken is the writer's business; the caller uses its buffer again at once.
/// If this fails, look at: a reference, or a pointer, to the caller's buffer that outlives the
/// call.
pub fn write_26_taken_bytes_are_copied(sink: &mut impl Sink, env: &mut Env) -> Outcome {
    let mut subject = Writing::open(sink, env);
    let mut buf = vec![1; 8];
    for round in 2..=4 {
        let write = |this: &mut Writing<'_, _>, waker: &TestWaker| this.poll_write(waker, &buf);
        if let Err(error) = subject.drive_draining("a writer takes bytes", write)? {
            return Err(Stop::inconclusive(alloc::format!("the write fails: `{error}`")));
        }
        buf.fill(round);
    }
    subject.flush()?;
    subject.arrives("what arrives is what the buffer held when it was written")?;
    Ok(Pass::Held)
}

/// Fills the writer, reads a part, and fills it again.
///
/// Why: a buffer without a limit turns a slow reader into a memory leak.
/// If this fails, look at: a queue that grows instead of making the writer wait, or a number in the
/// fixture that is not the type's.
pub fn write_32_capacity_is_kept(sink: &mut impl Sink, env: &mut Env) -> Outcome {
    let Some(capacity) = env.number("capacity") else {
        return Err(Stop::inconclusive("`capacity` is declared without its number"));
    };
    let required = "a writer that nobody reads takes as many bytes as its capacity, then waits";
    let waker = TestWaker::new();
    let mut subject = Writing::open(sink, env);
    let filled = subject.fill(&waker);
    let taken = subject.taken().len();
    if matches!(filled, Filled::Endless) && taken < capacity {
        return Err(Stop::skipped("the capacity is more than a check can fill"));
    }
    ensure!(matches!(filled, Filled::Full), required, "{filled:?} after {taken} bytes");
    ensure!(taken == capacity, required, "it waits after {taken} bytes, and declares {capacity}");
    subject.drain_exactly(capacity.div_ceil(2));
    let read = subject.arrived().len();
    let filled = subject.fill(&waker);
    let again = subject.taken().len() - taken;
    let required = "after a read there is room for as many bytes as were read";
    ensure!(matches!(filled, Filled::Full), required, "{filled:?} after {again} more bytes");
    ensure!((1..=read).contains(&again), required, "{read} bytes read, {again} more taken");
    Ok(Pass::Held)
}

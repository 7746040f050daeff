//! Writing from several slices at once.

use core::task::Poll;

use super::script::{Op, play};
use crate::conformance::{
    Env, Outcome, Pass, Sink, Stop,
    harness::{Filled, TestWaker, Writing, explore, payload},
    outcome::ensure,
};

/// Plays random vectored writes, among reads and flushes.
///
/// Why: after a short write the caller goes on where the count says, not where a slice ends.
/// If this fails, look at: the sum of all lengths returned for less, and an order other than that
/// of the slices.
pub fn write_19_vectored_takes_in_order(sink: &mut impl Sink, env: &mut Env) -> Outcome {
    let capacity = env.number("capacity");
    explore(
        env,
        16,
        24,
        |rng| match rng.below(6) {
            0..=2 => Op::vectored(rng, capacity),
            3..=4 => Op::drain(rng, capacity),
            _ => Op::Flush,
        },
        |env, script| play(sink, env, script),
    )
}

/// Writes empty slices before, between and instead of others.
///
/// Why: a header of no bytes stops the write, or looks like a writer that takes no more.
/// If this fails, look at: the first slice, taken whether it is empty or not.
pub fn write_20_vectored_skips_empty_slices(sink: &mut impl Sink, env: &mut Env) -> Outcome {
    let mut subject = Writing::open(sink, env);
    let mixed: [&[&[u8]]; 3] = [&[b"", b"x"], &[b"", b"", b"y", b""], &[b"z", b"", b""]];
    for slices in mixed {
        let required = "a vectored write skips its empty slices and takes bytes";
        let written = subject
            .drive_draining(required, |this, waker| this.poll_write_vectored(waker, slices))?;
        ensure!(matches!(written, Ok(1)), required, "{slices:?}: {written:?}");
    }
    subject.flush()?;
    subject.arrives("the bytes of the slices that are not empty arrive")?;
    let waker = TestWaker::new();
    let required = "a vectored write of no bytes is `Ready(Ok(0))` at once";
    let empty: [&[&[u8]]; 3] = [&[], &[b""], &[b"", b"", b""]];
    for slices in empty {
        let idle = subject.poll_write_vectored(&waker, slices);
        ensure!(matches!(idle, Poll::Ready(Ok(0))), required, "{slices:?}: {idle:?}");
    }
    if let Filled::Full = subject.fill(&waker) {
        let full = subject.poll_write_vectored(&waker, &[b"", b""]);
        ensure!(matches!(full, Poll::Ready(Ok(0))), required, "full: {full:?}");
    }
    Ok(Pass::Held)
}

/// Writes two slices to a writer that has room for both.
///
/// Why: who asks first, and is told yes, does not join its slices; then each costs a call.
/// If this fails, look at: the default implementation under an `is_write_vectored` that says yes,
/// and a wrapper that passes on only one of the two.
pub fn write_21_vectored_takes_several_slices(sink: &mut impl Sink, env: &mut Env) -> Outcome {
    if env.number("capacity").is_some_and(|capacity| capacity < 4) {
        return Err(Stop::skipped("the writer has no room for two slices"));
    }
    let mut subject = Writing::open(sink, env);
    let required = "a writer that declares `vectored` says so: `is_write_vectored`";
    ensure!(subject.is_write_vectored(), required, "false");
    let required = "a writer that says so takes bytes of both slices in one call";
    let write = |this: &mut Writing<'_, _>, waker: &TestWaker| {
        this.poll_write_vectored(waker, &[b"ab", b"cd"])
    };
    let written = subject.drive(required, write)?;
    ensure!(matches!(written, Ok(3..=4)), required, "2 and 2 bytes: {written:?}");
    Ok(Pass::Held)
}

/// Asks at every step of a transfer.
///
/// Why: hyper asks once, and keeps to the answer.
/// If this fails, look at: an answer that depends on what is in a buffer.
pub fn write_34_vectored_answer_is_constant(sink: &mut impl Sink, env: &mut Env) -> Outcome {
    fn same<S: Sink>(subject: &mut Writing<'_, S>, first: bool, when: &str) -> Result<(), Stop> {
        let now = subject.is_write_vectored();
        ensure!(now == first, "`is_write_vectored` never changes", "{first}, and {now} {when}");
        Ok(())
    }
    let mut subject = Writing::open(sink, env);
    let first = subject.is_write_vectored();
    for size in [1, 10, 100] {
        let from = subject.taken().len();
        subject.write_all(&payload::bytes(from, size))?;
        same(&mut subject, first, "after a write")?;
        subject.flush()?;
        same(&mut subject, first, "after a flush")?;
    }
    subject.fill(&TestWaker::new());
    same(&mut subject, first, "when it is full")?;
    subject.shutdown()?;
    same(&mut subject, first, "after a shutdown")?;
    Ok(Pass::Held)
}

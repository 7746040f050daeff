//! What happens when what is below fails, or is slow.

use alloc::format;
use core::task::Poll;

use super::script::{Op, play};
use crate::{
    conformance::{
        Env, Outcome, Pass, Sink, Stop,
        harness::{Peer, TestWaker, Writing, explore, payload},
        outcome::ensure,
    },
    io::{ErrorKind, Result as IoResult},
};

/// Lets what is below answer `WouldBlock` and `Interrupted`, and looks at every result.
///
/// Why: to a caller these are errors, on which it gives up.
/// If this fails, look at: an error of a system call that is passed on as it is.
pub fn write_22_try_again_stays_inside(sink: &mut impl Sink, env: &mut Env) -> Outcome {
    for kind in [ErrorKind::WouldBlock, ErrorKind::Interrupted] {
        let mut subject = Writing::open(sink, env);
        let waker = TestWaker::new();
        subject.inject(kind);
        for _ in 0..4 {
            let written = subject.poll_write(&waker, b"x").map_ok(|_| ());
            stays_inside(written, kind)?;
            stays_inside(subject.poll_flush(&waker), kind)?;
            subject.settle(1);
            subject.drain_now();
        }
        stays_inside(subject.poll_shutdown(&waker), kind)?;
    }
    Ok(Pass::Held)
}

fn stays_inside(polled: Poll<IoResult<()>>, kind: ErrorKind) -> Result<(), Stop> {
    let out = matches!(&polled, Poll::Ready(Err(error)) if error.kind() == kind);
    ensure!(!out, "`WouldBlock` is `Pending` to the caller, `Interrupted` a retry", "{polled:?}");
    Ok(())
}

/// Lets what is below fail once, then goes on writing, flushing and shutting down.
///
/// Why: a caller that looks twice must get an answer, and no panic.
/// If this fails, look at: a future that is polled again after it has ended.
pub fn write_23_error_leaves_it_usable(sink: &mut impl Sink, env: &mut Env) -> Outcome {
    let mut subject = Writing::open(sink, env);
    subject.inject(ErrorKind::ConnectionReset);
    let required = "an error of what is below comes out";
    let mut failed = false;
    for operation in 0..3 {
        failed = failed || each(&mut subject, operation, required)?.is_err();
    }
    ensure!(failed, required, "a write, a flush and a shutdown are `Ok`");
    let required = "after an error every operation still returns";
    for operation in [0, 1, 0, 2, 1, 2, 0] {
        let _ = each(&mut subject, operation, required)?;
    }
    Ok(Pass::Held)
}

/// Writes, flushes or shuts down.
fn each(
    subject: &mut Writing<'_, impl Sink>,
    operation: usize,
    required: &str,
) -> Result<IoResult<()>, Stop> {
    subject.drive_draining(required, |this, waker| match operation {
        0 => this.poll_write(waker, b"x").map_ok(|_| ()),
        1 => this.poll_flush(waker),
        _ => this.poll_shutdown(waker),
    })
}

/// Plays random writes, flushes and reads while what is below fails now and then.
///
/// Why: the caller tries again; what it sent before must then be there once.
/// If this fails, look at: a buffer that is cleared before, or a position that is moved after, the
/// inner write whose result it depends on.
pub fn write_24_error_loses_and_repeats_nothing(sink: &mut impl Sink, env: &mut Env) -> Outcome {
    let capacity = env.number("capacity");
    explore(
        env,
        24,
        24,
        |rng| match rng.below(8) {
            0..=2 => Op::write(rng, capacity),
            3..=4 => Op::drain(rng, capacity),
            5..=6 => Op::Flush,
            _ => Op::Fail,
        },
        |env, script| play(sink, env, script),
    )
}

/// Writes a thousand bytes above a peer that takes one at a time, and never flushes meanwhile.
///
/// Why: a caller that only writes would hang on a buffer that only a flush empties.
/// If this fails, look at: `Pending` from a full buffer without a look at what is below.
pub fn write_25_full_buffer_empties_itself(sink: &mut impl Sink, env: &mut Env) -> Outcome {
    const BYTES: usize = 1_000;
    let required = "a full buffer makes room by itself, as what is below takes bytes";
    let peer = Peer::new();
    let mut subject = Writing::over(sink, env, &peer)?;
    peer.step(1);
    while subject.taken().len() < BYTES {
        let from = subject.taken().len();
        let rest = payload::bytes(from, BYTES - from);
        let written = subject.drive(required, |this, waker| this.poll_write(waker, &rest))?;
        let some = matches!(written, Ok(count) if (1..=rest.len()).contains(&count));
        ensure!(some, required, "{written:?} after {from} bytes");
    }
    let flushed = subject.drive("a flush is done", |this, waker| this.poll_flush(waker))?;
    ensure!(flushed.is_ok(), "a flush is done", "{flushed:?}");
    match payload::difference(&payload::bytes(0, BYTES), &peer.written()) {
        None => Ok(Pass::Held),
        Some(difference) => {
            Err(Stop::fail("all bytes arrive below, in order", format!("there are {difference}")))
        }
    }
}

//! READ: what a reader owes its caller.
//!
//! The subject is the reader of a [`Source`]; the feeder is trusted. A check that cannot get its
//! bytes into the feeder is inconclusive.

use alloc::vec;
use core::task::Poll;

use crate::{
    conformance::{
        Env, Outcome, Pass, Source,
        harness::{Reading, TestWaker},
        outcome::ensure,
        rule::rules,
    },
    io::ReadBuf,
};

rules! {
    fixture Source, rows __read_rules;

    /// A read with no room is ready at once and changes nothing.
    READ_01 Must Deterministic [] read_01_no_room_is_ready
        "tokio#8321, tokio#8323, embassy#2150: the read waits for data, or takes it for the end";
    /// A pending read leaves the buffer as it was.
    READ_03 Must Deterministic [] read_03_pending_moves_nothing
        "the documentation of `tokio::io::AsyncRead`";
    /// A pending read is woken when bytes arrive.
    READ_04 Must Deterministic [] read_04_arrival_wakes
        "chatmail/core#1922: pending without registering";
    /// The newest waker is the one that is woken.
    READ_05 Must Deterministic [] read_05_newest_waker_is_woken
        "futures-intrusive#18: the first waker was kept";
    /// The end is reported promptly and as often as asked.
    READ_11 Must Deterministic [eof "READ-11: capability `eof` not declared"]
        read_11_end_is_repeatable
        "async-h1#142: the second read after the end hangs";
}

/// Polls an idle reader, one with data, and one at its end with a full cursor.
///
/// Why: several runtimes waited here for data, or took it for the end.
/// If this fails, look at: a check for `remaining() == 0` before the system call or the inner read.
pub fn read_01_no_room_is_ready(source: &mut impl Source, env: &mut Env) -> Outcome {
    let required = "a read with no room is `Ready(Ok)` at once";
    let mut subject = Reading::open(source, env);
    let waker = TestWaker::new();
    let idle = subject.poll_bytes(&waker, 0);
    ensure!(matches!(idle, Poll::Ready(Ok(_))), required, "idle: {idle:?}");
    subject.push(b"d")?;
    subject.settle(1);
    let fed = subject.poll_bytes(&waker, 0);
    ensure!(matches!(fed, Poll::Ready(Ok(_))), required, "with data: {fed:?}");
    let read = subject.read(8, "the bytes that were there before the read with no room")?;
    let intact = matches!(&read, Ok(bytes) if bytes == b"d");
    ensure!(intact, "the byte that was there before", "{read:?}");
    Ok(Pass::Held)
}

/// Polls an idle reader with a buffer that already holds bytes.
///
/// Why: the caller goes on with the same buffer, or with another one.
/// If this fails, look at: bytes copied before the decision to wait.
pub fn read_03_pending_moves_nothing(source: &mut impl Source, env: &mut Env) -> Outcome {
    let mut subject = Reading::open(source, env);
    let waker = TestWaker::new();
    let mut room = vec![0xAA; 16];
    let mut buf = ReadBuf::new(&mut room);
    buf.unfilled().append(b"kept");
    let polled = subject.poll(&waker, buf.unfilled());
    ensure!(polled.is_pending(), "an idle reader is pending", "{polled:?}");
    ensure!(buf.filled() == b"kept", "the buffer as it was: \"kept\"", "{:?}", buf.filled());
    Ok(Pass::Held)
}

/// Polls an idle reader, feeds it, and counts wakes.
///
/// Why: a task that is not woken hangs for ever.
/// If this fails, look at: the waker stored in the slot of the other side, or not at all.
pub fn read_04_arrival_wakes(source: &mut impl Source, env: &mut Env) -> Outcome {
    let mut subject = Reading::open(source, env);
    let waker = TestWaker::new();
    let polled = subject.poll_bytes(&waker, 8);
    ensure!(polled.is_pending(), "an idle reader is pending", "{polled:?}");
    subject.push(b"x")?;
    let woken = subject.eventually(|| waker.wakes() > 0);
    ensure!(woken, "the waker is woken when bytes arrive", "no wake");
    Ok(Pass::Held)
}

/// Polls an idle reader with one waker, then with another, and feeds it.
///
/// Why: a future moves between tasks, and `select` polls with a waker of its own.
/// If this fails, look at: a waker stored with `get_or_insert` instead of replaced.
pub fn read_05_newest_waker_is_woken(source: &mut impl Source, env: &mut Env) -> Outcome {
    let mut subject = Reading::open(source, env);
    let (first, second) = (TestWaker::new(), TestWaker::new());
    for waker in [&first, &second] {
        let polled = subject.poll_bytes(waker, 8);
        ensure!(polled.is_pending(), "an idle reader is pending", "{polled:?}");
    }
    subject.push(b"x")?;
    let woken = subject.eventually(|| second.wakes() > 0);
    ensure!(woken, "the newest waker is woken", "{} wakes of the first only", first.wakes());
    Ok(Pass::Held)
}

/// Reads the end, and four times more.
///
/// Why: callers look twice, and a second look that waits hangs them.
/// If this fails, look at: an end that is a state of one poll instead of one of the reader.
pub fn read_11_end_is_repeatable(source: &mut impl Source, env: &mut Env) -> Outcome {
    if env.has("growing") {
        return Err(crate::conformance::Stop::skipped("a growing subject has no last end"));
    }
    let mut subject = Reading::open(source, env);
    subject.end()?;
    for again in 0..5 {
        let read = subject.read(8, "the end, at once and repeatedly")?;
        let at_end = matches!(&read, Ok(bytes) if bytes.is_empty());
        ensure!(at_end, "the end, at once and repeatedly", "read {again} after the end: {read:?}");
    }
    Ok(Pass::Held)
}

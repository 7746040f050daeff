//! The end, and what comes before and after it.

use crate::conformance::{
    Env, Outcome, Pass, Source, Stop,
    harness::{Reading, TestWaker},
    outcome::ensure,
};

/// Feeds bytes, ends the feeder, and only then reads, byte by byte.
///
/// Why: a peer that answers and hangs up is the usual case.
/// If this fails, look at: the order in which the reader asks "closed?" and "anything there?".
pub fn read_10_bytes_come_before_the_end(source: &mut impl Source, env: &mut Env) -> Outcome {
    let mut subject = Reading::open(source, env);
    let fed = subject.push_some(b"abc")?;
    subject.end()?;
    subject.settle(1);
    let read = subject.read_to_end(1)?;
    ensure!(read == fed, alloc::format!("{fed:?}, then the end"), "{read:?}, then the end");
    Ok(Pass::Held)
}

/// Reads the end, and four times more.
///
/// Why: callers look twice, and a second look that waits hangs them.
/// If this fails, look at: an end that is a state of one poll instead of one of the reader.
pub fn read_11_end_is_repeatable(source: &mut impl Source, env: &mut Env) -> Outcome {
    if env.has("growing") {
        return Err(Stop::skipped("a growing subject has no last end"));
    }
    let mut subject = Reading::open(source, env);
    subject.end()?;
    let first = subject.read(8, "the end")?;
    ensure!(matches!(&first, Ok(bytes) if bytes.is_empty()), "the end", "{first:?}");
    let required = "the end again, at once, or an error";
    for again in 1..5 {
        let read = subject.read(8, required)?;
        let at_end = !matches!(&read, Ok(bytes) if !bytes.is_empty());
        ensure!(at_end, required, "read {again} after the end: {read:?}");
    }
    Ok(Pass::Held)
}

/// Reads a growing subject to its end, appends, and reads on.
///
/// Why: whoever follows a log file reads its end a thousand times a day.
/// If this fails, look at: an end that is remembered.
pub fn read_12_growth_is_read(source: &mut impl Source, env: &mut Env) -> Outcome {
    let mut subject = Reading::open(source, env);
    subject.push(b"a")?;
    subject.read_exactly(b"a", "what was written first")?;
    let end = subject.read(8, "the end, where a growing subject has no more")?;
    ensure!(matches!(&end, Ok(bytes) if bytes.is_empty()), "the end", "{end:?}");
    subject.push(b"b")?;
    subject.settle(1);
    subject.read_exactly(b"b", "what was appended after the end")?;
    Ok(Pass::Held)
}

/// Lets a read wait, and drops the peer.
///
/// Why: a connection whose peer is gone has nothing more to wait for.
/// If this fails, look at: a `Drop` that marks the end and wakes nobody, or only the writer.
pub fn read_25_dropped_peer_wakes(source: &mut impl Source, env: &mut Env) -> Outcome {
    let mut subject = Reading::open(source, env);
    let waker = TestWaker::new();
    let before = subject.park(&waker, 8)?;
    subject.drop_feeder();
    let woken = subject.eventually(|| waker.wakes() > before);
    ensure!(woken, "the waker is woken when the peer is dropped", "no wake");
    let required = "the end, or an error";
    let read = subject.read(8, required)?;
    ensure!(!matches!(&read, Ok(bytes) if !bytes.is_empty()), required, "{read:?}");
    Ok(Pass::Held)
}

//! What a fill shows, and how it waits.

use alloc::format;
use core::task::Poll;

use crate::{
    conformance::{
        BufSource, Env, Outcome, Pass, Stop, Unbuffered,
        harness::{Reading, TestWaker, payload},
        outcome::ensure,
    },
    io::ErrorKind,
};

/// Fills while there is nothing, after a write of no bytes, and after all bytes were taken.
///
/// Why: callers take an empty slice for the end, and stop.
/// If this fails, look at: a chunk of no bytes that is handed out, or one that was taken to its end;
/// a loop has to ask again until there are bytes.
pub fn buf_01_nothing_is_the_end(source: &mut impl BufSource, env: &mut Env) -> Outcome {
    const BYTES: usize = 40;
    let mut source = Unbuffered(source);
    let (mut subject, count) = Reading::with_payload(&mut source, env, BYTES)?;
    let mut taken = 0;
    while taken < count {
        let filled = subject.fill("the bytes that are there")?;
        let Ok(bytes) = &filled else {
            return Err(Stop::fail("the bytes that are there", format!("{filled:?}")));
        };
        if bytes.is_empty() && env.has("growing") {
            return Err(Stop::skipped("a growing subject is at its end again and again"));
        }
        let required = "no end before the bytes are taken";
        ensure!(!bytes.is_empty(), required, "the end after {taken} of {count} bytes");
        taken += bytes.len();
        subject.consume(bytes.len());
    }
    if env.has("fixed") {
        let filled = subject.fill("the end")?;
        ensure!(matches!(&filled, Ok(bytes) if bytes.is_empty()), "the end", "{filled:?}");
        return Ok(Pass::Held);
    }
    let waker = TestWaker::new();
    subject.park_fill(&waker)?;
    subject.push_nothing()?;
    subject.settle(1);
    for _ in 0..4 {
        // A wake for nothing is allowed, an end is not.
        let polled = subject.poll_fill(&waker);
        let required = "a fill waits for bytes, also after an empty chunk";
        ensure!(polled.is_pending(), required, "{polled:?}");
    }
    subject.push(b"d")?;
    let filled = subject.fill("the byte that came after an empty write")?;
    ensure!(matches!(&filled, Ok(bytes) if bytes == b"d"), "\"d\"", "{filled:?}");
    Ok(Pass::Held)
}

/// Fills, lets more bytes come, and fills again; the same after some of the bytes were taken.
///
/// Why: a parser looks, sees half a line, and looks again.
/// If this fails, look at: an inner read into the start of a buffer that is not empty.
pub fn buf_02_second_fill_starts_as_the_first(
    source: &mut impl BufSource,
    env: &mut Env,
) -> Outcome {
    let mut source = Unbuffered(source);
    let (mut subject, mut sent) = Reading::with_payload(&mut source, env, 10)?;
    let mut taken = 0;
    while taken < sent {
        let first = subject.fill("the bytes that are there")?;
        let required = "what comes next of the bytes that were sent";
        let Ok(first) = &first else {
            return Err(Stop::fail(required, format!("{first:?}")));
        };
        if first.is_empty() && env.has("growing") {
            continue;
        }
        let expected = payload::bytes(taken, sent - taken);
        let right = !first.is_empty() && expected.starts_with(first);
        ensure!(right, required, "{first:?} of {expected:?}");
        if !env.has("fixed") && sent < 20 {
            sent += subject.offer(&payload::bytes(sent, 3))?;
            subject.settle(1);
        }
        let second = subject.fill("the bytes of the first fill")?;
        let required = "a second fill starts with the bytes of the first";
        let same = matches!(&second, Ok(second) if second.starts_with(first));
        ensure!(same, required, "{first:?}, then {second:?}");
        let part = first.len().div_ceil(2);
        subject.consume(part);
        taken += part;
    }
    Ok(Pass::Held)
}

/// Fills, and fills again on the spot, with the same waker and with others.
///
/// Why: whoever looks twice has no reason to be woken in between.
/// If this fails, look at: an inner read although there are bytes in the buffer.
pub fn buf_03_second_fill_is_ready(source: &mut impl BufSource, env: &mut Env) -> Outcome {
    let mut source = Unbuffered(source);
    let (mut subject, _) = Reading::with_payload(&mut source, env, 10)?;
    let first = subject.fill("the bytes that are there")?;
    let there = matches!(&first, Ok(bytes) if !bytes.is_empty());
    if !there {
        return Err(Stop::inconclusive(format!("no bytes to fill twice with: {first:?}")));
    }
    let same = TestWaker::new();
    for again in 1..=4 {
        let other = TestWaker::new();
        let waker = if again % 2 == 0 { &other } else { &same };
        let second = subject.poll_fill(waker);
        let required = "without a consume, a second fill is ready with bytes at once";
        let ready = matches!(&second, Poll::Ready(Ok(bytes)) if !bytes.is_empty());
        ensure!(ready, required, "{first:?}, then in fill {again} after it {second:?}");
    }
    Ok(Pass::Held)
}

/// Waits in a fill with one waker, then in a fill or a read with another, and feeds the reader; lets
/// it end, and fail, while a fill waits.
///
/// Why: a future moves between tasks, and reads are mixed with fills.
/// If this fails, look at: a waker stored with `get_or_insert`, or by reads only.
pub fn buf_07_newest_waker_is_woken(source: &mut impl BufSource, env: &mut Env) -> Outcome {
    let mut source = Unbuffered(source);
    for (back_again, read_before, read_after) in
        [(false, false, false), (true, false, false), (false, true, false), (false, false, true)]
    {
        let mut subject = Reading::open(&mut source, env);
        let (older, newest) = (TestWaker::new(), TestWaker::new());
        if back_again {
            subject.park_fill(&newest)?;
        }
        if read_before {
            subject.park(&older, 1)?
        } else {
            subject.park_fill(&older)?
        };
        let before =
            if read_after { subject.park(&newest, 1)? } else { subject.park_fill(&newest)? };
        subject.push(b"x")?;
        let woken = subject.eventually(|| newest.wakes() > before);
        let how = if read_after { "read" } else { "fill" };
        let wakes = older.wakes();
        let required = "the newest waker of fills and reads is woken";
        ensure!(woken, required, "no wake of the {how}'s, and {wakes} of the older one");
    }
    for (what, declared) in [("the end", "eof"), ("an error", "inject")] {
        if !env.has(declared) {
            continue;
        }
        let mut subject = Reading::open(&mut source, env);
        let waker = TestWaker::new();
        let before = subject.park_fill(&waker)?;
        if declared == "eof" {
            subject.end()?;
        } else {
            subject.inject(ErrorKind::ConnectionReset);
        }
        let woken = subject.eventually(|| waker.wakes() > before);
        ensure!(woken, format!("a pending fill is woken by {what}"), "no wake");
        let filled = subject.fill(what)?;
        let bytes = matches!(&filled, Ok(bytes) if !bytes.is_empty());
        ensure!(!bytes && filled.is_err() == (declared == "inject"), what, "{filled:?}");
    }
    Ok(Pass::Held)
}

/// Gives up a pending fill, feeds bytes, and goes on with a fill or with a read.
///
/// Why: `select` and timeouts drop fills that wait.
/// If this fails, look at: a buffer that the fill takes out, and puts back when it is ready.
pub fn buf_08_abandoned_fill_loses_nothing(source: &mut impl BufSource, env: &mut Env) -> Outcome {
    if env.has("owned_io") {
        return Err(Stop::skipped("the system owns the buffer of a pending fill (`owned_io`)"));
    }
    let mut source = Unbuffered(source);
    for reads in [false, true] {
        let mut subject = Reading::open(&mut source, env);
        for _ in 0..4 {
            subject.park_fill(&TestWaker::new())?;
        }
        let fed = subject.push_some(b"abc")?;
        subject.settle(1);
        let required = "the bytes that came after a pending fill was given up";
        if reads {
            subject.read_exactly(fed, required)?;
            continue;
        }
        let mut rest = fed;
        while !rest.is_empty() {
            let filled = subject.fill(required)?;
            let right =
                matches!(&filled, Ok(bytes) if !bytes.is_empty() && rest.starts_with(bytes));
            ensure!(right, required, "{filled:?} of {rest:?}");
            let count = filled.map_or(0, |bytes| bytes.len());
            subject.consume(count);
            rest = &rest[count..];
        }
    }
    Ok(Pass::Held)
}

/// Fills at the end five times, then reads there, then fills once more.
///
/// Why: callers look twice, and a second look that waits hangs them.
/// If this fails, look at: an end that is a state of one fill instead of one of the reader.
pub fn buf_10_end_is_repeatable(source: &mut impl BufSource, env: &mut Env) -> Outcome {
    let mut source = Unbuffered(source);
    let mut subject = Reading::ended(&mut source, env)?;
    let first = subject.fill("the end")?;
    ensure!(matches!(&first, Ok(bytes) if bytes.is_empty()), "the end", "{first:?}");
    let required = "the end again, at once, or an error";
    for again in 1..=5 {
        let (what, end) = if again == 5 {
            ("read", subject.read(8, required)?)
        } else {
            ("fill", subject.fill(required)?)
        };
        let at_end = !matches!(&end, Ok(bytes) if !bytes.is_empty());
        ensure!(at_end, required, "{what} {again} after the end: {end:?}");
    }
    let last = subject.fill("the end, after a read of it")?;
    let at_end = !matches!(&last, Ok(bytes) if !bytes.is_empty());
    ensure!(at_end, required, "a fill after the read: {last:?}");
    Ok(Pass::Held)
}

//! RBUF: what a reader owes the buffer that it is lent.
//!
//! The subject is the reader of a [`Source`], as in [`read`](super::read). Much of what other trait
//! families have to ask for here is proven by the type of
//! [`ReadCursor`](crate::io::ReadCursor): those rows say so, and run nothing.

use alloc::{format, vec, vec::Vec};
use core::mem::MaybeUninit;

use crate::{
    conformance::{
        Env, Outcome, Pass, Source, Stop,
        harness::{Reading, TestWaker},
        outcome::ensure,
        rule::rules,
    },
    io::ReadBuf,
};

rules! {
    fixture Source, rows __rbuf_rules;

    /// What is filled is initialized, what is initialized is within the capacity, and neither
    /// shrinks during a read.
    RBUF_01 Must Untestable
        [untestable "RBUF-01: proven by `ReadCursor`, whose counters are private and only rise"]
        rbuf_01_counters_are_ordered
        "RFC 2930; proven by `ReadCursor`, whose counters are private and only rise";
    /// Bytes that were filled before stay, and stay first.
    RBUF_02 Must Untestable
        [untestable "RBUF-02: proven by `ReadCursor`, which cannot reach what is filled"]
        rbuf_02_filled_bytes_stay
        "the documentation of `tokio::io::AsyncRead`; proven by `ReadCursor`, which cannot reach what \
         is filled";
    /// A read does not put another buffer in the place of its caller's.
    RBUF_03 Must Untestable
        [untestable "RBUF-03: proven by `ReadCursor`, which is passed by value"]
        rbuf_03_buffer_is_the_callers
        "tokio-rs/tokio#2827 and tokio-rs/tokio#2993: a swapped `ReadBuf` is unsound; proven by \
         `ReadCursor`, which is passed by value";
    /// Every byte that is counted as filled was written by this read.
    RBUF_04 Must Deterministic [] rbuf_04_counted_bytes_were_written
        "tokio-rs/tokio#4428: `Take` exposes memory that nobody wrote; rust-lang/futures-rs#2314: \
         `read_to_end` as well";
    /// The room of a read is counted without overflow, whatever was filled before it.
    RBUF_05 Must Deterministic [] rbuf_05_no_overflow_behind_filled_bytes
        "tokio-rs/tokio#6080: an overflow in `take`";
    /// A read does not write over the room that it does not fill.
    RBUF_06 Should Deterministic [] rbuf_06_unfilled_room_is_left_alone
        "RFC 2930: zeroing a large buffer for a short read";
    /// A read goes on behind what was filled before it, through limited views of one buffer too.
    RBUF_07 Must Deterministic [] rbuf_07_views_of_one_buffer_add_up
        "tokio-rs/tokio#6080: a sub-buffer of `take` and its parent disagree";
    /// An adapter initializes no more of its room than follows from what it reads.
    RBUF_08 Should Deterministic [adapter "RBUF-08: capability `adapter` not declared"]
        rbuf_08_initialization_follows_what_is_read
        "tokio-rs/tokio#7194: the adapters of today zero the whole buffer at every poll, also at those \
         that read nothing";
}

/// Nothing: a `ReadCursor` has no way to break this.
///
/// Why: readers of other trait families can set the counters as they like.
/// If this fails, look at: the tests of `ReadBuf`, which prove it of the type.
pub fn rbuf_01_counters_are_ordered(_: &mut impl Source, _: &mut Env) -> Outcome {
    proven_by_type()
}

/// Nothing: a `ReadCursor` has no way to break this.
///
/// Why: readers of other trait families can clear the buffer of their caller.
/// If this fails, look at: the tests of `ReadBuf`, which prove it of the type.
pub fn rbuf_02_filled_bytes_stay(_: &mut impl Source, _: &mut Env) -> Outcome {
    proven_by_type()
}

/// Nothing: a `ReadCursor` has no way to break this.
///
/// Why: a reader that gets `&mut ReadBuf` can put its own there, in safe code.
/// If this fails, look at: the tests of `ReadBuf`, which prove it of the type.
pub fn rbuf_03_buffer_is_the_callers(_: &mut impl Source, _: &mut Env) -> Outcome {
    proven_by_type()
}

/// Reads the same bytes into two buffers that hold different leftovers.
///
/// Why: leftovers are other people's bytes, or memory that was never initialized.
/// If this fails, look at: a count from elsewhere than the copy: the room, or what was asked for.
pub fn rbuf_04_counted_bytes_were_written(source: &mut impl Source, env: &mut Env) -> Outcome {
    let required = "the bytes that were sent, and no leftover of the buffer";
    for leftover in [0x55, 0xAA] {
        let mut subject = Reading::open(source, env);
        let sent = subject.push_some(b"0123456789")?;
        let mut memory = [leftover; 32];
        let mut read = 0;
        while read < sent.len() {
            let room = &mut memory[read..];
            let mut buf = ReadBuf::new(room);
            let result = subject.read_into(&mut buf, required)?;
            let count = buf.len();
            ensure!(result.is_ok() && count > 0, required, "{result:?} with {count} bytes");
            read += count;
            let filled = &memory[..read];
            ensure!(sent.starts_with(filled), required, "{filled:02x?}, leftover {leftover:02x}");
        }
    }
    Ok(Pass::Held)
}

/// Reads into a buffer that is half full: while the reader is idle, has a byte, and is at its end.
///
/// Why: a limit near the maximum, added to what is filled, wraps to a small one.
/// If this fails, look at: `filled + limit`; the smaller of `limit` and what remains cannot overflow.
pub fn rbuf_05_no_overflow_behind_filled_bytes(source: &mut impl Source, env: &mut Env) -> Outcome {
    let mut subject = Reading::open(source, env);
    let mut memory = [0; 64];
    let mut buf = ReadBuf::new(&mut memory);
    buf.unfilled().append(&[b'.'; 32]);
    if !env.has("growing") {
        let polled = subject.poll(&TestWaker::new(), buf.unfilled());
        let required = "an idle reader is pending, whatever the buffer holds";
        ensure!(polled.is_pending(), required, "with 32 of 64 bytes filled: {polled:?}");
    }
    subject.push(b"x")?;
    let required = "one byte more than before, behind those";
    let result = subject.read_into(&mut buf, required)?;
    let filled = buf.len();
    ensure!(result.is_ok() && filled == 33, required, "{result:?}, with 32 bytes, now {filled}");
    ensure!(buf.filled()[32] == b'x', required, "the byte is {:?}", buf.filled()[32]);
    if env.has("eof") {
        subject.end()?;
        let required = "the end, and no byte more";
        let result = subject.read_into(&mut buf, required)?;
        let filled = buf.len();
        ensure!(
            result.is_ok() && filled == 33,
            required,
            "{result:?}, with 33 bytes, now {filled}"
        );
    }
    Ok(Pass::Held)
}

/// Polls an idle reader, then one with a byte, with a large buffer full of leftovers.
///
/// Why: a read of ten bytes into a megabyte should cost ten bytes.
/// If this fails, look at: a `fill(0)` where `ensure_init` would do, or a copy of the whole buffer.
pub fn rbuf_06_unfilled_room_is_left_alone(source: &mut impl Source, env: &mut Env) -> Outcome {
    const SIZE: usize = 16 * 1024;
    let required = "most of the room that a read does not fill is not written";
    for leftover in [0x55, 0xAA] {
        let mut subject = Reading::open(source, env);
        let mut memory = vec![leftover; SIZE];
        let polled = subject.poll(&TestWaker::new(), ReadBuf::new(&mut memory).unfilled());
        let written = memory.iter().filter(|byte| **byte != leftover).count();
        ensure!(written <= SIZE / 2, required, "{written} of {SIZE} bytes, by {polled:?}");
        subject.push(b"x")?;
        let mut buf = ReadBuf::new(&mut memory);
        let result = subject.read_into(&mut buf, "the byte that was sent")?;
        let written = memory.iter().filter(|byte| **byte != leftover).count();
        ensure!(written <= SIZE / 2, required, "{written} of {SIZE} bytes, by {result:?} of one");
    }
    Ok(Pass::Held)
}

/// Fills one buffer by many reads, each through a view of a view of it.
///
/// Why: `written` counts from the start of the buffer, earlier bytes included.
/// If this fails, look at: `written` taken for what this read brought; compare with it before.
pub fn rbuf_07_views_of_one_buffer_add_up(source: &mut impl Source, env: &mut Env) -> Outcome {
    let required = "what was sent, read by read behind each other";
    let mut subject = Reading::open(source, env);
    let mut memory = [0; 64];
    let mut buf = ReadBuf::new(&mut memory);
    let mut sent = Vec::new();
    for round in 0..4 {
        let bytes = [b'a' + 2 * round, b'b' + 2 * round];
        sent.extend(subject.push_some(&bytes)?);
        let mut ends = 0;
        while buf.len() < sent.len() {
            let before = buf.len();
            let read = subject.until_ready(required, |subject, waker| {
                subject.poll(waker, buf.unfilled().limit(7).limit(1))
            })?;
            let count = buf.len() - before;
            if env.has("growing") && count == 0 && ends < env.patience() {
                // An end that was true when the read began.
                ends += 1;
                subject.settle(1);
                continue;
            }
            let one = read.is_ok() && count == 1;
            ensure!(one, required, "{read:?} with {count} bytes behind {before}");
        }
        ensure!(buf.filled() == sent, required, "{:?} of {sent:?}", buf.filled());
    }
    Ok(Pass::Held)
}

/// Offers an adapter a fresh megabyte at each poll, idle ones and ones that bring a byte.
///
/// Why: a caller whose buffer is new each time pays for the whole of it, each time.
/// If this fails, look at: `ensure_init` on the whole cursor; offer the inner reader a window.
pub fn rbuf_08_initialization_follows_what_is_read(
    source: &mut impl Source,
    env: &mut Env,
) -> Outcome {
    const SIZE: usize = 1 << 20;
    const WINDOW: usize = SIZE / 16;
    let required =
        format!("at most {WINDOW} fresh bytes initialized by a poll that reads one or none");
    let mut subject = Reading::open(source, env);
    let waker = TestWaker::new();
    for poll in 0..100 {
        // Every second one finds a byte.
        if poll % 2 == 1 {
            subject.push(b"x")?;
            subject.settle(1);
        }
        let mut memory = vec![MaybeUninit::uninit(); SIZE];
        let mut buf = ReadBuf::uninit(&mut memory);
        let polled = subject.poll(&waker, buf.unfilled());
        let fresh = buf.init_len() - buf.len();
        ensure!(fresh <= WINDOW, required, "{fresh} by poll {poll}, {polled:?}");
    }
    Ok(Pass::Held)
}

fn proven_by_type() -> Outcome {
    Err(Stop::skipped("proven by the type of `ReadCursor`"))
}

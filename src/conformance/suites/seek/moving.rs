//! Where a seek goes, and what comes from there.

use alloc::format;

use super::script::{Op, play};
use crate::{
    conformance::{
        Env, Outcome, Pass, Seekable,
        harness::{Seeking, explore, payload},
        outcome::ensure,
    },
    io::SeekFrom::{Current, End, Start},
};

/// Plays random scripts of seeks, each with a read or a write after it, against a vector.
///
/// Why: three ways to say where, each of which has been confused with another.
/// If this fails, look at: the shortest script, then the sign and the origin of its offset.
pub fn seek_01_moves_where_it_is_told(fixture: &mut impl Seekable, env: &mut Env) -> Outcome {
    explore(env, 16, 10, Op::random, |env, script| play(fixture, env, script))
}

/// Reads a few bytes, so that more are read ahead, and seeks forward, back, and from there.
///
/// Why: a buffer holds bytes of where it was filled.
/// If this fails, look at: a buffer that a seek does not empty.
pub fn seek_02_forgets_what_was_read_ahead(fixture: &mut impl Seekable, env: &mut Env) -> Outcome {
    let bytes = payload::bytes(0, 200);
    let mut subject = Seeking::open(fixture, env, &bytes);
    subject.reads(&bytes[..4], "the first bytes")?;
    for (to, at) in [(Start(100), 100), (Start(2), 2), (Current(50), 56), (End(-10), 190)] {
        subject.seek_to(to, at as u64)?;
        subject.reads(&bytes[at..at + 4], &format!("the bytes at {at}, after a seek there"))?;
    }
    Ok(Pass::Held)
}

/// Reads four of ten bytes and asks where it is, then reads on.
///
/// Why: the caller knows nothing of a buffer.
/// If this fails, look at: the offset of the system, from which what is buffered was not taken off.
pub fn seek_03_position_is_the_callers(fixture: &mut impl Seekable, env: &mut Env) -> Outcome {
    let bytes = payload::bytes(0, 10);
    let mut subject = Seeking::open(fixture, env, &bytes);
    subject.stands_at(0, "of a fresh object")?;
    subject.reads(&bytes[..4], "the first bytes")?;
    subject.stands_at(4, "after four of ten bytes were read")?;
    subject.reads(&bytes[4..6], "the bytes behind those that were read")?;
    subject.seek_to(Current(-3), 3)?;
    subject.reads(&bytes[3..], "the bytes from there to the end")?;
    subject.stands_at(10, "at the end")?;
    Ok(Pass::Held)
}

/// Writes, seeks, writes again, and flushes only then.
///
/// Why: what is buffered must not follow the position.
/// If this fails, look at: a seek of the inner object before the buffer was written to it.
pub fn seek_06_written_bytes_stay_in_their_place(
    fixture: &mut impl Seekable,
    env: &mut Env,
) -> Outcome {
    let mut expected = payload::bytes(0, 20);
    let mut subject = Seeking::open(fixture, env, &expected);
    let steps = [(Start(0), 0, &b"abcd"[..]), (Start(10), 10, b"ef"), (Current(-9), 3, b"g")];
    for (to, at, bytes) in steps {
        subject.seek_to(to, at as u64)?;
        subject.write(bytes)?;
        expected[at..at + bytes.len()].copy_from_slice(bytes);
    }
    subject.stands_at(4, "after a write that was not flushed")?;
    subject.seek_to(Start(2), 2)?;
    subject.reads(&expected[2..6], "what was written and not flushed, after a seek there")?;
    subject.seek_to(End(-2), 18)?;
    subject.write(b"hi")?;
    expected[18..].copy_from_slice(b"hi");
    subject.flush()?;
    subject.seek_to(Start(0), 0)?;
    let all = subject.read(expected.len() + 1)?;
    let required = "what was written stands where the position was then";
    let difference = payload::difference(&expected, &all);
    ensure!(difference.is_none(), required, "{}", difference.unwrap_or_default());
    Ok(Pass::Held)
}

/// Seeks from the current position, three times, each to its end.
///
/// Why: a seek that is begun again after `Pending` moves again.
/// If this fails, look at: whether a seek is under way has to be kept between the polls.
pub fn seek_09_relative_seek_moves_once(fixture: &mut impl Seekable, env: &mut Env) -> Outcome {
    let bytes = payload::bytes(0, 60);
    let mut subject = Seeking::open(fixture, env, &bytes);
    subject.reads(&bytes[..2], "the first bytes")?;
    let mut at = 2;
    for _ in 0..3 {
        at += 7;
        subject.seek_to(Current(7), at as u64)?;
        subject.reads(&bytes[at..at + 1], "the byte seven further")?;
        at += 1;
    }
    subject.seek_to(Current(-20), at as u64 - 20)?;
    subject.reads(&bytes[at - 20..at - 18], "the bytes twenty back")?;
    Ok(Pass::Held)
}

/// Reads to the end and beyond it, goes back, and reads again.
///
/// Why: the end is a place, not a state.
/// If this fails, look at: an end that is remembered.
pub fn seek_11_end_is_forgotten(fixture: &mut impl Seekable, env: &mut Env) -> Outcome {
    let bytes = payload::bytes(0, 10);
    let mut subject = Seeking::open(fixture, env, &bytes);
    for _ in 0..2 {
        let read = subject.read(11)?;
        ensure!(read == bytes, format!("{bytes:?}, then the end"), "{read:?}");
        let more = subject.read(1)?;
        ensure!(more.is_empty(), "the end", "{more:?}");
        subject.seek_to(Start(0), 0)?;
    }
    subject.reads(&bytes[..3], "after a seek to the start, the first bytes")?;
    Ok(Pass::Held)
}

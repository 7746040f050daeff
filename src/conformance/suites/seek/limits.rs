//! Positions that do not exist, and objects that have none.

use alloc::{format, vec};

use crate::{
    conformance::{
        Env, Outcome, Pass, Seekable, Stop,
        harness::{Seeking, payload},
        outcome::ensure,
    },
    io::SeekFrom::{Current, End, Start},
};

/// Seeks to before the start, from the current position and from the end.
///
/// Why: a wrong offset that is silently made a right one is found much later.
/// If this fails, look at: `saturating_sub`, and what was forgotten before the seek failed.
pub fn seek_04_before_the_start_is_refused(fixture: &mut impl Seekable, env: &mut Env) -> Outcome {
    let bytes = payload::bytes(0, 10);
    let mut subject = Seeking::open(fixture, env, &bytes);
    subject.reads(&bytes[..3], "the first bytes")?;
    // First asked where it is, which may put things right; then not asked.
    for (to, asks) in [(Current(-4), true), (End(-11), true), (Current(-4), false)] {
        let sought = subject.seek(to)?;
        ensure!(sought.is_err(), "a seek to before the start fails", "{to:?} from 3: {sought:?}");
        if asks {
            subject.stands_at(3, "after a seek that failed")?;
        }
    }
    subject.reads(&bytes[3..5], "after seeks that failed, the bytes that were next")?;
    subject.stands_at(5, "after a seek that failed and a read of two bytes")?;
    Ok(Pass::Held)
}

/// Seeks to behind the end and reads there; writes there, where that is declared.
///
/// Why: a file has holes, and who writes out of order makes them.
/// If this fails, look at: a check of the position against the length, which only a read needs.
pub fn seek_05_behind_the_end_is_legal(fixture: &mut impl Seekable, env: &mut Env) -> Outcome {
    let bytes = payload::bytes(0, 10);
    let mut subject = Seeking::open(fixture, env, &bytes);
    for (to, at) in [(End(5), 15), (Start(12), 12), (Current(3), 15)] {
        subject.seek_to(to, at)?;
        let read = subject.read(4)?;
        ensure!(read.is_empty(), "behind the end, a read finds the end", "{read:?} at {at}");
    }
    subject.seek_to(Start(9), 9)?;
    subject.reads(&bytes[9..], "the last byte, after seeks to behind the end")?;
    if env.has("write") && env.has("sparse") {
        subject.seek_to(Start(15), 15)?;
        subject.write(b"x")?;
        subject.flush()?;
        subject.seek_to(Start(9), 9)?;
        let expected = [bytes[9], 0, 0, 0, 0, 0, b'x'];
        subject.reads(&expected, "the gap that the write left")?;
    }
    Ok(Pass::Held)
}

/// Reads, seeks, and reads on, of an object that cannot seek; writes to it, where that is declared.
///
/// Why: standard input is a file or a pipe, and the program is the same.
/// If this fails, look at: a seek in the path of a read or a write, which gives back what was read
/// ahead.
pub fn seek_12_what_cannot_seek_goes_on(fixture: &mut impl Seekable, env: &mut Env) -> Outcome {
    let bytes = payload::bytes(0, 6);
    for to in [Start(0), Current(1), End(0)] {
        let mut subject = Seeking::unseekable(fixture, env, &bytes)?;
        subject.reads(&bytes[..2], "the first bytes of what cannot seek")?;
        let sought = subject.seek(to)?;
        ensure!(sought.is_err(), "a seek of what cannot seek fails", "{to:?}: {sought:?}");
        subject.reads(&bytes[2..4], "after a seek that failed, the bytes that were next")?;
        if env.has("write") {
            subject.write(b"x")?;
            subject.flush()?;
        }
    }
    Ok(Pass::Held)
}

/// Seeks by the smallest and the largest offsets, from several positions.
///
/// Why: an offset comes from a file that somebody else wrote.
/// If this fails, look at: a negation of `i64::MIN`, an addition that is not checked, a cast.
pub fn seek_13_extremes_are_refused(fixture: &mut impl Seekable, env: &mut Env) -> Outcome {
    let bytes = payload::bytes(0, 10);
    let mut subject = Seeking::open(fixture, env, &bytes);
    subject.reads(&bytes[..1], "the first byte")?;
    for to in [Current(i64::MIN), End(i64::MIN), Current(-i64::MAX), End(-i64::MAX)] {
        let sought = subject.seek(to)?;
        ensure!(sought.is_err(), "a seek to before the start fails", "{to:?} from 1: {sought:?}");
    }
    subject.stands_at(1, "after seeks that failed")?;
    let largest = [
        (Start(u64::MAX), u64::MAX),
        (Start(i64::MAX as u64), i64::MAX as u64),
        (End(i64::MAX), i64::MAX as u64 + 10),
    ];
    for (to, at) in largest {
        subject.seek_to(Start(2), 2)?;
        let sought = subject.seek(to)?;
        let position = match sought {
            Ok(position) if position == at => at,
            Err(_) => 2,
            other => {
                let required = format!("a seek to {to:?} fails, or is at {at}");
                return Err(Stop::fail(required, format!("{other:?}")));
            }
        };
        subject.stands_at(position, "after a seek as far as there is, or its failure")?;
        let expected = if position == 2 { vec![bytes[2]] } else { vec![] };
        let read = subject.read(1)?;
        ensure!(read == expected, format!("{expected:?} at {position}"), "{read:?}");
        if position > 2 {
            // From there it may go further only if there is a number for it.
            let further = subject.seek(Current(i64::MAX))?;
            let sum = position.checked_add(i64::MAX as u64);
            let right = match &further {
                Ok(position) => Some(*position) == sum,
                Err(_) => true,
            };
            ensure!(right, "no overflow", "{further:?} by i64::MAX from {position}");
        }
    }
    subject.seek_to(Start(0), 0)?;
    subject.reads(&bytes[..1], "after all of these, the first byte")?;
    Ok(Pass::Held)
}

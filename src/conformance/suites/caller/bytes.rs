//! What a caller makes of short reads and short writes.

use alloc::string::String;

use super::ends::none;
use crate::{
    conformance::{
        Caller, Env, Outcome, Pass, Stop,
        harness::{Acting, Manner, Misuse, Stage, ending},
        outcome::ensure,
    },
    io::ErrorKind,
};

/// Lets the subject write to partners that take one byte, three bytes or all in one call, and looks
/// what arrived.
///
/// Why: a write may take less than it was offered, and on a busy connection it will.
/// If this fails, look at: a count that is not used, or used for more than one buffer.
pub fn caller_03_short_writes_go_on(caller: &mut impl Caller, env: &mut Env) -> Outcome {
    let slow = Manner { reads: usize::MAX, ..Manner::SLOW };
    for manner in [slow, Manner { reads: 5, writes: 3, ..Manner::HELD }, Manner::EAGER] {
        let mut acting = Acting::begin(caller, manner, env);
        let result = acting.played()?;
        ensure!(result.is_ok(), "the subject writes all that it has", "{}", ending(&result));
        let written = acting.stage().written();
        if written.is_empty() {
            return Err(Stop::inconclusive("`writes` is declared, and nothing was written"));
        }
        for bytes in written {
            ensure!(
                bytes == Stage::PAYLOAD,
                "all bytes arrive, in their order",
                "of {:?} there arrived {:?}",
                String::from_utf8_lossy(Stage::PAYLOAD),
                String::from_utf8_lossy(&bytes)
            );
        }
    }
    Ok(Pass::Held)
}

/// Lets the subject write to partners that take no more after some bytes, at once and in the middle.
///
/// Why: a caller that takes `Ok(0)` for "not yet" asks for ever, and its thread is lost; one that takes
/// it for success loses bytes.
/// If this fails, look at: a loop over `poll_write` without a case for zero.
pub fn caller_04_full_writer_is_an_error(caller: &mut impl Caller, env: &mut Env) -> Outcome {
    for manner in [Manner::EAGER, Manner::SLOW] {
        for room in [0, 8] {
            let mut acting = Acting::begin(caller, Manner { room: Some(room), ..manner }, env);
            let result = acting.played()?;
            let misuse = acting.stage().misuse(&[Misuse::AsksAgain]);
            none(misuse, "a writer that takes nothing more is not asked for ever")?;
            let kind = result.as_ref().err().map(|error| error.kind());
            ensure!(
                kind == Some(ErrorKind::WriteZero),
                "the error `WriteZero` once the writer takes nothing",
                "after {room} bytes the writer took no more, and {}",
                ending(&result)
            );
        }
    }
    Ok(Pass::Held)
}

/// Lets the subject read from buffers that show one byte, three bytes or all, and looks what it
/// consumes.
///
/// Why: what is consumed beyond it was never seen: it is lost, or the reader panics.
/// If this fails, look at: a count that is computed apart from the slice that it is about.
pub fn caller_09_consumes_what_it_was_shown(caller: &mut impl Caller, env: &mut Env) -> Outcome {
    for manner in [Manner::EAGER, Manner { reads: 3, ..Manner::SLOW }, Manner::SLOW] {
        let mut acting = Acting::begin(caller, manner, env);
        let _ = acting.played()?;
        if acting.stage().consumed() == 0 {
            return Err(Stop::inconclusive("`consumes` is declared, and nothing was consumed"));
        }
        let misuse = acting.stage().misuse(&[Misuse::ConsumesTooMuch]);
        none(misuse, "no more is consumed than was shown")?;
    }
    Ok(Pass::Held)
}

/// Lets the subject read from partners that give one byte, three bytes or all in one call, pending
/// before each, and compares what it has in the end.
///
/// Why: a caller that begins its buffer anew after a `Pending`, or counts a read twice, corrupts data.
/// If this fails, look at: a buffer that is made anew in each poll, without what was filled before.
pub fn caller_10_short_reads_add_up(caller: &mut impl Caller, env: &mut Env) -> Outcome {
    for manner in [Manner::EAGER, Manner { reads: 3, ..Manner::HELD }, Manner::SLOW] {
        let mut acting = Acting::begin(caller, manner, env);
        let result = acting.played()?;
        let complete = result.as_ref().is_ok_and(|read| read == Stage::PAYLOAD);
        ensure!(
            complete,
            "the subject reads all bytes, in their order",
            "of {:?} it has {:?}",
            String::from_utf8_lossy(Stage::PAYLOAD),
            result.as_ref().map(|read| String::from_utf8_lossy(read))
        );
    }
    Ok(Pass::Held)
}

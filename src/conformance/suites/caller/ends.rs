//! What a caller may do, and when not any more.

use alloc::{format, string::String};

use crate::conformance::{
    Caller, Env, Outcome, Pass, Stop,
    harness::{Acting, Manner, Misuse, TestWaker},
    outcome::ensure,
};

/// Lets the subject work to its end, with partners that are ready and with slow ones, and looks whether
/// a stream or a future was polled after its own end.
///
/// Why: a stream that is polled after its end may panic, wait for ever, or begin anew; most futures
/// panic.
/// If this fails, look at: a loop that asks again before it looks whether it knows the end; a `select`
/// that keeps what has ended.
pub fn caller_01_no_poll_after_the_end(caller: &mut impl Caller, env: &mut Env) -> Outcome {
    let mut ends = 0;
    for manner in [Manner::EAGER, Manner::SLOW] {
        let mut acting = Acting::begin(caller, manner, env);
        let _ = acting.played()?;
        ends += acting.stage().ends();
        let misuse = acting.stage().misuse(&[Misuse::PollsAfterEnd]);
        none(misuse, "no stream and no future is polled after its end")?;
    }
    if ends == 0 {
        return Err(Stop::skipped("no stream and no future that the subject uses came to its end"));
    }
    Ok(Pass::Held)
}

/// Lets the subject work to its end, and looks what came after the first poll of a shutdown.
///
/// Why: an object that is shutting down need not know any more what a flush or a write is.
/// If this fails, look at: a shutdown that begins with a flush, each time that it is polled; a flush
/// "to be sure" at the end.
pub fn caller_02_shutdown_is_the_last_word(caller: &mut impl Caller, env: &mut Env) -> Outcome {
    for manner in [Manner::EAGER, Manner::SLOW, Manner::HELD] {
        let mut acting = Acting::begin(caller, manner, env);
        let _ = acting.played()?;
        if acting.stage().shut().0 == 0 {
            return Err(Stop::inconclusive("`shuts` is declared, and nothing was shut down"));
        }
        let late = [Misuse::FlushesAfterShutdown, Misuse::WritesAfterShutdown];
        none(acting.stage().misuse(&late), "a shutdown that has begun is the last that is asked")?;
    }
    Ok(Pass::Held)
}

/// Drops the subject after each number of polls, and looks whether its partners are polled meanwhile.
///
/// Why: what polls in a destructor has no task to be woken, so it blocks its thread or does nothing.
/// If this fails, look at: a `Drop` that flushes or shuts down.
pub fn caller_06_drop_polls_nothing(caller: &mut impl Caller, env: &mut Env) -> Outcome {
    const MOST: usize = 60;
    for manner in [Manner::SLOW, Manner::HELD] {
        for polls in 0..MOST {
            let mut acting = Acting::begin(caller, manner, env);
            let mut ended = false;
            for _ in 0..polls {
                let waker = TestWaker::new();
                ended = acting.poll(&waker).is_ready();
                if ended || acting.go_on(&waker).is_err() {
                    break;
                }
            }
            acting.leave();
            let misuse = acting.stage().misuse(&[Misuse::PollsInDrop]);
            none(misuse, format!("no poll while the subject is dropped, after {polls} polls"))?;
            if ended {
                break;
            }
        }
    }
    Ok(Pass::Held)
}

/// Lets the subject work to its end, and looks whether a reader was read again after it had told its own.
///
/// Why: the end can be told twice (READ-11), but not by every reader: a terminal waits for more, and one
/// that breaks its contract waits for ever.
/// If this fails, look at: a last piece without a delimiter, after which the end is looked for anew; a
/// copy that reads again while it flushes.
pub fn caller_14_no_read_after_the_end(caller: &mut impl Caller, env: &mut Env) -> Outcome {
    let mut ends = 0;
    for manner in [Manner::EAGER, Manner::SLOW] {
        let mut acting = Acting::begin(caller, manner, env);
        let _ = acting.played()?;
        ends += acting.stage().reads_ended();
        let misuse = acting.stage().misuse(&[Misuse::ReadsAfterEnd]);
        none(misuse, "no reader is read again after its end")?;
    }
    if ends == 0 {
        return Err(Stop::skipped("no reader that the subject uses came to its end"));
    }
    Ok(Pass::Held)
}

/// Fails with the misuse, if there is one.
pub(super) fn none(misuse: Option<String>, required: impl Into<String>) -> Result<(), Stop> {
    ensure!(misuse.is_none(), required, "{}", misuse.unwrap_or_default());
    Ok(())
}

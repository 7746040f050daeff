//! What a consume takes, and what it must not take.

use alloc::{format, string::String};

use super::script::{Op, play};
use crate::conformance::{
    BufSource, Env, Outcome, Pass, Stop, Unbuffered,
    harness::{Reading, TestWaker, explore, payload},
    outcome::ensure,
};

/// Plays random scripts of writes, fills and consumes against a queue.
///
/// Why: one byte too many is lost, one too few comes twice.
/// If this fails, look at: the shortest script, then the place where the buffer starts over.
pub fn buf_04_takes_what_it_is_told(source: &mut impl BufSource, env: &mut Env) -> Outcome {
    explore(env, 32, 24, Op::without_reads, |env, script| play(source, env, script))
}

/// Takes no bytes: before the first fill, after one, while there are none, and at the end.
///
/// Why: a loop that takes what it used has used nothing now and then.
/// If this fails, look at: an index or an `unwrap` that comes before the amount is looked at.
pub fn buf_05_taking_nothing_is_legal(source: &mut impl BufSource, env: &mut Env) -> Outcome {
    let required = "a consume of no bytes changes nothing";
    let mut source = Unbuffered(source);
    match Reading::with_payload(&mut source, env, 3) {
        Ok((mut subject, count)) => {
            subject.consume(0);
            let expected = payload::bytes(0, count);
            let mut taken = 0;
            while taken < count {
                let filled = subject.fill(required)?;
                subject.consume(0);
                let again = subject.fill(required)?;
                if let (Ok(end), true) = (&filled, env.has("growing")) {
                    if end.is_empty() {
                        continue;
                    }
                }
                let rest = &expected[taken..];
                for filled in [&filled, &again] {
                    let right =
                        matches!(filled, Ok(bytes) if !bytes.is_empty() && rest.starts_with(bytes));
                    ensure!(right, required, "{filled:?} of {rest:?}");
                }
                let count = again.map_or(0, |bytes| bytes.len());
                subject.consume(count);
                subject.consume(0);
                taken += count;
            }
        }
        // It may have none to give, and has an end all the same.
        Err(Stop::Skipped(_)) => {}
        Err(other) => return Err(other),
    }
    if !env.has("fixed") {
        let mut subject = Reading::open(&mut source, env);
        let _ = subject.poll_fill(&TestWaker::new());
        subject.consume(0);
        subject.push(b"d")?;
        subject.read_exactly(b"d", required)?;
    }
    match Reading::ended(&mut source, env) {
        Ok(mut subject) => {
            subject.consume(0);
            for _ in 0..3 {
                let filled = subject.fill("the end")?;
                let ended = matches!(&filled, Ok(bytes) if bytes.is_empty());
                ensure!(ended, "the end, also after a consume of no bytes", "{filled:?}");
                subject.consume(0);
            }
        }
        Err(Stop::Skipped(_)) => {}
        Err(other) => return Err(other),
    }
    Ok(Pass::Held)
}

/// Takes one byte more than a fill has shown, and looks at what comes next.
///
/// Why: some panic, some take what there is, and code that relies on either exists.
/// If this fails, look at: a position that wraps around; bytes that were taken come again.
pub fn buf_09_taking_too_much(source: &mut impl BufSource, env: &mut Env) -> Outcome {
    if !cfg!(feature = "std") {
        return Err(Stop::skipped("needs to catch a panic: feature `std`"));
    }
    let mut source = Unbuffered(source);
    let (mut subject, _) = Reading::with_payload(&mut source, env, 3)?;
    let filled = subject.fill("the bytes that are there")?;
    let shown = filled.map_or(0, |bytes| bytes.len());
    let panicked = panics(|| subject.consume(shown + 1));
    if let Some(message) = panicked {
        return Ok(Pass::Fact(format!("it panics: {message}")));
    }
    if env.has("fixed") || env.has("growing") {
        let after = subject.fill("the bytes that are left, or the end")?;
        let again = matches!(&after, Ok(bytes) if bytes.starts_with(&payload::bytes(0, 1)));
        let required = "bytes that were taken do not come again";
        ensure!(!again, required, "{after:?} after a consume of {} of {shown} bytes", shown + 1);
        return Ok(Pass::Fact("it takes what there is".into()));
    }
    // What is left of the first bytes, then two that cannot be mistaken for them.
    let fresh = [0xFE, 0xFF];
    subject.push(&fresh)?;
    let required = "the bytes behind those that were taken";
    let mut next = 0;
    for _ in 0..8 {
        match subject.read(1, required)? {
            Ok(bytes) if bytes.len() == 1 => {
                next = bytes[0];
                if next == fresh[1] {
                    break;
                }
                let taken = payload::bytes(0, shown).contains(&next);
                ensure!(!taken, required, "{next:#04x} again, which was taken");
                if next == fresh[0] {
                    return Ok(Pass::Fact("it takes what there is".into()));
                }
            }
            other => return Err(Stop::fail(required, format!("{other:?}"))),
        }
    }
    ensure!(next == fresh[1], required, "{next:#04x}");
    Ok(Pass::Fact("it takes a byte that is still to come".into()))
}

/// Fills a pipe until its writer waits, and takes bytes out without filling again.
///
/// Why: a reader that works on what it has does not come back soon, and the writer could go on.
/// If this fails, look at: a wake of the writer in reads and fills only.
pub fn buf_11_taking_makes_room(source: &mut impl BufSource, env: &mut Env) -> Outcome {
    let mut source = Unbuffered(source);
    let mut subject = Reading::open(&mut source, env);
    subject.push_some(&payload::bytes(0, 8))?;
    let filled = subject.fill("the bytes that are there")?;
    let shown = filled.map_or(0, |bytes| bytes.len());
    let writer = TestWaker::new();
    // A fill may have made room already.
    let before = subject.park_feeder(&writer)?;
    subject.consume(shown);
    let woken = subject.eventually(|| writer.wakes() > before);
    ensure!(woken, "a writer that waits for room is woken by a consume alone", "no wake");
    Ok(Pass::Held)
}

/// Calls `call`, and returns what its panic said, if it panics.
#[cfg(feature = "std")]
fn panics(call: impl FnOnce()) -> Option<String> {
    use core::panic::AssertUnwindSafe;
    let caught = std::panic::catch_unwind(AssertUnwindSafe(call));
    caught.err().map(|panic| crate::conformance::harness::message(&*panic))
}

/// Calls `call`: there is no way to catch a panic.
#[cfg(not(feature = "std"))]
fn panics(call: impl FnOnce()) -> Option<String> {
    call();
    None
}

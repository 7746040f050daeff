//! Seeks that take more than one poll.

use alloc::{format, vec, vec::Vec};

use crate::{
    conformance::{
        Env, Outcome, Pass, Seekable, Stop,
        harness::{Seeking, TestWaker, payload},
        outcome::ensure,
    },
    io::SeekFrom::{Current, End, Start},
};

/// How often a case is tried: where a seek races with another thread, not each of them waits.
const ATTEMPTS: usize = 8;

/// Begins a seek, and asks for another one before it is done.
///
/// Why: who gives a seek up asks for the next one.
/// If this fails, look at: an assertion that nothing is under way.
pub fn seek_07_second_seek_takes_over(fixture: &mut impl Seekable, env: &mut Env) -> Outcome {
    let bytes = payload::bytes(0, 60);
    waits(&[(Start(40), 40), (End(-20), 40), (Start(1), 1)], |&(to, at)| {
        let mut subject = Seeking::open(fixture, env, &bytes);
        subject.reads(&bytes[..2], "the first bytes")?;
        if subject.poll_seek(&TestWaker::new(), Start(20)).is_ready() {
            return Ok(false);
        }
        let places: &[u64] = match subject.seek(to)? {
            Ok(position) if position == at => &[at],
            Ok(position) => {
                let required = "the seek that was asked for last is done, or fails";
                return Err(Stop::fail(required, format!("{position} after {to:?}")));
            }
            Err(_) => &[2, 20, at],
        };
        is_at_one_of(&mut subject, places, &bytes)?;
        Ok(true)
    })
}

/// Polls a seek that waits with one waker, then with another, and waits for a wake of that one.
///
/// Why: a future moves between tasks.
/// If this fails, look at: the first waker kept; a seek that is started and then not asked about.
pub fn seek_08_pending_seek_is_woken(fixture: &mut impl Seekable, env: &mut Env) -> Outcome {
    let bytes = payload::bytes(0, 60);
    waits(&[()], |()| {
        let mut subject = Seeking::open(fixture, env, &bytes);
        let (older, newest) = (TestWaker::new(), TestWaker::new());
        if subject.poll_seek(&older, Start(20)).is_ready() {
            return Ok(false);
        }
        if subject.poll_seek(&newest, Start(20)).is_ready() {
            return Ok(true);
        }
        let woken = subject.eventually(|| newest.wakes() > 0);
        let wakes = older.wakes();
        let required = "the newest waker of a pending seek is woken";
        ensure!(woken, required, "no wake, and {wakes} of the older one");
        subject.seek_to(Start(20), 20)?;
        subject.reads(&bytes[20..22], "the bytes where the seek went")?;
        Ok(true)
    })
}

/// Begins a seek that waits and gives it up; then reads, writes, or asks where it is.
///
/// Why: timeouts drop seeks, and the object goes on being used.
/// If this fails, look at: a buffer that is emptied before the seek is done, an offset that is
/// changed by each of two steps.
pub fn seek_10_abandoned_seek_moves_or_not(fixture: &mut impl Seekable, env: &mut Env) -> Outcome {
    let bytes = payload::bytes(0, 60);
    let seeks = [(Start(40), 40), (Current(10), 12), (Current(-1), 1), (End(-5), 55)];
    let mut next = vec![Next::Read, Next::Ask];
    if env.has("write") {
        next.push(Next::Write);
    }
    let cases: Vec<_> =
        seeks.iter().flat_map(|(to, at)| next.iter().map(|next| (*to, *at, *next))).collect();
    waits(&cases, |&(to, at, next)| {
        let mut subject = Seeking::open(fixture, env, &bytes);
        subject.reads(&bytes[..2], "the first bytes")?;
        if subject.poll_seek(&TestWaker::new(), to).is_ready() {
            return Ok(false);
        }
        match next {
            Next::Ask => is_at_one_of(&mut subject, &[2, at], &bytes)?,
            Next::Read => {
                let read = subject.read(1)?;
                let place = [2, at].into_iter().find(|at| read == bytes[*at as usize..][..1]);
                let Some(place) = place else {
                    let required =
                        format!("after a seek that was given up, the byte at 2 or at {at}");
                    return Err(Stop::fail(required, format!("{read:?} after {to:?}")));
                };
                let after = "after a seek that was given up and a read of one byte";
                subject.stands_at(place + 1, after)?;
            }
            Next::Write => {
                subject.write(&[0xFF])?;
                subject.flush()?;
                subject.seek_to(Start(0), 0)?;
                let all = subject.read(bytes.len() + 1)?;
                let right = [2, at].into_iter().any(|at| {
                    let mut expected = bytes.clone();
                    expected[at as usize] = 0xFF;
                    all == expected
                });
                let required =
                    format!("after a seek that was given up, a write of one byte at 2 or at {at}");
                ensure!(right, required, "{all:02x?} after {to:?}");
            }
        }
        Ok(true)
    })
}

/// Asks where the object is: when it is fresh, and after each thing that can be done to it.
///
/// Why: an adapter to a seek in two steps completes what may still be under way before it begins.
/// If this fails, look at: the step that completes a seek, where none was begun.
pub fn seek_14_asking_does_not_wait(fixture: &mut impl Seekable, env: &mut Env) -> Outcome {
    let required = "the position is told, also where no seek was begun";
    let bytes = payload::bytes(0, 60);
    let mut subject = Seeking::open(fixture, env, &bytes);
    let ask = |subject: &mut Seeking<'_, _>, after: &str| {
        let Err(stop) = subject.seek(Current(0)) else { return Ok(()) };
        let Stop::Fail(failure) = stop else { return Err(stop) };
        Err(Stop::fail(required, format!("after {after}: {}", failure.observed)))
    };
    ask(&mut subject, "nothing")?;
    ask(&mut subject, "the same question")?;
    subject.read(3)?;
    ask(&mut subject, "a read")?;
    let _ = subject.seek(Start(30))?;
    ask(&mut subject, "a seek")?;
    let _ = subject.seek(Current(-1000))?;
    ask(&mut subject, "a seek that failed")?;
    if env.has("write") {
        subject.write(b"x")?;
        ask(&mut subject, "a write")?;
        subject.flush()?;
        ask(&mut subject, "a flush")?;
    }
    let _ = subject.poll_seek(&TestWaker::new(), Start(10));
    ask(&mut subject, "a seek that was given up")?;
    Ok(Pass::Held)
}

/// What comes after a seek that was given up.
#[derive(Clone, Copy)]
enum Next {
    Read,
    Ask,
    Write,
}

/// Tries each case until `attempt` says that its seek waited.
fn waits<T>(cases: &[T], mut attempt: impl FnMut(&T) -> Result<bool, Stop>) -> Outcome {
    let mut waited = false;
    for case in cases {
        for _ in 0..ATTEMPTS {
            if attempt(case)? {
                waited = true;
                break;
            }
        }
    }
    if waited { Ok(Pass::Held) } else { Err(Stop::skipped("the subject's seeks do not wait")) }
}

/// Asks where the object is, and reads the byte there.
fn is_at_one_of(
    subject: &mut Seeking<'_, impl Seekable>,
    places: &[u64],
    bytes: &[u8],
) -> Result<(), Stop> {
    let required = format!("one of the positions {places:?}, and the byte there");
    let mut asked = subject.seek(Current(0))?;
    if asked.is_err() {
        // That was the answer to asking while another seek is under way.
        asked = subject.seek(Current(0))?;
    }
    match asked {
        Ok(position) if places.contains(&position) => {
            subject.reads(&bytes[position as usize..][..1], &required)
        }
        other => Err(Stop::fail(required, format!("`Current(0)` is {other:?}"))),
    }
}

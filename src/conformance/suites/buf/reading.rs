//! Reads beside fills.

use alloc::format;
use core::task::Poll;

use super::script::{Op, play};
use crate::{
    conformance::{
        BufSource, Env, Failure, Outcome, Pass, Stop, Unbuffered,
        harness::{Reading, TestWaker, explore, payload},
        outcome::ensure,
    },
    io::ReadBuf,
};

/// Plays random scripts of writes, fills, consumes and reads against a queue.
///
/// Why: a header is parsed in the buffer, and the body is read.
/// If this fails, look at: a large read that goes past the buffer although there are bytes in it.
pub fn buf_06_one_place_to_read_from(source: &mut impl BufSource, env: &mut Env) -> Outcome {
    explore(env, 48, 24, Op::with_reads, |env, script| play(source, env, script))
}

/// Reads with no room: while the reader is idle, has bytes, and is at its end.
///
/// Why: a read of nothing has nothing to wait for.
/// If this fails, look at: a fill that comes before the look at `remaining()`.
pub fn buf_14_read_with_no_room_does_not_fill(
    source: &mut impl BufSource,
    env: &mut Env,
) -> Outcome {
    let required = "a read with no room is `Ready(Ok)` at once";
    let read = |subject: &mut Reading<'_, Unbuffered<_>>| {
        let mut full = *b"full";
        let mut buf = ReadBuf::new(&mut full);
        buf.unfilled().append(b"full");
        subject.poll(&TestWaker::new(), buf.unfilled())
    };
    let mut source = Unbuffered(source);
    if !env.has("fixed") {
        let mut subject = Reading::open(&mut source, env);
        let idle = read(&mut subject);
        ensure!(matches!(idle, Poll::Ready(Ok(()))), required, "idle: {idle:?}");
        subject.push(b"d")?;
        subject.read_exactly(b"d", "the byte that came after the read with no room")?;
    }
    match Reading::with_payload(&mut source, env, 3) {
        Ok((mut subject, count)) => {
            subject.settle(1);
            for filled in [false, true] {
                if filled {
                    let _ = subject.fill("the bytes that are there")?;
                }
                let polled = read(&mut subject);
                ensure!(matches!(polled, Poll::Ready(Ok(()))), required, "with bytes: {polled:?}");
            }
            let bytes = payload::bytes(0, count);
            subject
                .read_exactly(&bytes, "the bytes that were there before the read with no room")?;
        }
        Err(Stop::Skipped(_)) => {}
        Err(other) => return Err(other),
    }
    match Reading::ended(&mut source, env) {
        Ok(mut subject) => {
            subject.settle(1);
            let ended = read(&mut subject);
            ensure!(ended.is_ready(), required, "at the end: {ended:?}");
        }
        Err(Stop::Skipped(_)) => {}
        Err(other) => return Err(other),
    }
    Ok(Pass::Held)
}

/// Sends about as many bytes as the buffer holds, and takes them by reads of about that much room
/// and by fills.
///
/// Why: a buffer that is full to the byte is where its indices meet.
/// If this fails, look at: `<` for `<=`, and an inner read that is one byte too long.
pub fn buf_15_boundaries_of_the_buffer(source: &mut impl BufSource, env: &mut Env) -> Outcome {
    let usual = [8, 16, 64, 1024, 8192];
    let declared = env.number("buffer").map(|size| [size]);
    let sizes = declared.as_ref().map_or(&usual[..], |size| size);
    for size in sizes {
        for total in [size.saturating_sub(1), *size, size + 1, 2 * size] {
            for room in [size.saturating_sub(1).max(1), *size, size + 1] {
                for fills in [false, true] {
                    take_all(source, env, total, room, fills)?;
                }
            }
        }
    }
    Ok(Pass::Held)
}

/// Sends `total` bytes and takes all of them, by reads with `room`, every second one after a fill if
/// there are to be `fills`.
fn take_all(
    source: &mut impl BufSource,
    env: &Env,
    total: usize,
    room: usize,
    fills: bool,
) -> Result<(), Stop> {
    if total == 0 {
        return Ok(());
    }
    let required = "the bytes that were sent, in order, each once";
    let bytes = payload::bytes(0, total);
    let mut source = Unbuffered(source);
    let (mut subject, mut sent) = Reading::with_payload(&mut source, env, total)?;
    let (mut taken, mut quiet) = (0, 0);
    for turn in 0.. {
        if taken == total {
            break;
        }
        if sent < total {
            sent += subject.offer(&bytes[sent..])?;
        }
        let what = || format!("after {taken} of {total} bytes, read {room} at a time");
        let brought = if fills && turn % 2 == 0 {
            subject.fill(required).map(|filled| {
                filled.map(|mut bytes| {
                    bytes.truncate(bytes.len().div_ceil(2));
                    subject.consume(bytes.len());
                    bytes
                })
            })
        } else {
            subject.read(room, required)
        };
        let brought = brought.map_err(|stop| match stop {
            Stop::Fail(Failure { observed, .. }) => {
                Stop::fail(required, format!("{observed} {}", what()))
            }
            other => other,
        })?;
        match &brought {
            Ok(brought) if !brought.is_empty() => {
                let expected = &bytes[taken..sent];
                let fits = brought.len() <= expected.len();
                ensure!(fits, required, "{} bytes too many {}", brought.len(), what());
                let difference = payload::difference(&expected[..brought.len()], brought);
                if let Some(difference) = difference {
                    return Err(Stop::fail(required, format!("{difference} {}", what())));
                }
                taken += brought.len();
            }
            Ok(_) if env.has("growing") && quiet < env.patience() => {
                quiet += 1;
                subject.settle(1);
            }
            other => return Err(Stop::fail(required, format!("{other:?} {}", what()))),
        }
    }
    Ok(())
}

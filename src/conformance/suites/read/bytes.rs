//! What a read moves, and what it may not move.

use alloc::{format, vec, vec::Vec};
use core::task::Poll;

use crate::{
    conformance::{
        Env, Outcome, Pass, Source, Stop,
        harness::{Reading, Rng, TestWaker, explore},
        outcome::ensure,
    },
    io::{ReadBuf, Result as IoResult},
};

/// Polls an idle reader, one with a byte, and one at its end with a full cursor.
///
/// Why: several runtimes waited here for data, or took it for the end.
/// If this fails, look at: a check for `remaining() == 0` before the system call or the inner read.
pub fn read_01_no_room_is_ready(source: &mut impl Source, env: &mut Env) -> Outcome {
    let required = "a read with no room is `Ready(Ok)` at once";
    let mut subject = Reading::open(source, env);
    let idle = poll_without_room(&mut subject);
    ensure!(matches!(idle, Poll::Ready(Ok(()))), required, "idle: {idle:?}");
    drop(subject);

    let mut subject = Reading::open(source, env);
    subject.push(b"d")?;
    subject.settle(1);
    let fed = poll_without_room(&mut subject);
    ensure!(matches!(fed, Poll::Ready(Ok(()))), required, "with a byte: {fed:?}");
    subject.read_exactly(b"d", "the byte that was there before the read with no room")?;

    if env.has("eof") {
        subject.end()?;
        subject.settle(1);
        let ended = poll_without_room(&mut subject);
        ensure!(ended.is_ready(), required, "at the end: {ended:?}");
    }
    Ok(Pass::Held)
}

/// Polls an idle reader with no room, then feeds it.
///
/// Why: a reader that goes by the count of bytes alone takes this for the end.
/// If this fails, look at: an end that is latched when nothing was read, without a look at the room.
pub fn read_02_no_room_is_no_end(source: &mut impl Source, env: &mut Env) -> Outcome {
    let mut subject = Reading::open(source, env);
    let polled = poll_without_room(&mut subject);
    ensure!(polled.is_ready(), "a read with no room is ready", "{polled:?}");
    subject.push(b"d")?;
    subject.read_exactly(b"d", "the byte that came after the read with no room")?;
    Ok(Pass::Held)
}

/// Polls an idle reader with a buffer that already holds bytes.
///
/// Why: the caller goes on with the same buffer, or with another one.
/// If this fails, look at: bytes copied before the decision to wait.
pub fn read_03_pending_moves_nothing(source: &mut impl Source, env: &mut Env) -> Outcome {
    let mut subject = Reading::open(source, env);
    let waker = TestWaker::new();
    subject.park(&waker, 8)?;
    let mut room = vec![0xAA; 16];
    let mut buf = ReadBuf::new(&mut room);
    buf.unfilled().append(b"kept");
    let polled = subject.poll(&waker, buf.unfilled());
    ensure!(polled.is_pending(), "an idle reader is pending", "{polled:?}");
    ensure!(buf.filled() == b"kept", "the buffer as it was: \"kept\"", "{:?}", buf.filled());
    Ok(Pass::Held)
}

/// Feeds an idle reader a write of no bytes, then a byte.
///
/// Why: a reader over chunks that hands out an empty one says "the end" by it.
/// If this fails, look at: a loop that has to ask again until a chunk has bytes.
pub fn read_07_empty_chunk_is_no_end(source: &mut impl Source, env: &mut Env) -> Outcome {
    let mut subject = Reading::open(source, env);
    let waker = TestWaker::new();
    subject.park(&waker, 8)?;
    subject.push_nothing()?;
    subject.settle(1);
    for _ in 0..4 {
        // A wake for nothing is allowed, an end is not.
        let polled = subject.poll_bytes(&waker, 8);
        ensure!(polled.is_pending(), "an empty chunk from below is passed over", "{polled:?}");
    }
    subject.push(b"d")?;
    subject.read_exactly(b"d", "the byte that came after an empty write")?;
    Ok(Pass::Held)
}

/// Feeds a few bytes and reads with far more room.
///
/// Why: a protocol whose peer waits for the answer never sends what would fill the buffer.
/// If this fails, look at: a loop until the buffer is full, or until the line is idle.
pub fn read_08_what_is_there_is_returned(source: &mut impl Source, env: &mut Env) -> Outcome {
    let mut subject = Reading::open(source, env);
    let fed = subject.push_some(b"hello")?.len();
    let required = format!("from 1 to {fed} bytes, without more being sent");
    let read = subject.read(64, &required)?;
    let fits = matches!(&read, Ok(bytes) if (1..=fed).contains(&bytes.len()));
    ensure!(fits, required, "{read:?}");
    Ok(Pass::Held)
}

/// Plays random scripts of writes, reads of many sizes and changes of the waker against a queue.
///
/// Why: rooms, chunks and waits meet in more ways than a list of cases has.
/// If this fails, look at: the shortest script, then what is done with the rest of a chunk that a
/// read does not take.
pub fn read_09_bytes_come_in_order(source: &mut impl Source, env: &mut Env) -> Outcome {
    explore(env, 48, 32, Step::random, |env, script| {
        let mut subject = Reading::open(source, env);
        let mut waker = TestWaker::new();
        let (mut sent, mut received) = (0, 0);
        for step in script {
            match *step {
                Step::Push(size) => sent += subject.offer(&pattern(sent, size))?,
                Step::Settle => subject.settle(1),
                Step::Read { size, fresh } => {
                    if fresh {
                        waker = TestWaker::new();
                    }
                    match subject.poll_bytes(&waker, size) {
                        Poll::Pending => {}
                        Poll::Ready(read) => received += check(&read, received, sent, env)?,
                    }
                }
            }
        }
        let rest = pattern(received, sent - received);
        subject.read_exactly(&rest, "the bytes that the script did not read")
    })
}

/// Gives up a pending read, feeds bytes, and reads with another buffer.
///
/// Why: `select` and timeouts drop reads that wait, and the buffer with them.
/// If this fails, look at: bytes staged for the operation that was given up.
pub fn read_13_abandoned_read_loses_nothing(source: &mut impl Source, env: &mut Env) -> Outcome {
    if env.has("owned_io") {
        return Err(Stop::skipped("the system owns the buffer of a pending read (`owned_io`)"));
    }
    let mut subject = Reading::open(source, env);
    let mut abandoned = vec![0; 8];
    for _ in 0..4 {
        let polled = subject.poll(&TestWaker::new(), ReadBuf::new(&mut abandoned).unfilled());
        let idle = polled.is_pending() || env.has("growing");
        ensure!(idle, "an idle reader is pending", "{polled:?}");
    }
    let fed = subject.push_some(b"abc")?;
    subject.settle(1);
    subject.read_exactly(fed, "the bytes that came after a pending read was given up")?;
    Ok(Pass::Held)
}

/// Lets a read wait with room for eight bytes, and polls it again with room for one.
///
/// Why: a caller owes its buffer to one poll, not to the operation.
/// If this fails, look at: the room of an earlier poll kept as the length of the operation.
pub fn read_14_next_room_may_be_smaller(source: &mut impl Source, env: &mut Env) -> Outcome {
    let mut subject = Reading::open(source, env);
    if !env.has("growing") {
        subject.park(&TestWaker::new(), 8)?;
    }
    let fed = subject.push_some(b"abcdefgh")?;
    let required = "byte by byte what was sent, and nothing written beside the room";
    for byte in fed {
        let mut memory = [0xAA; 17];
        let mut buf = ReadBuf::new(&mut memory[8..9]);
        let read = subject.read_into(&mut buf, required)?;
        let count = buf.len();
        ensure!(read.is_ok() && count == 1, required, "{read:?} with {count} bytes");
        ensure!(memory[8] == *byte, required, "{:?} instead of {byte:?}", memory[8]);
        let beside = memory[..8].iter().chain(&memory[9..]).all(|byte| *byte == 0xAA);
        ensure!(beside, required, "memory beside the room was written: {memory:02x?}");
    }
    Ok(Pass::Held)
}

/// Nothing: `AsyncRead` has no vectored read.
///
/// Why: readers that stop at an empty slice lose the room behind it.
/// If this fails, look at: this check cannot fail before the trait has the method.
pub fn read_23_vectored_read_fills_in_order(_: &mut impl Source, _: &mut Env) -> Outcome {
    Err(Stop::skipped("`AsyncRead` has no vectored read to check yet"))
}

/// Reads byte by byte what is there, and counts until the reader waits for the sake of others.
///
/// Why: some runtimes count what a task does and make it yield; loops over reads can tell.
/// If this fails, look at: nothing; the number is a fact.
pub fn read_24_reads_before_a_yield(source: &mut impl Source, env: &mut Env) -> Outcome {
    const LIMIT: usize = 10_000;
    const ROUNDS: usize = 1000;
    let mut subject = Reading::open(source, env);
    let waker = TestWaker::new();
    let mut ready = 0;
    for _ in 0..ROUNDS {
        if ready >= LIMIT {
            break;
        }
        let fed = subject.push_some(&[b'x'; LIMIT])?.len();
        // The first one may wait until the bytes have come through.
        subject.read_exactly(b"x", "the byte that was sent")?;
        ready += 1;
        for _ in 1..fed {
            let wakes = waker.wakes();
            match subject.poll_bytes(&waker, 1) {
                Poll::Ready(Ok(read)) if !read.is_empty() => ready += 1,
                Poll::Pending if waker.wakes() > wakes => {
                    let fact = format!("{ready} reads in a row, then `Pending` and a wake");
                    return Ok(Pass::Fact(fact));
                }
                // On its way.
                Poll::Pending => break,
                other => return Err(Stop::fail("the bytes that were sent", format!("{other:?}"))),
            }
        }
        // What is left is read before more is sent, so that the feeder never has to wait.
        while let Poll::Ready(Ok(1..)) =
            subject.poll_bytes(&waker, 1000).map_ok(|bytes| bytes.len())
        {}
    }
    Ok(Pass::Fact(format!("never in {ready} reads")))
}

/// A step of the script of READ-09.
#[derive(Clone, Copy, Debug)]
enum Step {
    Push(usize),
    Settle,
    Read { size: usize, fresh: bool },
}

impl Step {
    fn random(random: &mut Rng) -> Self {
        const SIZES: [usize; 10] = [1, 2, 3, 7, 8, 15, 16, 63, 1000, 65_536];
        let size = SIZES[random.below(SIZES.len())];
        match random.below(8) {
            0..3 => Self::Push(size),
            3 => Self::Settle,
            _ => Self::Read { size, fresh: random.one_in(3) },
        }
    }
}

/// The bytes from position `start` on: no stretch of them is like its neighbors.
fn pattern(start: usize, len: usize) -> Vec<u8> {
    (start..start + len).map(|at| (at ^ (at >> 8) ^ (at >> 16)) as u8).collect()
}

/// Compares what a read brought with the queue, and returns how much that was.
fn check(read: &IoResult<Vec<u8>>, received: usize, sent: usize, env: &Env) -> Result<usize, Stop> {
    let required = "the bytes that were sent, in order, each once";
    match read {
        Ok(bytes) if bytes.is_empty() && env.has("growing") => Ok(0),
        Ok(bytes) => {
            ensure!(!bytes.is_empty(), required, "nothing, after {received} of {sent} bytes");
            let ahead = sent - received;
            ensure!(bytes.len() <= ahead, required, "{} bytes of {ahead}", bytes.len());
            let wanted = pattern(received, bytes.len());
            let wrong = bytes.iter().zip(&wanted).position(|(read, wanted)| read != wanted);
            if let Some(at) = wrong {
                let place = received + at;
                return Err(Stop::fail(required, format!("byte {place} of {sent} is wrong")));
            }
            Ok(bytes.len())
        }
        Err(error) => {
            Err(Stop::fail(required, format!("error `{error}` after {received} of {sent} bytes")))
        }
    }
}

/// Polls with an empty buffer, then with a full one.
fn poll_without_room(subject: &mut Reading<'_, impl Source>) -> Poll<IoResult<()>> {
    let waker = TestWaker::new();
    let polled = subject.poll(&waker, ReadBuf::new(&mut []).unfilled());
    if !matches!(polled, Poll::Ready(Ok(()))) {
        return polled;
    }
    let mut room = *b"full";
    let mut buf = ReadBuf::new(&mut room);
    buf.unfilled().append(b"full");
    subject.poll(&waker, buf.unfilled())
}

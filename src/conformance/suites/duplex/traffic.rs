//! Bytes in both directions.

use alloc::{format, vec::Vec};
use core::{fmt, task::Poll};

use crate::conformance::{
    Duplex, Env, Outcome, Pass, Stop,
    harness::{Connection, TestWaker, explore, payload},
    outcome::ensure,
};

/// Lets both ends send more than fits before they have read it all, each in a task of its own.
///
/// Why: two ends that each wait until the other one reads would wait for ever.
/// If this fails, look at: a read that waits for the end's own bytes to leave.
pub fn duplex_02_both_may_write_first(duplex: &mut impl Duplex, env: &mut Env) -> Outcome {
    let size = more_than_fits(duplex, env);
    let mut subject = Connection::open(duplex, env);
    converse(&mut subject, env, size, "two ends that both write and read both finish")
}

/// Returns a number of bytes that a direction cannot hold, or a large one where that is not known.
pub(super) fn more_than_fits(duplex: &mut impl Duplex, env: &Env) -> usize {
    const LARGE: usize = 256 * 1024;
    match env.number("capacity") {
        Some(capacity @ ..LARGE) => 4 * capacity + 7,
        Some(_) | None => {
            let filled = Connection::open(duplex, env).fill_up(0, &TestWaker::new());
            filled.map_or(LARGE, |taken| taken + LARGE)
        }
    }
}

/// Runs a task at each end, each of which writes and reads `size` bytes and is polled only when it
/// is woken.
pub(super) fn converse<D: Duplex>(
    subject: &mut Connection<'_, D>,
    env: &Env,
    size: usize,
    required: &str,
) -> Outcome {
    let mut parties = [Party::new(0, size), Party::new(1, size)];
    let mut idle = 0;
    while idle < env.patience() {
        let mut woken = false;
        for party in &mut parties {
            if party.is_woken() {
                party.run(subject)?;
                woken = true;
            }
        }
        if parties.iter().all(Party::is_done) {
            return Ok(Pass::Held);
        }
        if woken {
            idle = 0;
        } else {
            idle += 1;
            subject.settle(1);
        }
    }
    let [near, far] = parties;
    Err(Stop::fail(required, format!("both wait, and nobody is woken: {near}, {far}")))
}

/// A task that writes and reads so many bytes at an end.
pub(super) struct Party {
    end: usize,
    waker: TestWaker,
    /// The wakes before the last time that it ran, or `None` if it never ran.
    wakes: Option<usize>,
    to_write: usize,
    to_read: usize,
    written: usize,
    flushed: bool,
    read: usize,
}

impl Party {
    pub(super) fn new(end: usize, size: usize) -> Self {
        let (waker, wakes) = (TestWaker::new(), None);
        let (to_write, to_read) = (size, size);
        Self { end, waker, wakes, to_write, to_read, written: 0, flushed: false, read: 0 }
    }

    pub(super) fn writing(end: usize, size: usize) -> Self {
        Self { to_read: 0, ..Self::new(end, size) }
    }

    pub(super) fn reading(end: usize, size: usize) -> Self {
        Self { to_write: 0, flushed: true, ..Self::new(end, size) }
    }

    pub(super) fn is_done(&self) -> bool {
        self.flushed && self.read == self.to_read
    }

    /// Returns whether an executor would poll it now.
    pub(super) fn is_woken(&self) -> bool {
        !self.is_done() && self.wakes.is_none_or(|wakes| self.waker.wakes() > wakes)
    }

    /// Writes and reads as long as something moves, and returns whether something did.
    pub(super) fn run<D: Duplex>(&mut self, subject: &mut Connection<'_, D>) -> Result<bool, Stop> {
        let mut moved = false;
        while self.step(subject)? {
            moved = true;
        }
        Ok(moved)
    }

    /// Writes once and reads once, and returns whether something moved.
    pub(super) fn step<D: Duplex>(
        &mut self,
        subject: &mut Connection<'_, D>,
    ) -> Result<bool, Stop> {
        self.wakes = Some(self.waker.wakes());
        let wrote = self.write(subject)?;
        Ok(self.read(subject)? || wrote)
    }

    fn write<D: Duplex>(&mut self, subject: &mut Connection<'_, D>) -> Result<bool, Stop> {
        let required = "an end that is open writes and flushes";
        let left = self.to_write - self.written;
        if left == 0 && self.flushed {
            return Ok(false);
        }
        if left == 0 {
            match subject.poll_flush(self.end, &self.waker) {
                Poll::Pending => return Ok(false),
                Poll::Ready(Ok(())) => self.flushed = true,
                Poll::Ready(Err(error)) => {
                    return Err(Stop::fail(required, format!("{self}: the error `{error}`")));
                }
            }
            return Ok(true);
        }
        let block = payload::at(self.written);
        let block = &block[..block.len().min(left)];
        match subject.poll_write(self.end, &self.waker, block) {
            Poll::Pending => Ok(false),
            Poll::Ready(Ok(count)) if (1..=block.len()).contains(&count) => {
                self.written += count;
                Ok(true)
            }
            Poll::Ready(other) => Err(Stop::fail(required, format!("{self}: {other:?}"))),
        }
    }

    fn read<D: Duplex>(&mut self, subject: &mut Connection<'_, D>) -> Result<bool, Stop> {
        let required = "an end reads the bytes that its peer wrote";
        let left = self.to_read - self.read;
        if left == 0 {
            return Ok(false);
        }
        match subject.poll_read(self.end, &self.waker, left.min(4096)) {
            Poll::Pending => Ok(false),
            Poll::Ready(Ok(bytes)) if !bytes.is_empty() => {
                let expected = payload::bytes(self.read, bytes.len());
                if let Some(difference) = payload::difference(&expected, &bytes) {
                    return Err(Stop::fail(required, format!("{self}: {difference}")));
                }
                self.read += bytes.len();
                Ok(true)
            }
            Poll::Ready(other) => Err(Stop::fail(required, format!("{self}: {other:?}"))),
        }
    }
}

impl fmt::Display for Party {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "end {}", self.end)?;
        if self.to_write > 0 {
            write!(f, " wrote {} of {}", self.written, self.to_write)?;
        }
        if self.to_write > 0 && self.to_read > 0 {
            write!(f, " and")?;
        }
        if self.to_read > 0 {
            write!(f, " read {} of {}", self.read, self.to_read)?;
        }
        Ok(())
    }
}

/// One step of a random script: which end does what.
#[derive(Clone, Debug)]
enum Op {
    Write(usize, usize),
    Read(usize, usize),
    Flush(usize),
}

/// Plays random writes, reads and flushes at both ends, and again with a pair that holds little.
///
/// Why: a ring that wraps, a count that is off by one, a direction that is taken for the other.
/// If this fails, look at: the shortest script in the report.
pub fn duplex_12_bytes_are_exact(duplex: &mut impl Duplex, env: &mut Env) -> Outcome {
    let small = 1 + env.random().below(5);
    let capacity = env.number("capacity");
    explore(
        env,
        16,
        60,
        |rng| {
            let reach = payload::reach(rng, capacity);
            let (end, len) = (rng.below(2), 1 + rng.below(reach));
            match rng.below(5) {
                0..=1 => Op::Write(end, len),
                2..=3 => Op::Read(end, len),
                _ => Op::Flush(end),
            }
        },
        |env, script| {
            if let Some(pair) = duplex.pair_of(small) {
                play(&mut Connection::with(duplex, env, pair), env, script)?;
            }
            play(&mut Connection::open(duplex, env), env, script)
        },
    )
}

fn play<D: Duplex>(subject: &mut Connection<'_, D>, env: &Env, script: &[Op]) -> Result<(), Stop> {
    let mut parties = [Party::new(0, 0), Party::new(1, 0)];
    for op in script {
        match *op {
            Op::Write(end, len) => {
                let from = parties[end].written;
                parties[end].to_write = from + len;
                parties[end].flushed = false;
                parties[end].write(subject)?;
                // Only what was taken is owed to the peer.
                parties[end].to_write = parties[end].written;
                parties[1 - end].to_read = parties[end].written;
            }
            Op::Read(end, len) => {
                let owed = parties[end].to_read;
                parties[end].to_read = owed.min(parties[end].read + len);
                if !parties[end].read(subject)? {
                    subject.settle(1);
                }
                parties[end].to_read = owed;
            }
            Op::Flush(end) => {
                let _ = subject.poll_flush(end, &parties[end].waker);
            }
        }
    }
    let mut idle = 0;
    while idle < env.patience() {
        let mut moved = false;
        for party in &mut parties {
            moved |= party.step(subject)?;
        }
        if parties.iter().all(Party::is_done) {
            return nothing_more(subject);
        }
        if moved {
            idle = 0;
        } else {
            idle += 1;
            subject.settle(1);
        }
    }
    let [near, far] = parties;
    Err(Stop::fail("all bytes arrive", format!("nothing moves any more: {near}, {far}")))
}

fn nothing_more<D: Duplex>(subject: &mut Connection<'_, D>) -> Result<(), Stop> {
    let waker = TestWaker::new();
    for end in [0, 1] {
        if let Poll::Ready(more) = subject.poll_read(end, &waker, 8) {
            return Err(Stop::fail("each byte arrives once", format!("end {end}, then: {more:?}")));
        }
    }
    Ok(())
}

/// Sends a byte from each of four ends, and looks where they arrive.
///
/// Why: a buffer or a waker that is shared by accident mixes two connections up.
/// If this fails, look at: something `static`, and a registry that gives a number out twice.
pub fn duplex_13_pairs_are_separate(duplex: &mut impl Duplex, env: &mut Env) -> Outcome {
    let required = "a byte arrives at the other end of its own connection";
    let mut subject = Connection::open(duplex, env);
    subject.connect();
    let ends: Vec<usize> = (0..4).collect();
    for end in &ends {
        subject.send(*end, &[*end as u8], required)?;
    }
    // Not in the order in which they were sent: one queue for all would pass then.
    for end in ends.iter().rev() {
        let peer = end ^ 1;
        subject.receive(*end, &[peer as u8], required)?;
    }
    let waker = TestWaker::new();
    for end in &ends {
        let more = subject.poll_read(*end, &waker, 8);
        ensure!(more.is_pending(), "one byte arrives at each end", "end {end}, then: {more:?}");
    }
    Ok(Pass::Held)
}

//! The two sides of an end: their wakers, their ends.

use alloc::format;

use super::traffic::{Party, more_than_fits};
use crate::conformance::{
    Duplex, Env, Outcome, Pass, Stop,
    harness::{Connection, TestWaker},
    outcome::ensure,
};

/// Lets both sides of an end wait, in both orders, then gives each what it waits for.
///
/// Why: a reading and a writing task are two tasks, split or not.
/// If this fails, look at: one slot for two wakers.
pub fn duplex_01_sides_wait_apart(duplex: &mut impl Duplex, env: &mut Env) -> Outcome {
    for write_first in [true, false] {
        let mut subject = Connection::open(duplex, env);
        wait_apart(&mut subject, write_first)?;
    }
    Ok(Pass::Held)
}

/// Lets both sides of end 0 wait, and frees each by what end 1 does.
pub(super) fn wait_apart<D: Duplex>(
    subject: &mut Connection<'_, D>,
    write_first: bool,
) -> Result<(), Stop> {
    let mut waiters = [Waiter::new(!write_first), Waiter::new(write_first)];
    park(subject, &mut waiters)?;
    // The one that came last is freed first: a waker that it replaced is missed then.
    for waiter in waiters.iter_mut().rev() {
        waiter.park(subject)?;
        if waiter.reading {
            subject.send(1, b"x", "the other direction is free")?;
        } else {
            subject.drain(1);
        }
        let woken = subject.eventually(|| waiter.is_woken());
        let (side, order) = (waiter.side(), if write_first { "write" } else { "read" });
        let required = "each side of an end keeps a waker of its own";
        ensure!(woken, required, "both sides wait, {order} first; the {side} is not woken");
    }
    subject.receive(0, b"x", "what the reader was woken for")
}

/// A task at one side of end 0.
struct Waiter {
    reading: bool,
    waker: TestWaker,
    /// The wakes before its last poll, or `None` if it was not polled.
    wakes: Option<usize>,
}

impl Waiter {
    fn new(reading: bool) -> Self {
        Self { reading, waker: TestWaker::new(), wakes: None }
    }

    fn side(&self) -> &'static str {
        if self.reading { "reader" } else { "writer" }
    }

    fn is_woken(&self) -> bool {
        self.wakes.is_none_or(|wakes| self.waker.wakes() > wakes)
    }

    /// Polls until it waits, if it was woken: a wake may be spurious.
    fn park<D: Duplex>(&mut self, subject: &mut Connection<'_, D>) -> Result<(), Stop> {
        if self.is_woken() {
            if self.reading {
                subject.park_read(0, &self.waker)?;
            } else {
                subject.fill_up(0, &self.waker)?;
            }
            self.wakes = Some(self.waker.wakes());
        }
        Ok(())
    }
}

/// Lets all of `waiters` wait, each as long as another one wakes it.
fn park<D: Duplex>(subject: &mut Connection<'_, D>, waiters: &mut [Waiter; 2]) -> Result<(), Stop> {
    const SPURIOUS: usize = 10;
    for _ in 0..SPURIOUS {
        for waiter in &mut *waiters {
            waiter.park(subject)?;
        }
    }
    Ok(())
}

/// Shuts an end down, and sends to it.
///
/// Why: a client that has sent its whole request waits for the answer.
/// If this fails, look at: a shutdown of both directions.
pub fn duplex_03_reads_after_shutdown(duplex: &mut impl Duplex, env: &mut Env) -> Outcome {
    let required = "after its own shutdown an end still reads, to the end";
    let mut subject = Connection::open(duplex, env);
    subject.shutdown(0)?;
    subject.receive_end(1, "the peer of an end that was shut down is at the end")?;
    for _ in 0..3 {
        subject.send(1, b"x", required)?;
        subject.receive(0, b"x", required)?;
    }
    subject.shutdown(1)?;
    subject.receive_end(0, required)?;
    Ok(Pass::Held)
}

/// Waits for the end, reads it, and sends the other way.
///
/// Why: a server answers a client that has said all it has to say.
/// If this fails, look at: an end that is taken for the end of both directions.
pub fn duplex_04_writes_after_end(duplex: &mut impl Duplex, env: &mut Env) -> Outcome {
    let required = "after the peer's shutdown an end still writes, and the peer reads it";
    let mut subject = Connection::open(duplex, env);
    let waker = TestWaker::new();
    subject.park_read(0, &waker)?;
    let before = waker.wakes();
    subject.shutdown(1)?;
    let woken = subject.eventually(|| waker.wakes() > before);
    ensure!(woken, "a read that waits is woken by the peer's shutdown", "no wake");
    subject.receive_end(0, "the peer of an end that was shut down is at the end")?;
    for _ in 0..3 {
        subject.send(0, b"x", required)?;
        subject.receive(1, b"x", required)?;
    }
    Ok(Pass::Held)
}

/// Lets both sides of an end wait, and drops the peer.
///
/// Why: each of the two tasks would hang on its own.
/// If this fails, look at: a `drop` that wakes one of the two directions.
pub fn duplex_05_drop_wakes_both_sides(duplex: &mut impl Duplex, env: &mut Env) -> Outcome {
    let required = "a drop wakes the peer's reader and its writer";
    let mut subject = Connection::open(duplex, env);
    let mut waiters = [Waiter::new(false), Waiter::new(true)];
    park(&mut subject, &mut waiters)?;
    subject.drop_end(1);
    for waiter in &waiters {
        let woken = subject.eventually(|| waiter.is_woken());
        ensure!(woken, required, "the {} is not woken", waiter.side());
    }
    Ok(Pass::Held)
}

/// Reads and writes at one end in two tasks, each of which is polled only when it is woken.
///
/// Why: a protocol answers while it reads; the waker of that write is not the writing task's.
/// If this fails, look at: the context of a read that is used for a write of the layer below, where
/// it replaces the waker of the task that waits to write.
pub fn duplex_10_layer_keeps_both_wakers(duplex: &mut impl Duplex, env: &mut Env) -> Outcome {
    let size = more_than_fits(duplex, env);
    let mut subject = Connection::open(duplex, env);
    let mut tasks = [Party::writing(0, size), Party::reading(0, size)];
    // The peer is polled whether it is woken or not, and only once the two have to wait.
    let mut peer = Party::new(1, size);
    let mut idle = 0;
    while idle < env.patience() {
        let mut moved = false;
        for task in &mut tasks {
            moved |= task.is_woken() && task.run(&mut subject)?;
        }
        if !moved {
            subject.settle(1);
            moved = peer.step(&mut subject)?;
        }
        if tasks.iter().all(Party::is_done) && peer.is_done() {
            return Ok(Pass::Held);
        }
        idle = if moved { 0 } else { idle + 1 };
    }
    let [writing, reading] = tasks;
    Err(Stop::fail(
        "a read that has to write leaves the waker of the writing task in place",
        format!("the tasks wait and are not woken: {writing}, {reading}; their peer {peer}"),
    ))
}

/// Lets an end at the end of what it reads wait to write, and polls each side when it is woken.
///
/// Why: an event that has been seen must not come again and again; the core would be busy.
/// If this fails, look at: readiness for the end, counted as readiness to write, and armed anew.
pub fn duplex_11_end_is_quiet(duplex: &mut impl Duplex, env: &mut Env) -> Outcome {
    const ROUNDS: usize = 100;
    const ALLOWED: usize = 20;
    let mut subject = Connection::open(duplex, env);
    let (reader, writer) = (TestWaker::new(), TestWaker::new());
    subject.fill_up(0, &writer)?;
    subject.shutdown(1)?;
    if subject.receive_end(0, "the peer of an end that was shut down is at the end").is_err() {
        return Err(Stop::inconclusive("a shutdown brings no end to its peer (DUPLEX-04)"));
    }
    let mut polls = 0;
    let mut seen = (reader.wakes(), writer.wakes());
    let _ = subject.poll_read(0, &reader, 8);
    let _ = subject.poll_write(0, &writer, &[0; 16]);
    for _ in 0..ROUNDS {
        subject.settle(1);
        if reader.wakes() > seen.0 {
            seen.0 = reader.wakes();
            let _ = subject.poll_read(0, &reader, 8);
            polls += 1;
        }
        if writer.wakes() > seen.1 {
            seen.1 = writer.wakes();
            if subject.poll_write(0, &writer, &[0; 16]).is_ready() {
                continue;
            }
            polls += 1;
        }
    }
    ensure!(
        polls <= ALLOWED,
        "an end that has been read wakes nobody again",
        "{polls} wakes in {ROUNDS} rounds without any event"
    );
    Ok(Pass::Held)
}

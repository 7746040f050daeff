//! Who is woken, and who is not.

use core::task::Poll;

use crate::{
    conformance::{
        Env, Outcome, Pass, Sink, Stop,
        harness::{Parked, TestWaker, Writing},
        outcome::ensure,
    },
    io::Result as IoResult,
};

/// How many writes and flushes a dead peer may go unnoticed.
const NOTICE: usize = 64;

/// Fills the writer until it waits, reads everything, and counts wakes.
///
/// Why: a task that is not woken hangs for ever.
/// If this fails, look at: the waker stored in the slot of the other side, or not at all.
pub fn write_04_room_wakes(sink: &mut impl Sink, env: &mut Env) -> Outcome {
    let mut subject = Writing::open(sink, env);
    let waker = TestWaker::new();
    subject.fill_up(&waker)?;
    let before = waker.wakes();
    subject.drain_quiet();
    let woken = subject.eventually(|| waker.wakes() > before);
    let read = subject.arrived().len();
    ensure!(woken, "a pending write is woken when there is room", "no wake, {read} bytes read");
    Ok(Pass::Held)
}

/// Fills the writer until it waits with one waker, then with another, and reads everything.
///
/// Why: a future moves between tasks, and `select` polls with a waker of its own.
/// If this fails, look at: a waker stored with `get_or_insert` instead of replaced.
pub fn write_05_newest_waker_is_woken(sink: &mut impl Sink, env: &mut Env) -> Outcome {
    let mut subject = Writing::open(sink, env);
    let (first, second) = (TestWaker::new(), TestWaker::new());
    subject.fill_up(&first)?;
    subject.fill_up(&second)?;
    let before = second.wakes();
    subject.drain_quiet();
    let woken = subject.eventually(|| second.wakes() > before);
    ensure!(woken, "the newest waker is woken", "{} wakes of the first only", first.wakes());
    Ok(Pass::Held)
}

/// Fills the writer until it waits to write, to flush or to shut down, and drops the peer.
///
/// Why: a sender that nobody tells of the death of its receiver hangs for ever.
/// If this fails, look at: a `drop` that wakes its own side, or only the reader.
pub fn write_07_pending_learns_of_dead_peer(sink: &mut impl Sink, env: &mut Env) -> Outcome {
    let mut subject = Writing::open(sink, env);
    let waker = TestWaker::new();
    subject.fill_up(&waker)?;
    let before = waker.wakes();
    subject.drop_drain();
    let woken = subject.eventually(|| waker.wakes() > before);
    ensure!(woken, "a pending write is woken when its peer is dropped", "no wake");
    fails_soon(&mut subject, "a write whose peer was dropped fails")?;
    drop(subject);
    closing_ends(&mut Writing::open(sink, env), Writing::poll_flush)?;
    closing_ends(&mut Writing::open(sink, env), Writing::poll_shutdown)?;
    Ok(Pass::Held)
}

/// Lets a flush or a shutdown wait, if it does, and drops the peer.
fn closing_ends<'a, S: Sink>(
    subject: &mut Writing<'a, S>,
    operation: fn(&mut Writing<'a, S>, &TestWaker) -> Poll<IoResult<()>>,
) -> Result<(), Stop> {
    let required = "a pending flush or shutdown is woken when its peer is dropped, and ends";
    subject.fill_up(&TestWaker::new())?;
    let waker = TestWaker::new();
    if subject.park(&waker, operation) == Parked::Waiting {
        let before = waker.wakes();
        subject.drop_drain();
        let woken = subject.eventually(|| waker.wakes() > before);
        ensure!(woken, required, "no wake");
        // Whether it ends well is a matter of what the peer had read.
        let _ = subject.drive(required, operation)?;
    }
    Ok(())
}

/// Drops the peer, then writes and flushes, again and again.
///
/// Why: a task that writes to nobody goes on for ever, or hangs.
/// If this fails, look at: a closed peer that looks like a full or an endless one.
pub fn write_08_dead_peer_is_an_error(sink: &mut impl Sink, env: &mut Env) -> Outcome {
    let mut subject = Writing::open(sink, env);
    subject.drop_drain();
    fails_soon(&mut subject, "writing to a peer that is gone fails soon")
}

fn fails_soon(subject: &mut Writing<'_, impl Sink>, required: &str) -> Outcome {
    for _ in 0..NOTICE {
        if subject.drive(required, |this, waker| this.poll_write(waker, b"x"))?.is_err()
            || subject.drive(required, |this, waker| this.poll_flush(waker))?.is_err()
        {
            return Ok(Pass::Held);
        }
        subject.settle(1);
    }
    Err(Stop::fail(required, alloc::format!("{NOTICE} writes and flushes were `Ok`")))
}

/// Drops both ends, in both orders, while a write waits, and counts the wakers that are left.
///
/// Why: a waker that is kept keeps its task alive.
/// If this fails, look at: a slot that is not cleared when its side is dropped, and a cycle.
pub fn write_28_wakers_are_freed(sink: &mut impl Sink, env: &mut Env) -> Outcome {
    for writer_first in [true, false] {
        let mut subject = Writing::open(sink, env);
        let waker = TestWaker::new();
        subject.fill_up(&waker)?;
        if writer_first {
            subject.drop_writer();
            subject.drop_drain();
        } else {
            subject.drop_drain();
            subject.drop_writer();
        }
        subject.eventually(|| waker.live() == 0);
        let live = waker.live();
        ensure!(live == 0, "once both ends are dropped no waker is kept", "{live} are");
    }
    Ok(Pass::Held)
}

/// Polls a full writer, and its peer with no room, a hundred times each, and counts wakes.
///
/// Why: each wake without room is a turn of the task for nothing, and a loop of them a busy core.
/// If this fails, look at: a wake before `Pending`, or one at each call of the reader.
pub fn write_29_full_is_quiet(sink: &mut impl Sink, env: &mut Env) -> Outcome {
    const POLLS: usize = 100;
    let mut subject = Writing::open(sink, env);
    let waker = TestWaker::new();
    subject.fill_up(&waker)?;
    let before = waker.wakes();
    // A kernel may still find room by itself; each time accounts for a few wakes.
    let mut allowed = 10;
    for _ in 0..POLLS {
        if subject.poll_write(&waker, &[0; 16]).is_ready() {
            allowed += 4;
        }
        let _ = subject.poll_drain(0);
        subject.settle(1);
    }
    let wakes = waker.wakes() - before;
    ensure!(
        wakes <= allowed,
        "a full writer wakes nobody",
        "{wakes} wakes in {POLLS} polls without any room"
    );
    Ok(Pass::Held)
}

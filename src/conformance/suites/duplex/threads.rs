//! Locks that are held while foreign code runs.

use alloc::{format, string::String, sync::Arc, vec::Vec};
use core::{
    hint,
    sync::atomic::{AtomicUsize, Ordering::SeqCst},
    task::Poll,
    time::Duration,
};
use std::{thread, time::Instant};

use crate::{
    conformance::{
        Duplex, Env, Outcome, Pass, Stop,
        harness::{Connection, Event, Probe, SentEnd, Slot, TestWaker},
    },
    io::ReadBuf,
};

/// Uses either end from another thread while a waker of the first one is being woken, or dropped.
///
/// Why: a waker is foreign code. It may poll on the spot, or drop what it was waiting for, which
/// may be the other end of the same connection.
/// If this fails, look at: a guard that lives until after the `wake`, and a waker that is replaced
/// or cleared while the lock is held.
pub fn duplex_08_no_lock_over_wake_or_drop(duplex: &mut impl Duplex, env: &mut Env) -> Outcome {
    for side in [Side::Reading, Side::Writing] {
        for cause in [Cause::PeerActs, Cause::PeerDropped, Cause::Replaced, Cause::Dropped] {
            if matches!(cause, Cause::PeerDropped) && !env.has("eof_on_drop") {
                continue;
            }
            for dropping in [false, true] {
                use_meanwhile(duplex, env, side, cause, dropping)?;
            }
        }
    }
    Ok(Pass::Held)
}

/// Which side of end 0 waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Reading,
    Writing,
}

/// What makes end 0, or end 1, wake or drop the waker.
#[derive(Clone, Copy, Debug)]
enum Cause {
    PeerActs,
    PeerDropped,
    Replaced,
    Dropped,
}

/// Lets a side of end 0 wait, lets `cause` happen, and meanwhile uses the end that `cause` does
/// not.
fn use_meanwhile(
    duplex: &mut impl Duplex,
    env: &Env,
    side: Side,
    cause: Cause,
    dropping: bool,
) -> Result<(), Stop> {
    let (event, verb, free) = match cause {
        Cause::PeerActs | Cause::PeerDropped => (Event::Wake, "woken", 0),
        Cause::Replaced | Cause::Dropped => (Event::Drop, "dropped", 1),
    };
    let mut subject = Connection::open(duplex, env);
    subject.let_move(free)?;
    let slot = Slot::empty();
    let probe = Probe::new(event, {
        let slot = slot.clone();
        move || if dropping { drop(slot.take()) } else { slot.with(use_both_sides).unwrap_or(()) }
    });
    match side {
        Side::Reading => subject.park_read(0, probe.waker())?,
        Side::Writing => match subject.fill_up(0, probe.waker()) {
            // Then there is nobody to wake.
            Err(Stop::Skipped(_)) => return Ok(()),
            filled => drop(filled?),
        },
    }
    if let Some(end) = subject.take(free) {
        slot.put(end);
    }
    probe.waker().arm();
    let plain = TestWaker::new();
    match (cause, side) {
        (Cause::PeerActs, Side::Reading) => drop(subject.poll_write(1, &plain, b"x")),
        (Cause::PeerActs, Side::Writing) => subject.drain(1),
        (Cause::PeerDropped, _) => subject.drop_end(1),
        (Cause::Replaced, Side::Reading) => drop(subject.poll_read(0, &plain, 8)),
        (Cause::Replaced, Side::Writing) => drop(subject.poll_write(0, &plain, b"x")),
        (Cause::Dropped, _) => subject.drop_end(0),
    }
    for _ in 0..20 {
        if probe.waker().fired() > 0 {
            break;
        }
        subject.settle(1);
    }
    let trouble = probe.trouble();
    drop(slot.take());
    match trouble {
        None => Ok(()),
        Some(trouble) => {
            let call = if dropping { "drop" } else { "poll" };
            Err(Stop::fail(
                format!("no lock is held while a waker is {verb}"),
                format!("{side:?}, {cause:?}: meanwhile, a {call} of end {free} {trouble}"),
            ))
        }
    }
}

/// Polls a read and a write.
fn use_both_sides(end: &mut SentEnd) {
    let waker = TestWaker::new();
    let mut room = [0; 8];
    let mut buf = ReadBuf::new(&mut room);
    let _ = end.as_mut().poll_read(&mut waker.context(), buf.unfilled());
    let _ = end.as_mut().poll_write(&mut waker.context(), b"x");
}

/// On two threads at once, polls or drops the first end of a connection; the waker that this drops
/// uses the second end of the other connection.
///
/// Why: two locks, each taken while the other is held, stop both threads for ever.
/// If this fails, look at: a waker that is dropped while the lock is held.
pub fn duplex_09_no_lock_order(duplex: &mut impl Duplex, env: &mut Env) -> Outcome {
    const ROUNDS: usize = 1_000;
    const TIME: Duration = Duration::from_millis(150);
    let begun = Instant::now();
    for round in 0..ROUNDS {
        if begun.elapsed() > TIME {
            break;
        }
        let acts = [env.random().below(4), env.random().below(4)];
        let mut subject = Connection::open(duplex, env);
        subject.connect();
        for end in 0..4 {
            subject.let_move(end)?;
        }
        let ends: Vec<SentEnd> = (0..4).filter_map(|end| subject.take(end)).collect();
        let Ok([near, far, other_near, other_far]) = <[SentEnd; 4]>::try_from(ends) else {
            return Err(Stop::inconclusive("an end is gone"));
        };
        if let Some(trouble) = meet([(near, other_far), (other_near, far)], acts) {
            return Err(Stop::fail(
                "calls on two connections whose wakers use each other's all return",
                format!(
                    "round {round}: while a waker is dropped by one connection and another by \
                     another, what they do there {trouble}"
                ),
            ));
        }
    }
    Ok(Pass::Held)
}

/// Lets two threads use one end each, while the waker that this drops uses the end beside it, and
/// returns what was wrong with that.
fn meet(ends: [(SentEnd, SentEnd); 2], acts: [usize; 2]) -> Option<String> {
    let inside = Arc::new(AtomicUsize::new(0));
    let threads = ends.into_iter().zip(acts).map(|((mut end, other), act)| {
        let slot = Slot::empty();
        slot.put(other);
        let (theirs, inside) = (slot.clone(), Arc::clone(&inside));
        // A probe gives up after a while, so that the two leave no deadlock behind.
        let probe = Probe::new(Event::Drop, move || {
            await_the_other(&inside);
            if act % 2 == 0 {
                theirs.with(use_both_sides).unwrap_or(());
            } else {
                drop(theirs.take());
            }
        });
        thread::spawn(move || {
            poll_read(&mut end, probe.waker());
            probe.waker().arm();
            if act / 2 == 0 {
                poll_read(&mut end, &TestWaker::new());
            }
            drop(end);
            probe.waker().disarm();
            drop(slot.take());
            probe.trouble()
        })
    });
    let threads: Vec<_> = threads.collect();
    let ended = threads.into_iter().map(|thread| thread.join());
    ended.fold(None, |found, ended| found.or(ended.unwrap_or(Some("panicked".into()))))
}

fn poll_read(end: &mut SentEnd, waker: &TestWaker) {
    let mut room = [0; 8];
    let mut buf = ReadBuf::new(&mut room);
    let _: Poll<_> = end.as_mut().poll_read(&mut waker.context(), buf.unfilled());
}

/// Waits a moment for the other thread to come to the same place.
fn await_the_other(inside: &AtomicUsize) {
    const MOMENT: Duration = Duration::from_millis(5);
    inside.fetch_add(1, SeqCst);
    let begun = Instant::now();
    while inside.load(SeqCst) < 2 && begun.elapsed() < MOMENT {
        hint::spin_loop();
    }
}

//! Locks that are held while foreign code runs.

use alloc::format;
use core::task::Poll;

use crate::{
    conformance::{
        Env, Outcome, Pass, SendRead, SendWrite, Sink, Stop,
        harness::{Event, Probe, Slot, TestWaker, Writing, payload},
    },
    io::ReadBuf,
};

/// Uses the writer, and then its peer, on another thread while the waker is woken or dropped.
///
/// Why: a waker is foreign code; an executor may poll the task on the spot, or drop it.
/// If this fails, look at: `wake` and `drop` of a waker inside a lock: take it out, unlock, then
/// wake.
pub fn write_27_no_lock_over_wake_or_drop(sink: &mut impl Sink, env: &mut Env) -> Outcome {
    for event in [Event::Wake, Event::Drop] {
        for dropping in [false, true] {
            let mut subject = Writing::open_sent(sink, env)?;
            let slot = Slot::empty();
            let probe = Probe::new(event, {
                let slot = slot.clone();
                move || {
                    if dropping {
                        drop(slot.take());
                    } else {
                        slot.with(fill);
                    }
                }
            });
            subject.fill_up(probe.waker())?;
            put(&slot, subject.take_writer());
            probe.waker().arm();
            subject.drain_quiet();
            subject.drop_drain();
            subject.settle(1);
            drop(slot.take());
            let call = if dropping { "a drop of the writer" } else { "a write" };
            unhindered(&probe, event, call)?;
        }
    }
    let mut subject = Writing::open_with_sent_drain(sink, env)?;
    let slot = Slot::empty();
    let probe = Probe::new(Event::Drop, {
        let slot = slot.clone();
        move || slot.with(read_all).unwrap_or(())
    });
    subject.fill_up(probe.waker())?;
    put(&slot, subject.take_drain());
    probe.waker().arm();
    let _ = subject.poll_write(&TestWaker::new(), b"x");
    let _ = subject.poll_write(probe.waker(), b"x");
    subject.drop_writer();
    drop(slot.take());
    unhindered(&probe, Event::Drop, "a read of the peer")?;
    Ok(Pass::Held)
}

/// Reads the peer on another thread while the waker is cloned.
///
/// Why: a waker is foreign code; its clone may allocate, log, or use the subject.
/// If this fails, look at: `clone` of a waker inside a lock: clone it before.
pub fn write_33_no_lock_over_clone(sink: &mut impl Sink, env: &mut Env) -> Outcome {
    let mut subject = Writing::open_with_sent_drain(sink, env)?;
    subject.fill_up(&TestWaker::new())?;
    let slot = Slot::empty();
    put(&slot, subject.take_drain());
    let probe = Probe::new(Event::Clone, {
        let slot = slot.clone();
        move || slot.with(read_all).unwrap_or(())
    });
    probe.waker().arm();
    let _ = subject.poll_write(probe.waker(), b"x");
    probe.waker().disarm();
    drop(slot.take());
    unhindered(&probe, Event::Clone, "a read of the peer")?;
    Ok(Pass::Held)
}

fn unhindered(probe: &Probe, event: Event, call: &str) -> Result<(), Stop> {
    let verb = match event {
        Event::Wake => "woken",
        Event::Clone => "cloned",
        Event::Drop => "dropped",
    };
    match probe.trouble() {
        None => Ok(()),
        Some(trouble) => Err(Stop::fail(
            format!("no lock is held while a waker is {verb}"),
            format!("{call}, made on another thread while the waker is {verb}, {trouble}"),
        )),
    }
}

/// Writes until the writer waits.
fn fill(writer: &mut SendWrite) {
    const ENOUGH: usize = 64 << 20;
    let waker = TestWaker::new();
    let mut taken = 0;
    while let Poll::Ready(Ok(count @ 1..)) =
        writer.as_mut().poll_write(&mut waker.context(), payload::at(taken))
    {
        taken += count;
        if taken > ENOUGH {
            return;
        }
    }
}

/// Reads what is there.
pub(super) fn read_all(drain: &mut SendRead) {
    let waker = TestWaker::new();
    let mut room = [0; 4096];
    loop {
        let mut buf = ReadBuf::new(&mut room);
        let polled = drain.as_mut().poll_read(&mut waker.context(), buf.unfilled());
        if !matches!(polled, Poll::Ready(Ok(()))) || buf.is_empty() {
            return;
        }
    }
}

pub(super) fn put<T>(slot: &Slot<T>, value: Option<T>) {
    if let Some(value) = value {
        slot.put(value);
    }
}

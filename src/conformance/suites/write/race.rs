//! Room that comes in the moment between "full" and "waker stored".

use alloc::sync::Arc;
use core::{
    sync::atomic::{AtomicBool, AtomicUsize, Ordering::SeqCst},
    time::Duration,
};
use std::{thread, time::Instant};

use super::threads::{put, read_all};
use crate::conformance::{
    Env, Outcome, Pass, SendWrite, Sink, Stop,
    harness::{Event, Probe, Slot, TestWaker, Writing, payload},
    outcome::ensure,
};

/// Makes room at the moment when the writer clones the waker; then lets two threads write and read
/// as fast as they can.
///
/// Why: a task that looks for room just before there is some, and registers just after, hangs.
/// If this fails, look at: a waker that is stored after the check for room, without another check.
pub fn write_06_room_in_between_is_noticed(sink: &mut impl Sink, env: &mut Env) -> Outcome {
    let required = "room that comes while a write registers its waker is noticed";
    {
        let mut subject = Writing::open_with_sent_drain(sink, env)?;
        subject.fill_up(&TestWaker::new())?;
        let slot = Slot::empty();
        put(&slot, subject.take_drain());
        let probe = Probe::new(Event::Clone, {
            let slot = slot.clone();
            move || slot.with(read_all).unwrap_or(())
        });
        let waker = probe.waker();
        waker.arm();
        let polled = subject.poll_write(waker, b"x");
        waker.disarm();
        // Where the waker is cloned under a lock, room came only afterwards.
        if let Some(drain) = slot.take() {
            subject.put_drain(drain);
            subject.drain_quiet();
        }
        let noticed = polled.is_ready() || subject.eventually(|| waker.wakes() > 0);
        ensure!(noticed, required, "the write is pending beside room, and was not woken");
    }
    let mut subject = Writing::open_sent(sink, env)?;
    subject.fill_up(&TestWaker::new())?;
    let Some(writer) = subject.take_writer() else {
        return Err(Stop::inconclusive("the writer is gone"));
    };
    race(subject, writer, required)
}

/// Writes on a thread of its own and reads on this one, for a short while.
fn race(mut subject: Writing<'_, impl Sink>, mut writer: SendWrite, required: &str) -> Outcome {
    const TIME: Duration = Duration::from_millis(100);
    let stop = Arc::new(AtomicBool::new(false));
    // How often the reader found nothing to read.
    let empty = Arc::new(AtomicUsize::new(0));
    let thread = thread::spawn({
        let (stop, empty) = (Arc::clone(&stop), Arc::clone(&empty));
        move || {
            let mut noticed = true;
            while !stop.load(SeqCst) && noticed {
                noticed = write_one(&mut writer, &empty);
            }
            noticed
        }
    });
    let begun = Instant::now();
    let mut last = Instant::now();
    while !thread.is_finished() {
        if subject.poll_drain(4096).is_ready() {
            last = Instant::now();
            subject.forget_arrived();
        } else {
            empty.fetch_add(1, SeqCst);
            // A reactor that nobody turns needs turning; one with a thread of its own does not.
            if last.elapsed() > Duration::from_micros(200) {
                subject.settle(1);
            }
        }
        stop.fetch_or(begun.elapsed() > TIME, SeqCst);
    }
    match thread.join() {
        Ok(noticed) => {
            ensure!(noticed, required, "a write waited beside room, and was not woken");
            Ok(Pass::Held)
        }
        Err(_) => Err(Stop::fail(required, "a write on another thread panicked")),
    }
}

/// Writes once, waiting if need be, and returns whether the room that came was noticed.
fn write_one(writer: &mut SendWrite, empty: &AtomicUsize) -> bool {
    const LIMIT: Duration = Duration::from_millis(500);
    let this = thread::current();
    let waker = TestWaker::with_hook(Event::Wake, move || this.unpark());
    waker.arm();
    let mut poll = || writer.as_mut().poll_write(&mut waker.context(), payload::at(0)).is_ready();
    loop {
        let wakes = waker.wakes();
        if poll() {
            return true;
        }
        let (begun, before) = (Instant::now(), empty.load(SeqCst));
        while waker.wakes() == wakes && begun.elapsed() < LIMIT {
            thread::park_timeout(LIMIT);
        }
        // On a busy machine the reader may not have come to read in that time.
        let read = empty.load(SeqCst) > before + 1;
        if waker.wakes() == wakes && read && poll() {
            return waker.wakes() > wakes;
        }
    }
}

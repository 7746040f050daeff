//! Wakers in several hands at once.

use alloc::{format, sync::Arc, vec::Vec};
use core::{
    sync::atomic::{
        AtomicUsize,
        Ordering::{Relaxed, SeqCst},
    },
    time::Duration,
};
use std::{thread, time::Instant};

use crate::conformance::{
    Env, Executor, Outcome, Pass, Stop,
    harness::{Rng, Running, Watch},
    outcome::ensure,
};

/// How long a race is run.
const RUN: Duration = Duration::from_millis(120);

/// Clones, wakes and drops the wakers of one task on four threads, while it runs.
///
/// Why: a count without atomics is right nearly always.
/// If this fails, look at: how references are counted, and how the queue's entry is.
pub fn waker_03_used_by_four_threads(executor: &mut impl Executor, env: &mut Env) -> Outcome {
    const THREADS: usize = 4;
    const USES: usize = 5000;
    let mut running = Running::start(executor, env);
    let watch = Watch::new();
    running.spawn(watch.future())?;
    let polled = running.eventually(|| watch.waker().is_some());
    ensure!(polled, "the task is polled", "no poll");
    let end = Instant::now() + RUN;
    let hammer = |watch: Watch| {
        let uses = (0..USES).take_while(|_| Instant::now() < end);
        uses.filter_map(|_| watch.waker()).for_each(|waker| {
            waker.wake_by_ref();
            let clone = waker.clone();
            clone.wake();
            drop(waker.clone());
            waker.wake();
        });
    };
    thread::scope(|scope| {
        let threads: Vec<_> = (0..THREADS)
            .map(|_| {
                let watch = watch.clone();
                scope.spawn(|| hammer(watch))
            })
            .collect();
        while threads.iter().any(|thread| !thread.is_finished()) {
            running.turn(1);
        }
    });
    running.turn(2);
    let drops = watch.drops();
    ensure!(drops == 0, "the task stays while it waits", "it is dropped");
    watch.release();
    let ended = running.eventually(|| watch.is_ready() && watch.drops() > 0);
    ensure!(ended, "the last wake reaches the task, which ends", "{watch:?}");
    running.turn(2);
    let (drops, overlaps) = (watch.drops(), watch.overlaps());
    ensure!(
        drops == 1 && overlaps == 0,
        "one drop, one poll at a time",
        "{drops} drops, {overlaps} overlaps"
    );
    Ok(Pass::Held)
}

/// Has another thread write a message and wake, and looks whether the task reads it.
///
/// Why: the message is not in the waker, and the waker has to order it.
/// If this fails, look at: an exchange without release, a wake that is taken for an earlier one.
pub fn waker_08_writes_before_a_wake_are_seen(
    executor: &mut impl Executor,
    env: &mut Env,
) -> Outcome {
    let message = Arc::new([AtomicUsize::new(0), AtomicUsize::new(0)]);
    let written = Arc::clone(&message);
    let write = move |round: usize| written.iter().for_each(|half| half.store(round, Relaxed));
    let read = move || message.iter().map(|half| half.load(Relaxed)).min().unwrap_or(0);
    // No pause: as many rounds as there is time for.
    race(executor, env, 1, write, read, "a poll after the wake sees what was written before it")
}

/// Wakes an executor that has just gone idle, over and over, each time at another moment.
///
/// Why: a worker looks once more, then sleeps; in between there is always a moment.
/// If this fails, look at: a token that is cleared before parking, a look that is not repeated.
pub fn waker_12_wake_before_sleep(executor: &mut impl Executor, env: &mut Env) -> Outcome {
    let woken = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&woken);
    let write = move |round: usize| count.store(round, SeqCst);
    let read = move || woken.load(SeqCst);
    race(executor, env, 3000, write, read, "a poll after a wake of an idle executor")
}

/// Runs rounds on another thread: a pause, `write`, a wake, and a wait until the task has `read` it.
fn race<E: Executor>(
    executor: &mut E,
    env: &mut Env,
    pause: usize,
    write: impl Fn(usize) + Send + 'static,
    read: impl Fn() -> usize + Send + 'static,
    required: &str,
) -> Outcome {
    let mut running = Running::start(executor, env);
    let (watch, seen) = (Watch::new(), Arc::new(AtomicUsize::new(0)));
    let (waiting, noted) = (watch.clone(), Arc::clone(&seen));
    running.spawn(watch.future_with(move |cx| {
        let waited = waiting.wait(cx);
        noted.store(read(), SeqCst);
        waited
    }))?;
    let polled = running.eventually(|| watch.waker().is_some());
    ensure!(polled, "the task is polled", "no poll");
    let (waking, answered) = (watch.clone(), Arc::clone(&seen));
    let mut rng = Rng::new(env.random().next_u64());
    let racer = thread::spawn(move || {
        let end = Instant::now() + RUN;
        let mut round = 0;
        while Instant::now() < end {
            round += 1;
            (0..rng.below(pause)).for_each(|_| core::hint::spin_loop());
            write(round);
            waking.wake();
            if !is_answered(|| answered.load(SeqCst) == round) {
                return Err((round, answered.load(SeqCst)));
            }
        }
        Ok(())
    });
    while !racer.is_finished() {
        running.turn(1);
    }
    let raced = racer.join().map_err(|_| Stop::inconclusive("the other thread panicked"))?;
    watch.release();
    if let Err((round, seen)) = raced {
        return Err(Stop::fail(
            required,
            format!("round {round}: the task is at {seen}, and was not polled again"),
        ));
    }
    let ended = running.eventually(|| watch.is_ready());
    ensure!(ended, "the task ends", "{} polls", watch.polls());
    Ok(Pass::Held)
}

/// Waits until `answered`: a moment while it may come at once, and then long enough.
fn is_answered(answered: impl Fn() -> bool) -> bool {
    const MOMENT: usize = 200;
    const LONG: usize = 700;
    for attempt in 0..MOMENT + LONG {
        if answered() {
            return true;
        }
        if attempt < MOMENT {
            thread::yield_now();
        } else {
            thread::sleep(Duration::from_millis(1));
        }
    }
    answered()
}

//! From a wake to the poll that follows.

use alloc::sync::Arc;
use core::{
    sync::atomic::{AtomicBool, AtomicUsize, Ordering::SeqCst},
    task::Poll,
};

use crate::conformance::{
    Env, Executor, Outcome, Pass, Stop,
    harness::{Lock, Running, Watch, elsewhere, here},
    outcome::ensure,
};

/// Spawns a task that wakes itself in each of its first polls.
///
/// Why: `yield_now`, and every future with a budget.
/// If this fails, look at: a flag that is cleared after the poll instead of before.
pub fn spawn_02_self_wake_polls_again(executor: &mut impl Executor, env: &mut Env) -> Outcome {
    const POLLS: usize = 20;
    let mut running = Running::start(executor, env);
    let (watch, mut polls) = (Watch::new(), 0);
    running.spawn(watch.future_with(move |cx| {
        polls += 1;
        if polls == POLLS {
            return Poll::Ready(());
        }
        cx.waker().wake_by_ref();
        Poll::Pending
    }))?;
    let ran = running.eventually(|| watch.is_ready());
    ensure!(ran, "a poll after each wake", "{} polls of {POLLS}", watch.polls());
    Ok(Pass::Held)
}

/// Wakes an idle task from another thread.
///
/// Why: reactors, timers and channels wake from threads of their own.
/// If this fails, look at: a queue without an unpark, or without atomics.
pub fn spawn_03_wake_from_another_thread(executor: &mut impl Executor, env: &mut Env) -> Outcome {
    let mut running = Running::start(executor, env);
    let watch = Watch::new();
    running.spawn(watch.future())?;
    let polled = running.eventually(|| watch.waker().is_some());
    ensure!(polled, "the task is polled", "no poll");
    running.turn(2);
    let other = watch.clone();
    elsewhere(move || other.release())?;
    let ran = running.eventually(|| watch.is_ready());
    ensure!(ran, "a poll after the wake of another thread", "{} polls", watch.polls());
    Ok(Pass::Held)
}

/// Holds the task inside its first poll until another thread has woken it.
///
/// Why: this is the moment that two-state schedulers get wrong.
/// If this fails, look at: the state set to idle after the poll, whatever happened meanwhile.
pub fn spawn_04_wake_during_a_poll(executor: &mut impl Executor, env: &mut Env) -> Outcome {
    let mut running = Running::start(executor, env);
    let (watch, missing) = (Watch::new(), Arc::new(Lock::new(None)));
    let (problem, mut woken) = (Arc::clone(&missing), false);
    running.spawn(watch.future_with(move |cx| {
        if woken {
            return Poll::Ready(());
        }
        woken = true;
        let waker = cx.waker().clone();
        // The poll goes on until the wake is done.
        if let Err(stop) = elsewhere(move || waker.wake()) {
            problem.with(|problem| *problem = Some(stop));
            return Poll::Ready(());
        }
        Poll::Pending
    }))?;
    let ran = running.eventually(|| watch.is_ready());
    if let Some(stop) = missing.with(Option::take) {
        return Err(stop);
    }
    ensure!(ran, "a poll after the one during which the task was woken", "it stays pending");
    Ok(Pass::Held)
}

/// Has another thread store a number and wake, thousands of times, and looks for the last number.
///
/// Why: a wake lost in a race strands the task for ever, once a week.
/// If this fails, look at: the transitions between running, woken and idle.
pub fn spawn_05_racing_wakes_are_kept(executor: &mut impl Executor, env: &mut Env) -> Outcome {
    const ROUNDS: usize = 300;
    const WAKES: usize = 50;
    let mut running = Running::start(executor, env);
    let (watch, told, seen) =
        (Watch::new(), Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let (read, noted, waiting) = (Arc::clone(&told), Arc::clone(&seen), watch.clone());
    running.spawn(watch.future_with(move |cx| {
        let waited = waiting.wait(cx);
        noted.store(read.load(SeqCst), SeqCst);
        waited
    }))?;
    let polled = running.eventually(|| watch.waker().is_some());
    ensure!(polled, "the task is polled", "no poll");
    for round in 0..ROUNDS {
        let (other, write) = (watch.clone(), Arc::clone(&told));
        let jitter = env.random().below(64);
        elsewhere(move || {
            for wake in 0..WAKES {
                write.fetch_add(1, SeqCst);
                other.wake();
                if wake % 8 == 0 {
                    (0..jitter).for_each(|_| core::hint::spin_loop());
                }
            }
        })?;
        let last = (round + 1) * WAKES;
        let caught_up = running.eventually(|| seen.load(SeqCst) == last);
        ensure!(
            caught_up,
            "a poll after the last wake",
            "in round {round} the task saw {} of {last} wakes and was not polled again",
            seen.load(SeqCst)
        );
    }
    watch.release();
    running.eventually(|| watch.is_ready());
    Ok(Pass::Held)
}

/// Wakes a task from three threads while it is being polled, and counts overlapping polls.
///
/// Why: `poll` takes `&mut self`; two at once are undefined behavior.
/// If this fails, look at: a task that is queued twice.
pub fn spawn_06_one_poll_at_a_time(executor: &mut impl Executor, env: &mut Env) -> Outcome {
    let mut running = Running::start(executor, env);
    let (watch, jitter) = (Watch::new(), 50 + env.random().below(200));
    let waiting = watch.clone();
    running.spawn(watch.future_with(move |cx| {
        let waited = waiting.wait(cx);
        (0..jitter).for_each(|_| core::hint::spin_loop());
        // Another thread that is about to poll gets to run, even if they share a core.
        #[cfg(feature = "std")]
        std::thread::yield_now();
        waited
    }))?;
    let polled = running.eventually(|| watch.waker().is_some());
    ensure!(polled, "the task is polled", "no poll");
    #[cfg(feature = "std")]
    std::thread::scope(|scope| {
        for _ in 0..3 {
            scope.spawn(|| (0..2000).for_each(|_| watch.wake()));
        }
    });
    watch.release();
    let ran = running.eventually(|| watch.is_ready());
    ensure!(ran, "the task ends", "{} polls", watch.polls());
    let overlaps = watch.overlaps();
    ensure!(overlaps == 0, "one poll at a time", "{overlaps} polls began inside another one");
    Ok(Pass::Held)
}

/// Wakes an idle task, and notes whether it is polled on the stack of the wake.
///
/// Why: whoever wakes may hold a lock that the task takes.
/// If this fails, look at: a wake that runs the task if nobody does.
pub fn spawn_10_waking_does_not_poll(executor: &mut impl Executor, env: &mut Env) -> Outcome {
    let mut running = Running::start(executor, env);
    let (watch, waking) = (Watch::new(), Arc::new(Lock::new(None)));
    let inside = Arc::new(AtomicBool::new(false));
    let (during, seen, waiting) = (Arc::clone(&waking), Arc::clone(&inside), watch.clone());
    running.spawn(watch.future_with(move |cx| {
        if during.with(|place| *place == Some(here())) {
            seen.store(true, SeqCst);
        }
        waiting.wait(cx)
    }))?;
    let polled = running.eventually(|| watch.waker().is_some());
    ensure!(polled, "the task is polled", "no poll");
    running.turn(2);
    let Some(waker) = watch.waker() else {
        return Err(Stop::inconclusive("the task left no waker"));
    };
    waking.with(|place| *place = Some(here()));
    waker.wake_by_ref();
    waking.with(|place| *place = None);
    running.turn(2);
    waking.with(|place| *place = Some(here()));
    waker.wake();
    waking.with(|place| *place = None);
    running.turn(2);
    watch.release();
    let ran = running.eventually(|| watch.is_ready());
    ensure!(ran, "the task ends", "{} polls", watch.polls());
    let polled = inside.load(SeqCst);
    ensure!(!polled, "the poll comes after the wake", "a poll on the stack of the wake");
    Ok(Pass::Held)
}

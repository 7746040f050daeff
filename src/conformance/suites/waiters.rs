//! WAKER, the second part: what an event owes the several tasks that wait for it.
//!
//! The subject is the [`Signal`] of a [`Waiters`]. The first part, which concerns executors, is
//! [`waker`](super::waker).

use alloc::{format, vec::Vec};
use core::task::Poll;

use crate::conformance::{
    Env, Outcome, Pass, Signal, Stop, Waiters,
    fixture::Wait,
    harness::{Event, TestWaker, caught},
    outcome::ensure,
    rule::rules,
};

rules! {
    fixture Waiters, rows __waiters_rules;

    /// A waker that panics does not keep others from being woken.
    WAKER_07 Should Deterministic [multi_waiter "WAKER-07: capability `multi_waiter` not declared"]
        waker_07_panicking_waker_is_alone
        "tokio#4069: the loop that wakes ends with the first panic";
    /// All who wait are woken, however many they are.
    WAKER_09 Must Deterministic [multi_waiter "WAKER-09: capability `multi_waiter` not declared"]
        waker_09_all_are_woken
        "embassy#1446: what there is no slot for is dropped in silence";
    /// One who was chosen and goes away passes the wake on.
    WAKER_10 Must Deterministic [notify_one "WAKER-10: capability `notify_one` not declared"]
        waker_10_chosen_one_passes_on
        "tokio#3652, iroh#2536, flume#104: a canceled receiver swallows the notification";
}

/// Wakes five of which one panics, and looks at the others.
///
/// Why: a waker is foreign code, and its panic is that one's trouble.
/// If this fails, look at: a loop that takes wakers out and drops the rest of them by unwinding.
pub fn waker_07_panicking_waker_is_alone(waiters: &mut impl Waiters, env: &mut Env) -> Outcome {
    const WAITERS: usize = 5;
    if cfg!(not(all(feature = "std", panic = "unwind"))) {
        return Err(Stop::skipped("a panic ends this program"));
    }
    for panics in 0..WAITERS {
        let mut signal = waiters.open();
        let mut waiting: Vec<_> = (0..WAITERS)
            .map(|at| {
                let waker = if at == panics {
                    TestWaker::with_hook(Event::Wake, || panic!("a waker, as the check wants"))
                } else {
                    TestWaker::new()
                };
                Waiting { wait: signal.wait(), waker }
            })
            .collect();
        begin(&mut waiting)?;
        waiting[panics].waker.arm();
        // The panic may go on to the one who notifies.
        caught(|| signal.notify_all());
        for (at, waiting) in waiting.iter().enumerate().filter(|(at, _)| *at != panics) {
            let woken = eventually(waiters, env, || waiting.waker.wakes() > 0);
            ensure!(
                woken,
                "the other ones are woken",
                "waiter {panics} of {WAITERS} has a waker that panics, waiter {at} is not woken"
            );
        }
        waiting[panics].waker.disarm();
    }
    Ok(Pass::Held)
}

/// Lets forty wait, each with a waker of its own, and wakes them all.
///
/// Why: a place for four wakers is enough for years.
/// If this fails, look at: what happens to a waker when there is no slot left.
pub fn waker_09_all_are_woken(waiters: &mut impl Waiters, env: &mut Env) -> Outcome {
    const MANY: usize = 40;
    let many = env.number("multi_waiter").unwrap_or(MANY);
    let mut signal = waiters.open();
    let mut waiting = some(&signal, many);
    begin(&mut waiting)?;
    signal.notify_all();
    for (at, waiting) in waiting.iter_mut().enumerate() {
        let mut ended = false;
        eventually(waiters, env, || {
            ended = ended || (waiting.waker.wakes() > 0 && waiting.poll().is_ready());
            ended
        });
        let wakes = waiting.waker.wakes();
        ensure!(ended, format!("all {many} are woken and go on"), "waiter {at}: {wakes} wakes");
    }
    Ok(Pass::Held)
}

/// Wakes one, drops the one that was chosen before it is polled, and looks for another that goes on.
///
/// Why: a `select!` drops the receiver that lost, in just this moment.
/// If this fails, look at: the destructor of a waiter that was notified and not polled.
pub fn waker_10_chosen_one_passes_on(waiters: &mut impl Waiters, env: &mut Env) -> Outcome {
    const WAITERS: usize = 4;
    // With a canceled waiter before it that was not chosen, at each place, and without one.
    for canceled in 0..=WAITERS {
        let mut signal = waiters.open();
        let mut waiting = some(&signal, WAITERS);
        begin(&mut waiting)?;
        if canceled < WAITERS {
            waiting.remove(canceled);
        }
        let goes_on = |waiters: &mut _, waiting: &mut Vec<Waiting>| {
            let woken = |waiting: &Waiting| waiting.waker.wakes() > 0;
            eventually(waiters, env, || waiting.iter().any(woken));
            waiting.iter().position(woken)
        };
        signal.notify_one();
        let Some(chosen) = goes_on(waiters, &mut waiting) else {
            return Err(Stop::fail("one of those who wait is woken", "none is"));
        };
        drop(waiting.remove(chosen));
        let next = goes_on(waiters, &mut waiting);
        ensure!(
            next.is_some(),
            "another one is woken when the chosen one is dropped",
            "waiter {chosen} was chosen and dropped, and none of {} others woken",
            waiting.len()
        );
        let mut ended = false;
        eventually(waiters, env, || {
            let woken = waiting.iter_mut().filter(|waiting| waiting.waker.wakes() > 0);
            ended = ended || woken.map(Waiting::poll).any(|polled| polled.is_ready());
            ended
        });
        ensure!(ended, "the one that is woken then goes on", "it is pending");
    }
    Ok(Pass::Held)
}

/// One who waits, with its own waker.
struct Waiting {
    wait: Wait,
    waker: TestWaker,
}

impl Waiting {
    fn poll(&mut self) -> Poll<()> {
        self.wait.as_mut().poll(&mut self.waker.context())
    }
}

fn some(signal: &Signal, count: usize) -> Vec<Waiting> {
    (0..count).map(|_| Waiting { wait: signal.wait(), waker: TestWaker::new() }).collect()
}

/// Polls each of `waiting` once.
fn begin(waiting: &mut [Waiting]) -> Result<(), Stop> {
    for (at, waiting) in waiting.iter_mut().enumerate() {
        let polled = waiting.poll();
        if polled.is_ready() {
            return Err(Stop::inconclusive(format!("waiter {at} is ready before the event")));
        }
    }
    Ok(())
}

fn eventually(waiters: &mut impl Waiters, env: &Env, mut done: impl FnMut() -> bool) -> bool {
    for _ in 0..env.patience() {
        if done() {
            return true;
        }
        waiters.settle();
    }
    done()
}

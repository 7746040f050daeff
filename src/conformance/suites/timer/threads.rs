//! Timers and threads.

use alloc::{format, sync::Arc, vec::Vec};
use core::{
    sync::atomic::{AtomicUsize, Ordering::SeqCst},
    time::Duration,
};

use crate::{
    conformance::{
        Clock, Env, Outcome, Pass, Stop,
        harness::{Event, Rng, TestWaker, Timing, all_at_once, elsewhere},
        outcome::ensure,
    },
    time::{DynTimer, Sleep as _, Timer as _},
};

/// Polls a sleep here, then on another thread with another waker.
///
/// Why: tasks move between threads.
/// If this fails, look at: a registration with the driver of one thread.
pub fn timer_05_moves_between_threads(clock: &mut impl Clock, env: &mut Env) -> Outcome {
    let mut timing = Timing::start(clock, env);
    let deadline = timing.now() + Duration::from_millis(100);
    let sleep = timing.timer().sleep_until(deadline);
    let Some(mut sleep) = timing.fixture().send(sleep) else {
        return Err(Stop::skipped("the fixture's `send` returns no sleep"));
    };
    let first = TestWaker::new();
    let polled = sleep.as_mut().poll(&mut first.context());
    ensure!(polled.is_pending(), "pending before its deadline", "{polled:?}");
    let second = Arc::new(TestWaker::new());
    let there = Arc::clone(&second);
    let (mut sleep, polled) = elsewhere(move || {
        let polled = sleep.as_mut().poll(&mut there.context());
        (sleep, polled)
    })?;
    if polled.is_ready() && timing.now() >= deadline {
        return Err(Stop::inconclusive("the machine is too slow: the sleep is over"));
    }
    ensure!(polled.is_pending(), "pending before its deadline", "{polled:?}");
    let woken = timing.reach(deadline, || second.wakes() > 0);
    ensure!(woken, "woken where it was polled last", "{} wakes of the first only", first.wakes());
    let polled = sleep.as_mut().poll(&mut second.context());
    ensure!(polled.is_ready(), "ready after its wake", "{polled:?}");
    Ok(Pass::Held)
}

/// Makes, polls, moves and drops sleeps inside the wake and the drop of a waker.
///
/// Why: a waker is foreign code; some run the task at once.
/// If this fails, look at: the driver's lock, held while wakers are used.
pub fn timer_14_wakers_may_use_the_timer(clock: &mut impl Clock, env: &mut Env) -> Outcome {
    let mut timing = Timing::start(clock, env);
    for event in [Event::Wake, Event::Drop] {
        let Some(shared) = timing.fixture().shared() else {
            return Err(Stop::skipped("the fixture's `shared` returns no timer"));
        };
        let done = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&done);
        let waker = TestWaker::with_hook(event, move || {
            use_timer(&shared);
            counted.fetch_add(1, SeqCst);
        });
        waker.arm();
        let mut sleep = timing.sleep(Duration::from_millis(5));
        let deadline = sleep.deadline();
        let polled = timing.poll(&mut sleep, &waker);
        if event == Event::Drop {
            timing.drop(sleep);
        }
        if polled.is_ready() {
            continue;
        }
        let returned = timing.reach(deadline, || done.load(SeqCst) > 0);
        ensure!(
            returned,
            "the timer can be used inside a waker",
            "{}",
            match waker.fired() {
                0 => format!("{event:?} did not happen"),
                _ => format!("a call inside {event:?} did not return"),
            }
        );
    }
    Ok(Pass::Held)
}

/// Makes, polls and drops sleeps on four threads.
///
/// Why: executors have many threads.
/// If this fails, look at: lists that are changed without the lock.
pub fn timer_15_many_threads_at_once(clock: &mut impl Clock, env: &mut Env) -> Outcome {
    const THREADS: usize = 4;
    const ROUNDS: usize = 100;
    let mut timing = Timing::start(clock, env);
    let mut works = Vec::new();
    for _ in 0..THREADS {
        let Some(shared) = timing.fixture().shared() else {
            return Err(Stop::skipped("the fixture's `shared` returns no timer"));
        };
        let mut random = Rng::new(env.random().next_u64());
        works.push(move || {
            let waker = TestWaker::new();
            for _ in 0..ROUNDS {
                let mut sleep = shared.sleep(Duration::from_millis(random.below(3) as u64));
                let _ = sleep.as_mut().poll(&mut waker.context());
                if random.one_in(2) {
                    let deadline = shared.now() + Duration::from_millis(1);
                    sleep.as_mut().reset(deadline);
                }
            }
            let (mut last, fresh) = (shared.sleep(Duration::from_millis(5)), TestWaker::new());
            let polled = last.as_mut().poll(&mut fresh.context());
            (last, fresh, polled)
        });
    }
    let kept = all_at_once(works)?;
    let waiting: Vec<_> = kept.iter().filter(|(_, _, polled)| polled.is_pending()).collect();
    let now = timing.now();
    let limit = now + Duration::from_millis(5);
    timing.reach(limit, || waiting.iter().all(|(_, waker, _)| waker.wakes() > 0));
    let silent = waiting.iter().filter(|(_, waker, _)| waker.wakes() == 0).count();
    ensure!(silent == 0, "every sleep fires", "{silent} of {} do not", waiting.len());
    Ok(Pass::Held)
}

fn use_timer(timer: &DynTimer) {
    let waker = TestWaker::new();
    let mut sleep = timer.sleep(Duration::from_millis(1));
    let _ = sleep.as_mut().poll(&mut waker.context());
    let deadline = timer.now() + Duration::from_secs(1);
    sleep.as_mut().reset(deadline);
}

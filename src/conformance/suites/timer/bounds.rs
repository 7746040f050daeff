//! The edges of time.

use alloc::{format, vec::Vec};
use core::time::Duration;

use crate::{
    conformance::{
        Clock, Env, Outcome, Pass, Stop,
        harness::{TestWaker, Timing, caught},
        outcome::ensure,
    },
    time::{Instant, Sleep as _},
};

/// Sleeps for no time, and until moments that are past.
///
/// Why: a deadline is computed, and the computing takes time.
/// If this fails, look at: a registration with a driver that has had its turn.
pub fn timer_03_past_is_ready_soon(clock: &mut impl Clock, env: &mut Env) -> Outcome {
    let mut timing = Timing::start(clock, env);
    let now = timing.now();
    let cases = [
        ("no time", timing.sleep(Duration::ZERO)),
        ("now", timing.sleep_until(now)),
        ("a second ago", timing.sleep_until(now - Duration::from_secs(1))),
        ("the earliest moment", timing.sleep_until(Instant::MIN)),
    ];
    for (case, mut sleep) in cases {
        let waker = TestWaker::new();
        if timing.poll(&mut sleep, &waker).is_ready() {
            continue;
        }
        let woken = timing.reach(now, || waker.wakes() > 0);
        ensure!(woken, "ready at once, or pending with a wake", "{case}: pending, no wake");
        let again = timing.poll(&mut sleep, &waker);
        ensure!(again.is_ready(), "ready by the second poll", "{case}: pending again");
    }
    Ok(Pass::Held)
}

/// Sleeps for the longest durations, drops them, then sleeps for 5 ms.
///
/// Why: "no timeout" is written as a huge one.
/// If this fails, look at: an addition that overflows, a sentinel that a real deadline can equal.
pub fn timer_06_far_away_never_fires(clock: &mut impl Clock, env: &mut Env) -> Outcome {
    const YEAR: Duration = Duration::from_secs(365 * 24 * 60 * 60);
    let mut timing = Timing::start(clock, env);
    let waker = TestWaker::new();
    let mut far = Vec::new();
    for duration in [31 * YEAR, Duration::from_secs(u64::MAX), Duration::MAX] {
        let made = caught(|| {
            let mut sleep = timing.sleep(duration);
            let polled = timing.poll(&mut sleep, &waker);
            (sleep, polled)
        });
        let Some((sleep, polled)) = made else {
            return Err(Stop::fail(
                "huge durations do not panic",
                format!("{duration:?}: a panic"),
            ));
        };
        ensure!(polled.is_pending(), "huge durations do not fire", "{duration:?}: ready at once");
        far.push(sleep);
    }
    far.push(timing.sleep_until(Instant::MAX));
    let mut near = timing.sleep(Duration::from_millis(5));
    timing.finish(&mut near)?;
    for sleep in &mut far {
        let polled = timing.poll(sleep, &waker);
        ensure!(polled.is_pending(), "huge durations do not fire", "ready after 5 ms");
    }
    far.into_iter().for_each(|sleep| timing.drop(sleep));
    let mut after = timing.sleep(Duration::from_millis(5));
    timing.finish(&mut after)?;
    Ok(Pass::Held)
}

/// Reads the clock many times, and after each of some sleeps.
///
/// Why: durations are differences of moments.
/// If this fails, look at: two clocks, one for reading and one for firing.
pub fn timer_17_clock_is_monotone(clock: &mut impl Clock, env: &mut Env) -> Outcome {
    let mut timing = Timing::start(clock, env);
    let mut last = timing.now();
    for round in 0..200 {
        if round % 40 == 0 {
            let mut sleep = timing.sleep(Duration::from_micros(300));
            let deadline = sleep.deadline();
            let at = timing.finish(&mut sleep)?;
            ensure!(at >= deadline, "the clock has reached the deadline", "{at:?} < {deadline:?}");
        }
        let now = timing.now();
        ensure!(now >= last, "the clock never goes back", "{now:?} after {last:?}");
        last = now;
    }
    Ok(Pass::Held)
}

/// Polls a sleep again after it was ready, and records what happens.
///
/// Why: `select` in a loop does.
/// If this fails, look at: nothing; it is a fact.
pub fn timer_21_poll_after_ready(clock: &mut impl Clock, env: &mut Env) -> Outcome {
    if !cfg!(all(feature = "std", panic = "unwind")) {
        return Err(Stop::skipped("nothing catches a panic here"));
    }
    let mut timing = Timing::start(clock, env);
    let mut sleep = timing.sleep(Duration::from_millis(1));
    timing.finish(&mut sleep)?;
    let again = caught(|| timing.poll(&mut sleep, &TestWaker::new()));
    Ok(Pass::Fact(match again {
        Some(polled) if polled.is_ready() => "ready".into(),
        Some(_) => "pending".into(),
        None => "panics".into(),
    }))
}

/// Makes one sleep more than there is room for.
///
/// Why: a sleep that is forgotten hangs its task.
/// If this fails, look at: a queue that drops what it has no room for.
pub fn timer_23_overflow_is_loud(clock: &mut impl Clock, env: &mut Env) -> Outcome {
    let capacity = env.number("capacity").unwrap_or(0);
    let mut timing = Timing::start(clock, env);
    let wakers: Vec<_> = (0..capacity).map(|_| TestWaker::new()).collect();
    let mut sleeps = Vec::new();
    for waker in &wakers {
        sleeps.push(timing.waiting(Duration::from_millis(10), waker)?);
    }
    let above = TestWaker::new();
    let loud = caught(|| {
        let mut sleep = timing.sleep(Duration::from_millis(10));
        let polled = timing.poll(&mut sleep, &above);
        (sleep, polled)
    });
    let quiet = loud.is_some();
    let last = sleeps.iter().map(|sleep| sleep.deadline()).max().unwrap_or(Instant::MIN);
    timing.reach(last, || wakers.iter().all(|waker| waker.wakes() > 0));
    let lost = wakers.iter().filter(|waker| waker.wakes() == 0).count();
    ensure!(lost == 0, "the sleeps that there was room for fire", "{lost} of {capacity} do not");
    let woken = above.wakes() > 0;
    ensure!(!quiet || woken, "the one above is refused loudly, or fires", "it never fires");
    Ok(Pass::Held)
}

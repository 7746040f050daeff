//! Deadlines that are moved.

use core::time::Duration;

use crate::{
    conformance::{
        Clock, Env, Outcome, Pass,
        harness::{TestWaker, Timing},
        outcome::ensure,
    },
    time::Sleep as _,
};

/// Moves the deadline of a sleep that waits: to the future, nearer, to the past, and after it fired.
///
/// Why: an idle timeout is moved at each byte.
/// If this fails, look at: a past deadline that wakes nobody, an entry that stays at its old place.
pub fn timer_12_reset_obeys_the_new_deadline(clock: &mut impl Clock, env: &mut Env) -> Outcome {
    const MILLI: Duration = Duration::from_millis(1);
    let mut timing = Timing::start(clock, env);
    let start = timing.now();
    let waker = TestWaker::new();

    let mut later = timing.sleep_until(start + 5 * MILLI);
    let _ = timing.poll(&mut later, &waker);
    timing.reset(&mut later, start + 40 * MILLI);
    let reported = later.deadline();
    ensure!(reported == start + 40 * MILLI, "`deadline` is the new one", "{reported:?}");
    let at = timing.finish(&mut later)?;
    ensure!(at >= start + 40 * MILLI, "not before the later deadline", "ready at {at:?}");

    for (case, millis) in [("nearer", 10_u64), ("past", 0)] {
        let waker = TestWaker::new();
        let mut sleep = timing.sleep(Duration::from_secs(60));
        let polled = timing.poll(&mut sleep, &waker);
        ensure!(polled.is_pending(), "pending before its deadline", "{polled:?}");
        let (now, wakes) = (timing.now(), waker.wakes());
        timing.reset(&mut sleep, now + Duration::from_millis(millis));
        let deadline = sleep.deadline();
        let woken = timing.reach(deadline, || waker.wakes() > wakes);
        ensure!(woken, "woken at the new deadline without a poll", "{case}: no wake");
        timing.finish(&mut sleep)?;
    }

    let mut again = timing.sleep(MILLI);
    timing.finish(&mut again)?;
    let now = timing.now();
    timing.reset(&mut again, now + 20 * MILLI);
    let polled = timing.poll(&mut again, &waker);
    ensure!(polled.is_pending(), "pending again until the new deadline", "{polled:?}");
    let at = timing.finish(&mut again)?;
    ensure!(at >= now + 20 * MILLI, "not before the new deadline", "ready at {at:?}");
    Ok(Pass::Held)
}

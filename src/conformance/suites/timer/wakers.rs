//! Who is woken.

use core::time::Duration;

use crate::{
    conformance::{
        Clock, Env, Outcome, Pass, Stop,
        harness::{TestWaker, Timing},
        outcome::ensure,
    },
    time::Sleep as _,
};

/// Polls a sleep with one waker, then with another.
///
/// Why: a future moves between tasks, and `select` polls with a waker of its own.
/// If this fails, look at: a registration that is made once.
pub fn timer_04_newest_waker_is_woken(clock: &mut impl Clock, env: &mut Env) -> Outcome {
    let mut timing = Timing::start(clock, env);
    let (first, second) = (TestWaker::new(), TestWaker::new());
    let mut sleep = timing.waiting(Duration::from_millis(20), &first)?;
    if timing.poll(&mut sleep, &second).is_ready() {
        return Err(Stop::inconclusive("the machine is too slow: the sleep is over"));
    }
    let deadline = sleep.deadline();
    let woken = timing.reach(deadline, || second.wakes() > 0);
    ensure!(woken, "the newest waker is woken", "{} wakes of the first only", first.wakes());
    Ok(Pass::Held)
}

/// Drops a sleep that waits, and lets its deadline pass.
///
/// Why: a timeout that was not needed is the usual case.
/// If this fails, look at: an entry that is removed when its time has come.
pub fn timer_08_dropped_sleep_frees_its_waker(clock: &mut impl Clock, env: &mut Env) -> Outcome {
    let mut timing = Timing::start(clock, env);
    let waker = TestWaker::new();
    let sleep = timing.waiting(Duration::from_millis(10), &waker)?;
    let (deadline, wakes) = (sleep.deadline(), waker.wakes());
    timing.drop(sleep);
    let live = waker.live();
    ensure!(live == 0, "no live waker of a dropped sleep", "{live} live wakers");
    timing.reach(deadline + Duration::from_millis(5), || false);
    let late = waker.wakes() - wakes;
    ensure!(late == 0, "no wake of a dropped sleep", "{late} wakes");
    Ok(Pass::Held)
}

/// Polls a sleep two thousand times before its deadline.
///
/// Why: a task with many futures polls all of them each time.
/// If this fails, look at: a wake at each registration.
pub fn timer_13_spurious_polls_wake_nobody(clock: &mut impl Clock, env: &mut Env) -> Outcome {
    let mut timing = Timing::start(clock, env);
    let waker = TestWaker::new();
    let mut sleep = timing.sleep(Duration::from_millis(200));
    for _ in 0..2000 {
        if timing.poll(&mut sleep, &waker).is_ready() {
            break;
        }
    }
    let early = waker.wakes();
    ensure!(early <= 1, "no wake before the deadline, but for one", "{early} early wakes");
    timing.finish(&mut sleep)?;
    let wakes = waker.wakes();
    ensure!(wakes <= 2, "two wakes at most", "{wakes} wakes");
    Ok(Pass::Held)
}

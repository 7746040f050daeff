//! What drives the timer.

use alloc::sync::Arc;
use core::{
    sync::atomic::{AtomicBool, Ordering::SeqCst},
    time::Duration,
};

use crate::{
    conformance::{
        Clock, Env, Outcome, Pass,
        harness::{TestWaker, Timing, caught},
        outcome::ensure,
    },
    time::Sleep as _,
};

/// Drops the driver while a sleep waits.
///
/// Why: a task on another executor waits for it.
/// If this fails, look at: a queue that is dropped with the wakers in it.
pub fn timer_16_end_is_not_silent(clock: &mut impl Clock, env: &mut Env) -> Outcome {
    let mut timing = Timing::start(clock, env);
    let waker = TestWaker::new();
    let mut sleep = timing.waiting(Duration::from_millis(10), &waker)?;
    timing.stop();
    let woken = waker.wakes() > 0 || {
        // The wake may come with the deadline.
        timing.pass(Duration::from_millis(20));
        waker.wakes() > 0
    };
    let again = caught(|| timing.poll(&mut sleep, &waker).is_ready());
    let told = woken || again != Some(false);
    ensure!(told, "woken, ready, or a panic", "pending in silence");
    Ok(Pass::Held)
}

/// Sleeps next to a task that wakes itself all the time.
///
/// Why: a busy server still has timeouts.
/// If this fails, look at: a driver that has a turn when there is nothing to run.
pub fn timer_18_busy_tasks_delay_nothing(clock: &mut impl Clock, env: &mut Env) -> Outcome {
    let mut timing = Timing::start(clock, env);
    let stop = Arc::new(AtomicBool::new(false));
    timing.fixture().spawn_busy(Arc::clone(&stop));
    let waker = TestWaker::new();
    let mut sleep = timing.sleep(Duration::from_millis(10));
    let ready = timing.poll(&mut sleep, &waker).is_ready();
    let deadline = sleep.deadline();
    let woken = ready || timing.reach(deadline, || waker.wakes() > 0);
    stop.store(true, SeqCst);
    ensure!(woken, "woken at its deadline", "no wake while a task is busy");
    Ok(Pass::Held)
}

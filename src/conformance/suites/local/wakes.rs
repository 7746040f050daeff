//! From a wake to the driver.

use alloc::{boxed::Box, format};
use core::{future::poll_fn, task::Poll};

use crate::{
    conformance::{
        Env, LocalDriver, Outcome, Pass, Stop,
        harness::{Driving, Meanwhile, TestWaker, Watch, once_waiting},
        outcome::ensure,
    },
    task::SpawnLocal as _,
};

/// Has another thread wake a task while the driver waits for what the task does then.
///
/// Why: a request that another thread has answered.
/// If this fails, look at: a queue that belongs to the waking thread, a wake without an unpark.
pub fn local_02_wake_from_another_thread(driver: &mut impl LocalDriver, env: &mut Env) -> Outcome {
    const ROUNDS: usize = 20;
    let running = Driving::start(driver, env);
    for round in 0..ROUNDS {
        let (task, root) = (Watch::new(), Watch::new());
        let (waiting, done) = (task.clone(), root.clone());
        running.spawn(task.future_with(move |cx| {
            let waited = waiting.wait(cx);
            if waited.is_ready() {
                done.release();
            }
            waited
        }))?;
        let polled = running.eventually(|| task.waker().is_some());
        ensure!(polled, "the task is polled", "no poll");
        // Now before the driver sleeps, now after.
        let micros = env.random().below(500);
        let waker = once_waiting(&root, micros, move || task.release())?;
        let ended = running.within(root.future());
        waker.join()?;
        ensure!(
            ended.is_some(),
            "a poll after the wake of another thread",
            "in round {round} the driver slept on"
        );
    }
    Ok(Pass::Held)
}

/// Spawns from inside the root, which then waits for the task; and next to a driver that waits.
///
/// Why: `spawn_local` is called where the driver has just looked into its queue.
/// If this fails, look at: a push that does not wake the one who drives.
pub fn local_04_spawning_wakes_the_driver<D: LocalDriver>(
    driver: &mut D,
    env: &mut Env,
) -> Outcome {
    let mut running = Driving::start(driver, env);
    spawned_in_poll(&running, 1)?;
    // Before its second poll the driver sleeps.
    #[cfg(feature = "std")]
    spawned_in_poll(&running, 2)?;
    if !env.has("nestable") {
        return Ok(Pass::Held);
    }
    let (waker, task, root) = (TestWaker::new(), Watch::new(), Watch::new());
    let (driver, runtime) = running.parts();
    let Some(mut outer) = driver.run_until(runtime, Box::pin(root.future())) else {
        return Err(Stop::skipped("the fixture's `run_until` returns no driver"));
    };
    settle(|| outer.as_mut().poll(&mut waker.context()), &waker);
    let wakes = waker.wakes();
    running.spawn(task.future_with(|_| Poll::Ready(())))?;
    ensure!(is_woken(&waker, wakes), "spawning wakes the driver that waits", "no wake");
    settle(|| outer.as_mut().poll(&mut waker.context()), &waker);
    ensure!(task.is_ready(), "the task runs when the driver is polled", "it does not");
    Ok(Pass::Held)
}

/// Polls the driver with one waker, then with another, and wakes a task.
///
/// Why: a driver in a `select!`, or one that moved to another task.
/// If this fails, look at: a slot that is filled once.
pub fn local_05_newest_outer_waker<D: LocalDriver>(driver: &mut D, env: &mut Env) -> Outcome {
    let mut running = Driving::start(driver, env);
    let (task, root) = (Watch::new(), Watch::new());
    running.spawn(task.future())?;
    let (driver, runtime) = running.parts();
    let Some(mut outer) = driver.run_until(runtime, Box::pin(root.future())) else {
        return Err(Stop::skipped("the fixture's `run_until` returns no driver"));
    };
    let (first, second) = (TestWaker::new(), TestWaker::new());
    settle(|| outer.as_mut().poll(&mut first.context()), &first);
    settle(|| outer.as_mut().poll(&mut second.context()), &second);
    ensure!(task.waker().is_some(), "the driver polls the task", "no poll");
    for (whose, watch) in [("task", &task), ("root", &root)] {
        let wakes = second.wakes();
        watch.release();
        ensure!(
            is_woken(&second, wakes),
            format!("a wake of the {whose} wakes the newest outer waker"),
            "no wake; the first one has {}",
            first.wakes()
        );
        settle(|| outer.as_mut().poll(&mut second.context()), &second);
        ensure!(watch.is_ready(), format!("the {whose} goes on"), "it does not");
    }
    Ok(Pass::Held)
}

/// Wakes a task between two runs of the driver.
///
/// Why: callbacks of a window or of C code come between the turns of a loop.
/// If this fails, look at: a wake that looks for the driver on the stack.
pub fn local_10_wake_between_runs(driver: &mut impl LocalDriver, env: &mut Env) -> Outcome {
    let running = Driving::start(driver, env);
    let watch = Watch::new();
    running.spawn(watch.future())?;
    let polled = running.eventually(|| watch.waker().is_some());
    ensure!(polled, "the task is polled", "no poll");
    running.turn(2);
    watch.release();
    let ran = running.eventually(|| watch.is_ready());
    ensure!(ran, "a poll in the next run", "{} polls, and no more", watch.polls());
    Ok(Pass::Held)
}

/// Runs a root that spawns a task in its poll number `poll`, and waits for the task.
fn spawned_in_poll<D: LocalDriver>(running: &Driving<'_, D>, poll: usize) -> Result<(), Stop> {
    let root = Watch::new();
    let (runtime, waiting) = (running.weak(), root.clone());
    let waker = if poll > 1 {
        let root = root.clone();
        Some(once_waiting(&root.clone(), 1000, move || root.wake())?)
    } else {
        None
    };
    let (mut polls, mut spawned) = (0, Ok(()));
    let ended = running.within(poll_fn(|cx| {
        polls += 1;
        let waited = waiting.wait(cx);
        if let (true, Some(runtime)) = (polls == poll, runtime.upgrade()) {
            let done = root.clone();
            let task = async move { done.release() };
            spawned = runtime.spawn_local_detached(task).map_err(|error| error.kind());
        }
        waited
    }));
    waker.map_or(Ok(()), Meanwhile::join)?;
    ensure!(spawned.is_ok(), "the task is taken", "it was refused: {spawned:?}");
    ensure!(
        ended.is_some(),
        "a task that the root spawns in its poll runs",
        "spawned in poll {poll} of the root it does not: the driver slept"
    );
    Ok(())
}

/// Returns whether there are more than `wakes`; a driver may need a moment.
fn is_woken(waker: &TestWaker, wakes: usize) -> bool {
    for _ in 0..100 {
        if waker.wakes() > wakes {
            return true;
        }
        #[cfg(feature = "std")]
        std::thread::sleep(core::time::Duration::from_millis(1));
    }
    false
}

/// Polls the driver as long as it was woken meanwhile.
fn settle(mut poll: impl FnMut() -> Poll<()>, waker: &TestWaker) {
    for _ in 0..100 {
        let wakes = waker.wakes();
        if poll().is_ready() || waker.wakes() == wakes {
            return;
        }
    }
}

//! What a waker counts, and for whom it stands.

use alloc::{format, vec::Vec};

use crate::conformance::{
    Env, Executor, Outcome, Pass, Stop,
    harness::{Running, Watch},
    outcome::ensure,
};

/// Runs tasks whose wakers are used in all ways, and compares the memory before and after.
///
/// Why: a server runs a task for each request, for years.
/// If this fails, look at: a `wake` that keeps its reference, a task in a list that nobody empties.
pub fn waker_01_nothing_is_left(executor: &mut impl Executor, env: &mut Env) -> Outcome {
    const TASKS: usize = 64;
    /// The executor's own lists may grow now and then; a leak is there in each round.
    const ROUNDS: usize = 6;
    /// Less than any task takes.
    const EACH: usize = 16;

    let mut running = Running::start(executor, env);
    let tasks = running.room_for(TASKS);
    let mut least = usize::MAX;
    for round in 0..ROUNDS {
        let before = memory(&mut running)?;
        use_and_end(&mut running, tasks)?;
        running.turn(5);
        let grown = memory(&mut running)?.saturating_sub(before);
        if round > 0 {
            least = least.min(grown);
        }
    }
    let bound = tasks * EACH;
    ensure!(
        least < bound,
        format!("less than {bound} bytes after {tasks} tasks"),
        "at least {least} bytes more in each of {} rounds",
        ROUNDS - 1
    );
    Ok(Pass::Held)
}

/// Wakes an idle task in both ways, a thousand times, with clones that come and go.
///
/// Why: a count that is off by one frees a task that is in use.
/// If this fails, look at: the count in `wake_by_ref`, the count of the entry in the queue.
pub fn waker_02_each_use_takes_its_own(executor: &mut impl Executor, env: &mut Env) -> Outcome {
    const USES: usize = 1000;
    let mut running = Running::start(executor, env);
    let watch = Watch::new();
    running.spawn(watch.future())?;
    let polled = running.eventually(|| watch.waker().is_some());
    ensure!(polled, "the task is polled", "no poll");
    for used in 0..USES {
        let Some(waker) = watch.waker() else { continue };
        waker.wake_by_ref();
        let clone = waker.clone();
        clone.wake();
        drop(waker.clone());
        waker.wake();
        if used % 100 == 0 {
            running.turn(1);
            let drops = watch.drops();
            ensure!(drops == 0, "the task stays", "it is dropped after {used} times three wakes");
        }
    }
    running.turn(2);
    let drops = watch.drops();
    ensure!(drops == 0, "the task stays", "it is dropped after {USES} times three wakes");
    watch.release();
    let ended = running.eventually(|| watch.is_ready() && watch.drops() > 0);
    ensure!(ended, "the last wake reaches the task, which ends", "{watch:?}");
    running.turn(2);
    let (drops, late) = (watch.drops(), watch.late_polls());
    ensure!(drops == 1 && late == 0, "one drop, no late poll", "{drops} drops, {late} late polls");
    Ok(Pass::Held)
}

/// Compares the wakers of tasks, and looks whom those wake that are said to be the same.
///
/// Why: a leaf keeps the waker that it has if the new one is said to wake the same task.
/// If this fails, look at: what the data pointer points to, and whether it is the task's own.
pub fn waker_06_same_is_the_same_task(executor: &mut impl Executor, env: &mut Env) -> Outcome {
    let mut running = Running::start(executor, env);
    let watches: Vec<_> = (0..running.room_for(4)).map(|_| Watch::new()).collect();
    for watch in &watches {
        running.spawn(watch.future())?;
    }
    let polled = running.eventually(|| watches.iter().all(|watch| watch.waker().is_some()));
    ensure!(polled, "the tasks are polled", "not all of them");
    running.turn(2);
    let wakers: Vec<_> = watches.iter().filter_map(Watch::waker).collect();
    for (to, watch) in watches.iter().enumerate() {
        for (from, waker) in wakers.iter().enumerate() {
            // The one that `clone_from` leaves alone if it is said to be the same.
            let mut given = waker.clone();
            given.clone_from(&wakers[to]);
            let claimed = waker.will_wake(&wakers[to]);
            let polls = watch.polls();
            given.wake();
            let woken = running.eventually(|| watch.polls() > polls);
            ensure!(
                woken,
                "a waker wakes the task that it was cloned from",
                "given `clone_from` a waker of task {to}, one of task {from} does not wake it; \
                 `will_wake`: {claimed}"
            );
        }
    }
    watches.iter().for_each(Watch::release);
    running.eventually(|| watches.iter().all(Watch::is_ready));
    Ok(Pass::Held)
}

/// Runs `tasks` tasks to their ends, half of them with a waker that lives a little longer.
fn use_and_end<E: Executor>(running: &mut Running<'_, E>, tasks: usize) -> Result<(), Stop> {
    let watches: Vec<_> = (0..tasks).map(|_| Watch::new()).collect();
    for watch in &watches {
        running.spawn(watch.future())?;
    }
    let polled = running.eventually(|| watches.iter().all(|watch| watch.waker().is_some()));
    ensure!(polled, "the tasks are polled", "not all of them");
    let mut kept = Vec::new();
    for (at, watch) in watches.iter().enumerate() {
        let Some(waker) = watch.waker() else { continue };
        waker.wake_by_ref();
        let clone = waker.clone();
        clone.wake();
        drop(waker.clone());
        if at % 2 == 0 {
            kept.push(waker);
        } else {
            waker.wake();
        }
        watch.release();
    }
    let ended = running.eventually(|| watches.iter().all(|watch| watch.drops() > 0));
    ensure!(ended, "the tasks end and are dropped", "not all of them");
    kept.iter().for_each(core::task::Waker::wake_by_ref);
    drop(kept);
    watches.iter().for_each(Watch::forget_waker);
    running.turn(3);
    Ok(())
}

fn memory<E: Executor>(running: &mut Running<'_, E>) -> Result<usize, Stop> {
    let memory = running.fixture().memory();
    memory.ok_or_else(|| Stop::skipped("the fixture's `memory` returns no number"))
}

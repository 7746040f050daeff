//! What the driver runs, and what happens where there is none.

use alloc::{boxed::Box, rc::Weak, sync::Arc};
use core::{
    future::poll_fn,
    sync::atomic::{AtomicUsize, Ordering::SeqCst},
    task::Poll,
};

use crate::{
    conformance::{
        Env, LocalDriver, Outcome, Pass, Stop,
        harness::{Driving, Home, Watch, caught},
        outcome::ensure,
    },
    task::{LocalFutureObj, SpawnLocal, SpawnLocalExt as _},
};

/// Lets the root wake itself until tasks that do the same had their turns, and the other way round.
///
/// Why: a busy accept loop is the root, and the connections are the tasks.
/// If this fails, look at: a loop that polls a woken root at once, a budget that all share.
pub fn local_06_root_and_tasks_share(driver: &mut impl LocalDriver, env: &mut Env) -> Outcome {
    const TASKS: usize = 3;
    const TURNS: usize = 10;
    /// Polls of one side after which the other one is starved, whatever the policy.
    const TOO_MANY: usize = 20_000;
    let running = Driving::start(driver, env);
    let (tasks, roots) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let over = move |roots: usize, tasks: usize| {
        let shared = roots >= TURNS && tasks >= TASKS * TURNS;
        shared || roots > TOO_MANY || tasks > TASKS * TOO_MANY
    };
    for _ in 0..TASKS {
        let (tasks, roots) = (Arc::clone(&tasks), Arc::clone(&roots));
        running.spawn(poll_fn(move |cx| {
            let polls = tasks.fetch_add(1, SeqCst) + 1;
            if over(roots.load(SeqCst), polls) {
                return Poll::Ready(());
            }
            cx.waker().wake_by_ref();
            Poll::Pending
        }))?;
    }
    running.block_on(poll_fn(|cx| {
        let polls = roots.fetch_add(1, SeqCst) + 1;
        if over(polls, tasks.load(SeqCst)) {
            return Poll::Ready(());
        }
        cx.waker().wake_by_ref();
        Poll::Pending
    }));
    let (roots, tasks) = (roots.load(SeqCst), tasks.load(SeqCst));
    ensure!(
        roots <= TOO_MANY && tasks <= TASKS * TOO_MANY,
        "a busy root and busy tasks share the thread",
        "{roots} polls of the root, {tasks} of {TASKS} tasks"
    );
    Ok(Pass::Held)
}

/// Spawns where nobody drives, bare and with a handle.
///
/// Why: a task that silently never runs is the worst answer.
/// If this fails, look at: a queue that is made for whoever asks.
pub fn local_08_undriven_is_told(driver: &mut impl LocalDriver, _: &mut Env) -> Outcome {
    let Some(spawner) = driver.undriven() else {
        return Err(Stop::skipped("the fixture's `undriven` returns no spawner"));
    };
    let (home, bare) = (Home::new(), Watch::new());
    let task = LocalFutureObj::new(Box::new(home.keep(bare.future())));
    // A panic is loud enough.
    let spawned = caught(|| spawner.spawn_local_obj(task).is_ok()).unwrap_or(false);
    let drops = home.drops();
    ensure!(
        drops == 1,
        "the task is refused, dropped at once, or the call panics",
        "{}, {drops} drops: nobody will know",
        if spawned { "taken" } else { "refused" }
    );
    let joined = caught(|| (*spawner).spawn_local(home.keep(bare.future())));
    // Also drops what the error gave back.
    let told = joined.is_none_or(|joined| joined.map_or(true, |handle| handle.is_finished()));
    let drops = home.drops();
    ensure!(told && drops == 2, "a handle is refused, or told", "told: {told}, {drops} of 2 drops");
    Ok(Pass::Held)
}

/// Runs until stalled, with tasks that wake themselves, spawn others, and wake each other.
///
/// Why: who runs until stalled looks at what the tasks have done by then.
/// If this fails, look at: a loop that ends with the first `Pending`, or with the tasks that it
/// began with.
pub fn local_09_stalled_is_stalled<D: LocalDriver>(driver: &mut D, env: &mut Env) -> Outcome {
    const YIELDS: usize = 50;
    const CHAIN: usize = 20;

    fn link<R: SpawnLocal + 'static>(runtime: Weak<R>, left: usize, done: Arc<AtomicUsize>) {
        let Some(spawner) = runtime.upgrade() else { return };
        // A refusal shows as a chain that does not end.
        let _ = spawner.spawn_local_detached(async move {
            done.fetch_add(1, SeqCst);
            if left > 1 {
                link(runtime, left - 1, done);
            }
        });
    }

    let mut running = Driving::start(driver, env);
    let (yielding, waiting, idle) = (Watch::new(), Watch::new(), Watch::new());
    running.spawn(idle.future())?;
    running.spawn(waiting.future())?;
    let (mut left, other) = (YIELDS, waiting.clone());
    running.spawn(yielding.future_with(move |cx| {
        left -= 1;
        if left == 0 {
            other.release();
            return Poll::Ready(());
        }
        cx.waker().wake_by_ref();
        Poll::Pending
    }))?;
    let links = Arc::new(AtomicUsize::new(0));
    link(running.weak(), CHAIN, Arc::clone(&links));
    let (driver, runtime) = running.parts();
    if driver.run_until_stalled(runtime).is_none() {
        return Err(Stop::skipped("the fixture's `run_until_stalled` runs nothing"));
    }
    let polls = yielding.polls();
    ensure!(yielding.is_ready(), "a task that wakes itself goes on", "{polls} of {YIELDS} polls");
    let links = links.load(SeqCst);
    ensure!(links == CHAIN, "tasks that tasks spawn run", "{links} of {CHAIN} ran");
    ensure!(waiting.is_ready(), "a task that another one woke goes on", "it is left");
    ensure!(!idle.is_ready() && idle.polls() > 0, "the idle task waits", "{idle:?}");
    Ok(Pass::Held)
}

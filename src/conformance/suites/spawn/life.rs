//! From spawning a task to dropping its future.

use alloc::{boxed::Box, format, sync::Arc, vec::Vec};
use core::{
    sync::atomic::{AtomicBool, AtomicUsize, Ordering::SeqCst},
    task::Poll,
};

use crate::{
    conformance::{
        Env, Executor, Outcome, Pass,
        harness::{Lock, Running, Stack, Watch, elsewhere, here},
        outcome::ensure,
    },
    task::{FutureObj, Spawn},
};

/// Spawns a task that is ready at its first poll, by both methods of the trait.
///
/// Why: this is what spawning means.
/// If this fails, look at: a native handle that is dropped, which cancels or is what is polled.
pub fn spawn_01_runs_without_a_handle(executor: &mut impl Executor, env: &mut Env) -> Outcome {
    let mut running = Running::start(executor, env);
    let (native, object) = (Watch::new(), Watch::new());
    running.spawn(native.future_with(|_| Poll::Ready(())))?;
    running.spawn_obj(FutureObj::new(Box::new(object.future_with(|_| Poll::Ready(())))))?;
    for (method, watch) in [("spawn_detached", &native), ("spawn_obj", &object)] {
        let ran = running.eventually(|| watch.is_ready());
        ensure!(ran, "the task runs", "spawned by `{method}`: {} polls", watch.polls());
    }
    Ok(Pass::Held)
}

/// Wakes a task in the poll that ends it, and looks for another poll.
///
/// Why: polling after the end may panic, or worse.
/// If this fails, look at: a wake that queues the task without a look at whether it has ended.
pub fn spawn_07_not_polled_after_ready(executor: &mut impl Executor, env: &mut Env) -> Outcome {
    let mut running = Running::start(executor, env);
    let watch = Watch::new();
    running.spawn(watch.future_with(|cx| {
        cx.waker().wake_by_ref();
        Poll::Ready(())
    }))?;
    let ran = running.eventually(|| watch.is_ready());
    ensure!(ran, "the task runs", "{} polls", watch.polls());
    running.turn(5);
    let late = watch.late_polls();
    ensure!(late == 0, "no poll after the end", "{late} polls after the end");
    Ok(Pass::Held)
}

/// Keeps the waker of a task that has ended, and wakes it here and from another thread.
///
/// Why: wakers live longer than tasks, in queues and timers.
/// If this fails, look at: a waker that reaches for the future, or for a slot used again.
pub fn spawn_08_late_wakes_do_nothing(executor: &mut impl Executor, env: &mut Env) -> Outcome {
    let mut running = Running::start(executor, env);
    let watch = Watch::new();
    running.spawn(watch.future())?;
    let polled = running.eventually(|| watch.waker().is_some());
    ensure!(polled, "the task is polled", "no poll");
    watch.release();
    let ran = running.eventually(|| watch.is_ready() && watch.drops() == 1);
    ensure!(ran, "the task ends and is dropped", "{watch:?}");
    watch.wake();
    let woken = watch.clone();
    // Without threads there is no other place to wake from.
    let _ = elsewhere(move || woken.wake());
    running.turn(5);
    let late = watch.late_polls();
    ensure!(late == 0, "no poll after the end", "{late} polls after late wakes");
    let next = Watch::new();
    running.spawn(next.future_with(|_| Poll::Ready(())))?;
    let ran = running.eventually(|| next.is_ready());
    ensure!(ran, "the executor goes on after a late wake", "the next task does not run");
    Ok(Pass::Held)
}

/// Notes whether the task is polled on the stack of the call that spawns it.
///
/// Why: whoever spawns may hold a lock that the task takes.
/// If this fails, look at: an eager first poll.
pub fn spawn_11_spawning_does_not_poll(executor: &mut impl Executor, env: &mut Env) -> Outcome {
    let mut running = Running::start(executor, env);
    let (watch, spawning) = (Watch::new(), Arc::new(Lock::new(None)));
    let inside = Arc::new(AtomicBool::new(false));
    let (during, seen) = (Arc::clone(&spawning), Arc::clone(&inside));
    let task = watch.future_with(move |_| {
        if during.with(|place| *place == Some(here())) {
            seen.store(true, SeqCst);
        }
        Poll::Ready(())
    });
    spawning.with(|place| *place = Some(here()));
    let spawned = running.spawn(task);
    spawning.with(|place| *place = None);
    spawned?;
    let ran = running.eventually(|| watch.is_ready());
    ensure!(ran, "the task runs", "{} polls", watch.polls());
    let polled = inside.load(SeqCst);
    ensure!(!polled, "the first poll comes after the call", "a poll on the stack of the call");
    Ok(Pass::Held)
}

/// Ends a task while clones of its waker live.
///
/// Why: what a future holds (a socket, a lock) is released when it ends, not when the last of its
/// wakers goes.
/// If this fails, look at: one allocation for future and waker, freed as a whole.
pub fn spawn_17_dropped_once_and_promptly(executor: &mut impl Executor, env: &mut Env) -> Outcome {
    let mut running = Running::start(executor, env);
    let watch = Watch::new();
    running.spawn(watch.future())?;
    let polled = running.eventually(|| watch.waker().is_some());
    ensure!(polled, "the task is polled", "no poll");
    let kept: Vec<_> = (0..3).filter_map(|_| watch.waker()).collect();
    watch.release();
    let ended = running.eventually(|| watch.is_ready());
    ensure!(ended, "the task ends", "{} polls", watch.polls());
    let dropped = running.eventually(|| watch.drops() > 0);
    ensure!(dropped, "the future is dropped once it was ready", "its wakers keep it");
    drop(kept);
    watch.forget_waker();
    running.turn(3);
    ensure!(watch.drops() == 1, "one drop", "{} drops", watch.drops());
    Ok(Pass::Held)
}

/// Spawns a task that spawns a task, and so on, a thousand deep.
///
/// Why: servers do this for every connection.
/// If this fails, look at: tasks that are run where they are spawned.
pub fn spawn_23_chain_of_spawns(executor: &mut impl Executor, env: &mut Env) -> Outcome {
    const LENGTH: usize = 1000;

    #[derive(Default)]
    struct Chain {
        links: AtomicUsize,
        stack: Stack,
    }

    fn link(spawner: Arc<dyn Spawn + Send + Sync>, chain: Arc<Chain>) {
        let next = Arc::clone(&spawner);
        let task = async move {
            chain.stack.note();
            // A stack that grows is seen long before it overflows.
            if chain.links.fetch_add(1, SeqCst) + 1 < LENGTH && !chain.stack.is_deep() {
                link(next, chain);
            }
        };
        // A refusal shows as a chain that does not end.
        let _ = spawner.spawn_obj(FutureObj::new(Box::new(task)));
    }

    let mut running = Running::start(executor, env);
    let chain = Arc::new(Chain::default());
    link(running.shared()?, Arc::clone(&chain));
    let reached = running.reach(LENGTH, || chain.links.load(SeqCst));
    let depth = chain.stack.depth();
    ensure!(
        !chain.stack.is_deep(),
        "a stack that does not grow",
        "{depth} bytes of stack for {reached} tasks"
    );
    ensure!(reached == LENGTH, format!("all {LENGTH} tasks run"), "{reached} do");
    Ok(Pass::Held)
}

/// Spawns ten tasks before the executor has a turn.
///
/// Why: a program sets its tasks up before it runs them.
/// If this fails, look at: a queue that is made when running starts.
pub fn spawn_30_spawned_before_running(executor: &mut impl Executor, env: &mut Env) -> Outcome {
    let mut running = Running::start(executor, env);
    let watches: Vec<_> = (0..running.room_for(10)).map(|_| Watch::new()).collect();
    for watch in &watches {
        running.spawn(watch.future_with(|_| Poll::Ready(())))?;
    }
    running.eventually(|| watches.iter().all(Watch::is_ready));
    let ran = watches.iter().filter(|watch| watch.is_ready()).count();
    ensure!(ran == watches.len(), format!("all {} tasks run", watches.len()), "{ran} of them");
    Ok(Pass::Held)
}

//! The end of an executor.

use alloc::{boxed::Box, sync::Arc, vec::Vec};
use core::task::Poll;

use crate::{
    conformance::{
        Env, Executor, Outcome, Pass,
        harness::{Lock, Running, TestWaker, Watch, elsewhere},
        outcome::ensure,
    },
    task::{FutureObj, Spawn, SpawnExt as _},
};

/// Drops an executor with tasks that are idle, woken, and never polled.
///
/// Why: what tasks hold (sockets, locks, files) is released with the executor.
/// If this fails, look at: an end that drains the queue of woken tasks only.
pub fn spawn_18_stop_drops_every_future(executor: &mut impl Executor, env: &mut Env) -> Outcome {
    let mut running = Running::start(executor, env);
    let (idle, woken, fresh) = (Watch::new(), Watch::new(), Watch::new());
    running.spawn(idle.future())?;
    running.spawn(woken.future())?;
    let polled = running.eventually(|| idle.waker().is_some() && woken.waker().is_some());
    ensure!(polled, "the tasks are polled", "not all of them");
    running.turn(2);
    woken.wake();
    running.spawn(fresh.future())?;
    running.stop();
    for (state, watch) in [("idle", &idle), ("woken", &woken), ("new", &fresh)] {
        running.eventually(|| watch.drops() > 0);
        let drops = watch.drops();
        ensure!(drops == 1, "each future is dropped once", "{state} task: {drops} drops");
    }
    Ok(Pass::Held)
}

/// Drops an executor while a destructor spawns on it.
///
/// Why: destructors clean up, and cleaning up may need a task.
/// If this fails, look at: a list of tasks that is drained under a lock, or by an iterator.
pub fn spawn_19_destructor_that_spawns_at_the_end(
    executor: &mut impl Executor,
    env: &mut Env,
) -> Outcome {
    struct SpawnsInDrop(Arc<dyn Spawn + Send + Sync>, Watch);
    impl Drop for SpawnsInDrop {
        fn drop(&mut self) {
            // Refused is fine: then the future is dropped with the error.
            let _ = self.0.spawn_obj(FutureObj::new(Box::new(self.1.future())));
        }
    }

    let mut running = Running::start(executor, env);
    let (outer, inner) = (Watch::new(), Watch::new());
    let (guard, waiting) = (SpawnsInDrop(running.shared()?, inner.clone()), outer.clone());
    running.spawn(outer.future_with(move |cx| {
        let _ = &guard;
        waiting.wait(cx)
    }))?;
    let polled = running.eventually(|| outer.waker().is_some());
    ensure!(polled, "the task is polled", "no poll");
    running.turn(2);
    running.stop();
    let dropped = running.eventually(|| outer.drops() == 1);
    ensure!(dropped, "the pending future is dropped", "{} drops", outer.drops());
    running.eventually(|| inner.drops() > 0);
    let drops = inner.drops();
    ensure!(drops == 1, "what was spawned at the end is dropped or refused", "{drops} drops");
    Ok(Pass::Held)
}

/// Drops an executor while destructors of its tasks wake each other.
///
/// Why: dropping the sender of a channel wakes the receiver.
/// If this fails, look at: a lock that is held while futures are dropped.
pub fn spawn_20_destructor_that_wakes_at_the_end(
    executor: &mut impl Executor,
    env: &mut Env,
) -> Outcome {
    struct WakesInDrop(Watch);
    impl Drop for WakesInDrop {
        fn drop(&mut self) {
            self.0.wake();
        }
    }

    let mut running = Running::start(executor, env);
    let (one, two) = (Watch::new(), Watch::new());
    for (mine, other) in [(&one, &two), (&two, &one)] {
        let (guard, waiting) = (WakesInDrop(other.clone()), mine.clone());
        running.spawn(mine.future_with(move |cx| {
            let _ = &guard;
            waiting.wait(cx)
        }))?;
    }
    let polled = running.eventually(|| one.waker().is_some() && two.waker().is_some());
    ensure!(polled, "the tasks are polled", "not all of them");
    running.turn(2);
    running.stop();
    for watch in [&one, &two] {
        running.eventually(|| watch.drops() > 0);
        let drops = watch.drops();
        ensure!(drops == 1, "each future is dropped once", "{drops} drops");
    }
    Ok(Pass::Held)
}

/// Clones, wakes and drops wakers after the executor is gone.
///
/// Why: wakers are in the hands of reactors, which do not know.
/// If this fails, look at: a waker with a pointer to the executor that nothing keeps alive.
pub fn spawn_21_wakers_outlive_the_executor(
    executor: &mut impl Executor,
    env: &mut Env,
) -> Outcome {
    let mut running = Running::start(executor, env);
    let watch = Watch::new();
    running.spawn(watch.future())?;
    let polled = running.eventually(|| watch.waker().is_some());
    ensure!(polled, "the task is polled", "no poll");
    running.turn(2);
    running.stop();
    let dropped = running.eventually(|| watch.drops() == 1);
    ensure!(dropped, "the future is dropped", "{} drops", watch.drops());
    let polls = watch.polls();
    watch.wake();
    let other = watch.clone();
    // Without threads there is no other place to wake from.
    let _ = elsewhere(move || {
        let clones: Vec<_> = (0..3).filter_map(|_| other.waker()).collect();
        clones.into_iter().for_each(core::task::Waker::wake);
    });
    watch.forget_waker();
    running.turn(5);
    let more = watch.polls() - polls;
    ensure!(more == 0, "no poll after the executor's end", "{more} polls");
    ensure!(watch.drops() == 1, "one drop", "{} drops", watch.drops());
    Ok(Pass::Held)
}

/// Spawns after the executor is gone, bare and with a handle.
///
/// Why: a task that silently never runs is the worst answer.
/// If this fails, look at: a queue that takes tasks and has nobody to run them.
pub fn spawn_22_spawning_after_the_end_is_refused(
    executor: &mut impl Executor,
    env: &mut Env,
) -> Outcome {
    let mut running = Running::start(executor, env);
    running.stop();
    let bare = Watch::new();
    let refused = running.spawner().spawn_detached(bare.future()).is_err();
    running.eventually(|| bare.drops() > 0);
    let drops = bare.drops();
    ensure!(
        drops == 1,
        "the future is refused or dropped",
        "{}, {drops} drops",
        if refused { "refused" } else { "taken" }
    );
    let joined = Watch::new();
    if let Ok(handle) = running.spawner().spawn(joined.future()) {
        let (waker, handle) = (TestWaker::new(), Lock::new(handle));
        let poll = || {
            handle.with(|handle| Future::poll(core::pin::Pin::new(handle), &mut waker.context()))
        };
        let mut ending = Poll::Pending;
        running.eventually(|| {
            if ending.is_pending() {
                ending = poll();
            }
            ending.is_ready()
        });
        let told = matches!(&ending, Poll::Ready(Err(error)) if error.is_cancelled());
        ensure!(told, "the handle is ready, canceled", "{ending:?}");
    }
    running.eventually(|| joined.drops() > 0);
    ensure!(joined.drops() == 1, "the future is dropped", "{} drops", joined.drops());
    Ok(Pass::Held)
}

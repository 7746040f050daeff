//! Where tasks are polled and dropped.

use alloc::sync::Arc;
use core::{
    sync::atomic::{AtomicUsize, Ordering::SeqCst},
    task::Poll,
};

use crate::conformance::{
    Env, LocalDriver, Outcome, Pass, Stop,
    harness::{Driving, Home, Watch, elsewhere},
    outcome::ensure,
};

/// Wakes tasks from another thread, ends one of them, and looks where they are polled and dropped.
///
/// Why: a task that is not `Send` holds an `Rc`, a `RefCell`, or a window.
/// If this fails, look at: a wake that runs the task, a queue that another thread drains.
pub fn local_01_stays_at_home(driver: &mut impl LocalDriver, env: &mut Env) -> Outcome {
    let running = Driving::start(driver, env);
    let (home, ending, waiting) = (Home::new(), Watch::new(), Watch::new());
    running.spawn(home.keep(ending.future()))?;
    running.spawn(home.keep(waiting.future()))?;
    let polled = running.eventually(|| ending.waker().is_some() && waiting.waker().is_some());
    ensure!(polled, "the tasks are polled", "not all of them");
    let (first, second) = (ending.clone(), waiting.clone());
    elsewhere(move || {
        first.release();
        second.wake();
    })?;
    let ended = running.eventually(|| ending.is_ready() && home.drops() == 1);
    ensure!(ended, "the woken task ends and is dropped", "{ending:?}, {home:?}");
    running.turn(2);
    running.stop();
    stayed(&home, 2)
}

/// Leaves the last waker of tasks that wait, and of one that has ended, to another thread.
///
/// Why: reactors and timers drop wakers on threads of their own.
/// If this fails, look at: a task that its wakers own.
pub fn local_03_last_waker_elsewhere(driver: &mut impl LocalDriver, env: &mut Env) -> Outcome {
    let running = Driving::start(driver, env);
    let (home, ending, waiting) = (Home::new(), Watch::new(), Watch::new());
    running.spawn(home.keep(ending.future()))?;
    running.spawn(home.keep(waiting.future()))?;
    let polled = running.eventually(|| ending.waker().is_some() && waiting.waker().is_some());
    ensure!(polled, "the tasks are polled", "not all of them");
    let (Some(late), Some(after)) = (ending.waker(), waiting.waker()) else {
        return Err(Stop::inconclusive("the tasks left no wakers"));
    };
    // The one that waits has two wakers; the runtime outlives one of them.
    let other = waiting.clone();
    elsewhere(move || other.forget_waker())?;
    ensure!(home.drops_away() == 0, "the task that waits stays at home", "dropped elsewhere");
    ending.release();
    running.eventually(|| ending.is_ready());
    ending.forget_waker();
    elsewhere(move || drop(late))?;
    running.stop();
    elsewhere(move || drop(after))?;
    stayed(&home, 2)
}

/// Drops the runtime with tasks that wait, are woken, and were never polled.
///
/// Why: destructors close files and cancel timers of their runtime, on its thread.
/// If this fails, look at: tasks that are left to their wakers, an end that does not enter.
pub fn local_07_end_drops_at_home<D: LocalDriver>(driver: &mut D, env: &mut Env) -> Outcome {
    /// Notes whether the destructor finds the context, and wakes another task.
    struct Leaves {
        outside: Arc<AtomicUsize>,
        other: Watch,
        is_inside: fn() -> Option<bool>,
    }
    impl Drop for Leaves {
        fn drop(&mut self) {
            if (self.is_inside)() == Some(false) {
                self.outside.fetch_add(1, SeqCst);
            }
            self.other.wake();
        }
    }

    let is_inside: fn() -> Option<bool> = D::is_inside;
    let running = Driving::start(driver, env);
    let (home, outside) = (Home::new(), Arc::new(AtomicUsize::new(0)));
    let (idle, woken, fresh) = (Watch::new(), Watch::new(), Watch::new());
    let spawn = |watch: &Watch, other: &Watch| {
        let (outside, other) = (Arc::clone(&outside), other.clone());
        let (guard, future) = (Leaves { outside, other, is_inside }, watch.future());
        running.spawn(home.keep(async move {
            let _guard = guard;
            future.await;
        }))
    };
    spawn(&idle, &woken)?;
    spawn(&woken, &idle)?;
    let polled = running.eventually(|| idle.waker().is_some() && woken.waker().is_some());
    ensure!(polled, "the tasks are polled", "not all of them");
    let (seen, looked) = (Arc::new(AtomicUsize::new(0)), Watch::new());
    let inside = Arc::clone(&seen);
    running.spawn(home.keep(looked.future_with(move |_| {
        inside.store(usize::from(is_inside() == Some(true)), SeqCst);
        Poll::Ready(())
    })))?;
    let looked = running.eventually(|| looked.is_ready());
    ensure!(looked, "a task that looks around runs", "it does not");
    running.turn(2);
    woken.wake();
    spawn(&fresh, &idle)?;
    running.stop();
    let outside = outside.load(SeqCst);
    ensure!(
        outside == 0 || seen.load(SeqCst) == 0,
        "destructors find the context that polls find",
        "{outside} of 3 are outside"
    );
    stayed(&home, 4)
}

fn stayed(home: &Home, spawned: usize) -> Outcome {
    let (polls, drops) = (home.polls_away(), home.drops_away());
    ensure!(polls == 0, "polled on the thread that spawned it", "{polls} polls on another thread");
    ensure!(
        drops == 0,
        "dropped on the thread that spawned it",
        "{drops} dropped on another thread"
    );
    let drops = home.drops();
    ensure!(drops == spawned, "the runtime's end drops its tasks", "{drops} of {spawned} dropped");
    Ok(Pass::Held)
}

//! What runs beside the root.

use alloc::{boxed::Box, sync::Arc};
use core::{
    future::poll_fn,
    sync::atomic::{AtomicBool, AtomicUsize, Ordering::SeqCst},
    task::Poll,
};

use crate::{
    conformance::{
        Driver, Env, Outcome, Pass,
        harness::{Driving, Watch},
        outcome::ensure,
    },
    task::LocalFutureObj,
};

/// Waits in the root for what a task does after some wakes of its own.
///
/// Why: the root of most programs waits for its tasks.
/// If this fails, look at: a thread that sleeps while its queue is not empty.
pub fn block_06_tasks_run_meanwhile(driver: &mut impl Driver, env: &mut Env) -> Outcome {
    const YIELDS: usize = 10;
    let mut running = Driving::start(driver, env);
    let (root, task, mut left) = (Watch::new(), Watch::new(), YIELDS);
    let done = root.clone();
    let future = task.future_with(move |cx| {
        if left == 0 {
            done.release();
            return Poll::Ready(());
        }
        left -= 1;
        cx.waker().wake_by_ref();
        Poll::Pending
    });
    running.spawn_driven(LocalFutureObj::new(Box::new(future)))?;
    let ended = running.within(root.future());
    ensure!(
        ended.is_some(),
        "a task runs while the root waits for it",
        "the root waits, and the task had {} of {} polls",
        task.polls(),
        YIELDS + 1
    );
    Ok(Pass::Held)
}

/// Counts the polls of a busy task, after a call has returned and during the next one.
///
/// Why: between the calls the thread is somewhere else, with borrows of what the task uses.
/// If this fails, look at: a thread that goes on with the tasks.
pub fn block_11_tasks_rest_afterwards(driver: &mut impl Driver, env: &mut Env) -> Outcome {
    let mut running = Driving::start(driver, env);
    let (polls, stop) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicBool::new(false)));
    let (counted, stopped) = (Arc::clone(&polls), Arc::clone(&stop));
    let busy = poll_fn(move |cx| {
        counted.fetch_add(1, SeqCst);
        if stopped.load(SeqCst) {
            return Poll::Ready(());
        }
        cx.waker().wake_by_ref();
        Poll::Pending
    });
    running.spawn_driven(LocalFutureObj::new(Box::new(busy)))?;
    let polled = running.eventually(|| polls.load(SeqCst) > 2);
    ensure!(polled, "the task runs during calls", "{} polls", polls.load(SeqCst));
    let before = polls.load(SeqCst);
    // Somebody else has the time to poll it.
    #[cfg(feature = "std")]
    std::thread::sleep(core::time::Duration::from_millis(20));
    let between = polls.load(SeqCst) - before;
    let goes_on = running.eventually(|| polls.load(SeqCst) > before);
    stop.store(true, SeqCst);
    running.turn(2);
    ensure!(between == 0, "no poll between the calls", "{between} polls");
    ensure!(goes_on, "the next call goes on with the task", "no poll");
    Ok(Pass::Held)
}

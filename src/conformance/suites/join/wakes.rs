//! Who is woken when a task ends.

use alloc::sync::Arc;
use core::task::Poll;

use crate::conformance::{
    Env, Joins, Outcome, Pass, TaskHandle as _,
    harness::{Event, Joining, Lock, TestWaker, Token, Watch},
    outcome::ensure,
};

/// Polls a handle with one waker, then with another, and lets the task end.
///
/// Why: a handle moves between tasks, and `select` polls with a waker of its own.
/// If this fails, look at: a waker stored with `get_or_insert` instead of replaced.
pub fn join_02_newest_waker_is_woken(joins: &mut impl Joins, env: &mut Env) -> Outcome {
    let mut joining = Joining::start(joins, env);
    let watch = Watch::new();
    let task = watch.future();
    let mut handle = joining.spawn(async move {
        task.await;
        Token::uncounted(2)
    })?;
    let polled = joining.eventually(|| watch.waker().is_some());
    ensure!(polled, "the task is polled", "no poll");
    let (first, second) = (TestWaker::new(), TestWaker::new());
    for waker in [&first, &second] {
        let polled = handle.poll_join(&mut waker.context());
        ensure!(polled.is_pending(), "pending while the task is", "{polled:?}");
    }
    watch.release();
    let woken = joining.eventually(|| second.wakes() > 0);
    ensure!(woken, "the newest waker is woken", "{} wakes of the first only", first.wakes());
    Ok(Pass::Held)
}

/// Joins with a waker that polls and drops the handle inside its wake.
///
/// Why: a waker is foreign code; some run the joining task at once.
/// If this fails, look at: a lock that is held while the handle is woken.
pub fn join_15_waker_may_use_the_handle(joins: &mut impl Joins, env: &mut Env) -> Outcome {
    let mut joining = Joining::start(joins, env);
    let watch = Watch::new();
    let task = watch.future();
    let handle = joining.spawn(async move {
        task.await;
        Token::uncounted(15)
    })?;
    let polled = joining.eventually(|| watch.waker().is_some());
    ensure!(polled, "the task is polled", "no poll");
    let (held, seen) = (Arc::new(Lock::new(Some(handle))), Arc::new(Lock::new(None)));
    let (hooked, noted) = (Arc::clone(&held), Arc::clone(&seen));
    let waker = TestWaker::with_hook(Event::Wake, move || {
        let Some(mut handle) = hooked.with(Option::take) else { return };
        let ready = handle.poll_join(&mut TestWaker::new().context()).is_ready();
        drop(handle);
        noted.with(|noted| *noted = Some(ready));
    });
    waker.arm();
    let polled =
        held.with(|handle| handle.as_mut().map(|handle| handle.poll_join(&mut waker.context())));
    ensure!(matches!(polled, Some(Poll::Pending)), "pending while the task is", "{polled:?}");
    watch.release();
    let woken = joining.eventually(|| seen.with(|seen| seen.is_some()));
    ensure!(woken, "the wake returns", "it did not: a lock is held while the handle is woken");
    let ready = seen.with(|seen| *seen);
    ensure!(ready == Some(true), "ready inside the wake", "pending inside the wake");
    Ok(Pass::Held)
}

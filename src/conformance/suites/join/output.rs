//! What comes out of a handle.

use alloc::{format, sync::Arc};
use core::{
    future::Future,
    pin::Pin,
    task::{Context, Poll},
};

use crate::conformance::{
    Env, Joined, Joins, Outcome, Pass, Stop, TaskHandle as _,
    harness::{Joining, Ledger, Lock, TestWaker, Token, Watch, Watched, caught},
    outcome::ensure,
};

/// Joins a task and counts what becomes of its output.
///
/// Why: outputs are owned values, sometimes with a destructor that matters.
/// If this fails, look at: an output that is copied out of its slot and dropped there as well.
pub fn join_01_output_comes_once(joins: &mut impl Joins, env: &mut Env) -> Outcome {
    let mut joining = Joining::start(joins, env);
    let ledger = Ledger::new(1);
    let token = ledger.token(0);
    let mut handle = joining.spawn(async move { token })?;
    let joined = joining.join(&mut handle, "the output")?;
    ensure!(matches!(joined, Joined::Output(_)), "the output", "{joined:?}");
    ensure!(ledger.dropped(0) == 0, "an output that nobody dropped", "dropped before it came");
    drop(joined);
    drop(handle);
    joining.turn(3);
    let drops = ledger.dropped(0);
    ensure!(drops == 1, "one drop", "{drops} drops");
    Ok(Pass::Held)
}

/// Polls a handle for the first time after its task has ended.
///
/// Why: a handle lies in a list until its turn comes.
/// If this fails, look at: a handle that waits for an event instead of looking at a state.
pub fn join_03_late_poll_is_ready(joins: &mut impl Joins, env: &mut Env) -> Outcome {
    let mut joining = Joining::start(joins, env);
    let watch = Watch::new();
    let task = watch.future_with(|_| Poll::Ready(()));
    let mut handle = joining.spawn(async move {
        task.await;
        Token::uncounted(3)
    })?;
    let ended = joining.eventually(|| watch.drops() == 1 && handle.is_finished());
    ensure!(ended, "the task ends", "{watch:?}, finished: {}", handle.is_finished());
    let polled = handle.poll_join(&mut TestWaker::new().context());
    let ready = matches!(&polled, Poll::Ready(Joined::Output(token)) if token.number() == 3);
    ensure!(ready, "ready at the first poll", "{polled:?}");
    Ok(Pass::Held)
}

/// Has the future's destructor ask whether the handle is ready.
///
/// Why: whoever joins a task relies on what it held being released.
/// If this fails, look at: a result that is stored before the future is dropped.
pub fn join_09_destructor_comes_first(joins: &mut impl Joins, env: &mut Env) -> Outcome {
    type Ask = alloc::boxed::Box<dyn Fn() -> bool + Send>;

    struct AsksInDrop {
        ask: Arc<Lock<Option<Ask>>>,
        answer: Arc<Lock<Option<bool>>>,
    }
    impl Drop for AsksInDrop {
        fn drop(&mut self) {
            let ask = self.ask.with(Option::take);
            let answer = ask.map(|ask| ask());
            self.answer.with(|slot| *slot = answer);
        }
    }

    /// Drops its guard with itself, not when it is ready.
    struct Holds {
        task: Watched,
        _guard: AsksInDrop,
    }
    impl Future for Holds {
        type Output = Token;

        fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Token> {
            Pin::new(&mut self.task).poll(cx).map(|()| Token::uncounted(9))
        }
    }

    let mut joining = Joining::start(joins, env);
    let (ask, answer) = (Arc::new(Lock::new(None)), Arc::new(Lock::new(None)));
    let (watch, guard) =
        (Watch::new(), AsksInDrop { ask: Arc::clone(&ask), answer: Arc::clone(&answer) });
    let task = watch.future();
    let mut handle = joining.spawn(Holds { task, _guard: guard })?;
    ask.with(|slot| *slot = Some(handle.observer()));
    let polled = joining.eventually(|| watch.waker().is_some());
    ensure!(polled, "the task is polled", "no poll");
    watch.release();
    let joined = joining.join(&mut handle, "the output")?;
    ensure!(matches!(joined, Joined::Output(_)), "the output", "{joined:?}");
    let required = "not finished while the destructor runs, and run when the handle is ready";
    match answer.with(|slot| *slot) {
        Some(false) => Ok(Pass::Held),
        Some(true) => Err(Stop::fail(required, "finished while the destructor ran")),
        None => Err(Stop::fail(required, "the handle was ready before the destructor ran")),
    }
}

/// Joins a task that panics.
///
/// Why: an error that is lost is a task that seems to have worked.
/// If this fails, look at: a panic that becomes a cancellation, or a default output.
pub fn join_11_panic_keeps_its_payload(joins: &mut impl Joins, env: &mut Env) -> Outcome {
    if !cfg!(all(feature = "std", panic = "unwind")) {
        return Err(Stop::skipped("nothing catches a panic here"));
    }
    let mut joining = Joining::start(joins, env);
    let text = "a task that panics, as the check wants";
    let mut handle = joining.spawn(async move { panic!("{text}") })?;
    let joined = joining.join(&mut handle, "the panic")?;
    let kept = matches!(&joined, Joined::Panicked(Some(found)) if found == text);
    ensure!(kept, format!("panicked with {text:?}"), "{joined:?}");
    Ok(Pass::Held)
}

/// Compares `is_finished` with what a poll says, before and after the end.
///
/// Why: `is_finished` decides whether a poll will wait.
/// If this fails, look at: a flag that is set before the output is stored.
pub fn join_14_is_finished_tells(joins: &mut impl Joins, env: &mut Env) -> Outcome {
    let mut joining = Joining::start(joins, env);
    let watch = Watch::new();
    let task = watch.future();
    let mut handle = joining.spawn(async move {
        task.await;
        Token::uncounted(14)
    })?;
    let polled = joining.eventually(|| watch.waker().is_some());
    ensure!(polled, "the task is polled", "no poll");
    let required = "`is_finished` is true if and only if the handle would be ready";
    let waker = TestWaker::new();
    let (finished, polled) = (handle.is_finished(), handle.poll_join(&mut waker.context()));
    ensure!(!finished && polled.is_pending(), required, "pending task: {finished}, {polled:?}");
    watch.release();
    let finished = joining.eventually(|| handle.is_finished());
    ensure!(finished, required, "the task has ended: false");
    let polled = handle.poll_join(&mut waker.context());
    ensure!(polled.is_ready(), required, "true, and the handle is pending");
    Ok(Pass::Held)
}

/// Polls a handle again after it was ready, and records what happens.
///
/// Why: it may panic; it must not read what is gone.
/// If this fails, look at: an output that is read twice.
pub fn join_17_poll_after_ready(joins: &mut impl Joins, env: &mut Env) -> Outcome {
    if !cfg!(all(feature = "std", panic = "unwind")) {
        return Err(Stop::skipped("nothing catches a panic here"));
    }
    let mut joining = Joining::start(joins, env);
    let ledger = Ledger::new(1);
    let token = ledger.token(0);
    let mut handle = joining.spawn(async move { token })?;
    drop(joining.join(&mut handle, "the output")?);
    let again = caught(|| handle.poll_join(&mut TestWaker::new().context()).map(drop));
    drop(handle);
    let drops = ledger.dropped(0);
    ensure!(drops == 1, "one drop of the output", "{drops} drops");
    Ok(Pass::Fact(match again {
        Some(Poll::Ready(())) => "ready".into(),
        Some(Poll::Pending) => "pending".into(),
        None => "panics".into(),
    }))
}

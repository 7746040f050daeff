//! A handle that is dropped.

use alloc::{format, sync::Arc};
use core::task::Poll;

use crate::conformance::{
    Env, Joins, Outcome, Pass, Stop, TaskHandle as _,
    harness::{Joining, Ledger, Lock, Token, Watch},
    outcome::ensure,
};

/// Drops the handle of a task that waits, then lets the task go on.
///
/// Why: portable code cannot depend on what a runtime's own handle does.
/// If this fails, look at: the native handle, dropped with ours, which cancels.
pub fn join_04_dropping_the_handle_detaches(joins: &mut impl Joins, env: &mut Env) -> Outcome {
    let mut joining = Joining::start(joins, env);
    let (watch, ledger) = (Watch::new(), Ledger::new(1));
    let (task, token) = (watch.future(), ledger.token(0));
    let handle = joining.spawn(async move {
        task.await;
        token
    })?;
    let polled = joining.eventually(|| watch.waker().is_some());
    ensure!(polled, "the task is polled", "no poll");
    drop(handle);
    joining.turn(3);
    let dropped = watch.drops();
    ensure!(dropped == 0, "a task that goes on", "its future was dropped with the handle");
    watch.release();
    let ended = joining.eventually(|| watch.is_ready());
    ensure!(ended, "a task that goes on", "{} polls, not ready", watch.polls());
    joining.eventually(|| ledger.dropped(0) > 0);
    let drops = ledger.dropped(0);
    ensure!(drops == 1, "its output is dropped once", "{drops} drops");
    Ok(Pass::Held)
}

/// Drops the handle at once, of a task that ends at its first poll.
///
/// Why: this is the most usual way to spawn.
/// If this fails, look at: an output that waits for a handle that is gone.
pub fn join_05_detached_output_is_dropped(joins: &mut impl Joins, env: &mut Env) -> Outcome {
    let mut joining = Joining::start(joins, env);
    let (watch, ledger) = (Watch::new(), Ledger::new(1));
    let (task, token) = (watch.future_with(|_| Poll::Ready(())), ledger.token(0));
    drop(joining.spawn(async move {
        task.await;
        token
    })?);
    let ended = joining.eventually(|| watch.is_ready());
    ensure!(ended, "the task runs", "{} polls", watch.polls());
    joining.eventually(|| ledger.dropped(0) > 0);
    joining.turn(3);
    let drops = ledger.dropped(0);
    ensure!(drops == 1, "the output is dropped once", "{drops} drops");
    Ok(Pass::Held)
}

/// Drops the handle before, inside and after the poll that ends the task, also with an output whose
/// destructor panics.
///
/// Why: the race between the end and the handle is where outputs are lost or dropped twice.
/// If this fails, look at: who drops the output if both sides go at once.
pub fn join_10_output_is_dropped_once(joins: &mut impl Joins, env: &mut Env) -> Outcome {
    let mut joining = Joining::start(joins, env);
    let panics = cfg!(all(feature = "std", panic = "unwind"));
    for moment in ["before", "while", "after"] {
        for explosive in [false, true] {
            if explosive && !panics {
                continue;
            }
            let drops = drop_at(&mut joining, moment, explosive)?;
            let what = if explosive { "a destructor that panics" } else { "the output" };
            ensure!(drops == 1, "one drop", "{what}, handle dropped {moment} the end: {drops}");
        }
    }
    // Whatever panicked above, the executor is in order.
    let next = Watch::new();
    let task = next.future_with(|_| Poll::Ready(()));
    drop(joining.spawn(async move {
        task.await;
        Token::uncounted(0)
    })?);
    let ran = joining.eventually(|| next.is_ready());
    ensure!(ran, "the executor goes on", "the next task does not run");
    Ok(Pass::Held)
}

/// Runs a task whose handle goes at `moment`, and returns how often its output was dropped.
fn drop_at<J: Joins>(
    joining: &mut Joining<'_, J>,
    moment: &str,
    explosive: bool,
) -> Result<usize, Stop> {
    let ledger = Ledger::new(1);
    let token = if explosive { ledger.explosive_token(0) } else { ledger.token(0) };
    let (watch, holder) = (Watch::new(), Arc::new(Lock::new(None)));
    let (waiting, inside) = (watch.clone(), Arc::clone(&holder));
    let task = watch.future_with(move |cx| {
        let waited = waiting.wait(cx);
        if waited.is_ready() {
            // The handle, if it is there, goes inside the poll that ends the task.
            drop(inside.with(Option::take));
        }
        waited
    });
    let handle = joining.spawn(async move {
        task.await;
        token
    })?;
    joining.eventually(|| watch.waker().is_some());
    match moment {
        "before" => drop(handle),
        "while" => holder.with(|slot| *slot = Some(handle)),
        _ => {
            watch.release();
            joining.eventually(|| handle.is_finished());
            drop(handle);
        }
    }
    watch.release();
    let ended = joining.eventually(|| watch.is_ready() && ledger.dropped(0) > 0);
    joining.turn(2);
    ensure!(ended, format!("the task ends, handle dropped {moment}"), "{watch:?}");
    Ok(ledger.dropped(0))
}

//! Handles of an executor that ends.

use alloc::{boxed::Box, sync::Arc};
use core::{
    future::{Future, poll_fn},
    pin::Pin,
};

use crate::conformance::{
    Env, Joined, Joins, Outcome, Pass, TaskHandle as _,
    harness::{Joining, Ledger, Lock, TestWaker, Token, Watch},
    outcome::ensure,
};

/// Drops the executor while a handle of its task waits.
///
/// Why: whoever joins may be on another executor, which goes on.
/// If this fails, look at: a future that is dropped and tells nobody.
pub fn join_12_executor_dropped_while_joined(joins: &mut impl Joins, env: &mut Env) -> Outcome {
    let mut joining = Joining::start(joins, env);
    let watch = Watch::new();
    let task = watch.future();
    let mut handle = joining.spawn(async move {
        task.await;
        Token::uncounted(12)
    })?;
    let polled = joining.eventually(|| watch.waker().is_some());
    ensure!(polled, "the task is polled", "no poll");
    joining.turn(2);
    let waker = TestWaker::new();
    let polled = handle.poll_join(&mut waker.context());
    ensure!(polled.is_pending(), "pending while the task is", "{polled:?}");
    joining.stop();
    let woken = joining.eventually(|| waker.wakes() > 0);
    ensure!(woken, "the handle is woken at the executor's end", "no wake");
    let joined = joining.join(&mut handle, "canceled")?;
    ensure!(joined == Joined::Cancelled, "canceled", "{joined:?}");
    Ok(Pass::Held)
}

/// Lets two tasks join each other, and drops the executor.
///
/// Why: a cycle of tasks is a leak that no tool names.
/// If this fails, look at: futures that are freed with the last handle only.
pub fn join_13_tasks_that_join_each_other(joins: &mut impl Joins, env: &mut Env) -> Outcome {
    type Slot<H> = Arc<Lock<Option<H>>>;

    /// Waits for the handle in `slot`, which it takes for itself once it is there.
    fn joins_other<H: crate::conformance::TaskHandle>(
        slot: Slot<H>,
        ready: Watch,
        token: Token,
    ) -> Pin<Box<dyn Future<Output = Token> + Send>> {
        Box::pin(async move {
            ready.future().await;
            let mut handle = slot.with(Option::take);
            poll_fn(|cx| match &mut handle {
                Some(handle) => handle.poll_join(cx).map(drop),
                None => core::task::Poll::Pending,
            })
            .await;
            token
        })
    }

    let mut joining = Joining::start(joins, env);
    let ledger = Ledger::new(2);
    let (one, two) = (Arc::new(Lock::new(None)), Arc::new(Lock::new(None)));
    let (first, second) = (Watch::new(), Watch::new());
    let a = joining.spawn(joins_other(Arc::clone(&two), first.clone(), ledger.token(0)))?;
    let b = joining.spawn(joins_other(Arc::clone(&one), second.clone(), ledger.token(1)))?;
    one.with(|slot| *slot = Some(a));
    two.with(|slot| *slot = Some(b));
    joining.eventually(|| first.waker().is_some() && second.waker().is_some());
    first.release();
    second.release();
    let taken =
        joining.eventually(|| one.with(|slot| slot.is_none()) && two.with(|slot| slot.is_none()));
    ensure!(taken, "both tasks take the other's handle", "they are not polled");
    joining.turn(2);
    joining.stop();
    first.forget_waker();
    second.forget_waker();
    joining.eventually(|| ledger.unbalanced().is_empty());
    let left = ledger.unbalanced();
    ensure!(left.is_empty(), "both futures are freed", "{} of them leak", left.len());
    Ok(Pass::Held)
}

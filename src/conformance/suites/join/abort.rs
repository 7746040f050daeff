//! A task that is aborted.

use alloc::{rc::Rc, sync::Arc};
use core::marker::PhantomData;

use crate::conformance::{
    Env, Joined, Joins, Outcome, Pass, TaskHandle as _,
    harness::{Joining, Ledger, Lock, Place, Token, Watch, elsewhere, here},
    outcome::ensure,
};

/// Aborts a task that nobody else wakes.
///
/// Why: an abort that waits for the task's own event may wait for ever.
/// If this fails, look at: a flag without a wake.
pub fn join_06_abort_drops_the_future(joins: &mut impl Joins, env: &mut Env) -> Outcome {
    let mut joining = Joining::start(joins, env);
    let watch = Watch::new();
    let task = watch.future();
    let mut handle = joining.spawn(async move {
        task.await;
        Token::uncounted(6)
    })?;
    let polled = joining.eventually(|| watch.waker().is_some());
    ensure!(polled, "the task is polled", "no poll");
    joining.turn(2);
    handle.abort();
    let dropped = joining.eventually(|| watch.drops() == 1);
    ensure!(dropped, "the future is dropped without another wake", "{} drops", watch.drops());
    let joined = joining.join(&mut handle, "canceled")?;
    ensure!(joined == Joined::Cancelled, "canceled", "{joined:?}");
    Ok(Pass::Held)
}

/// Aborts a task that has ended.
///
/// Why: abort races with the end, and an output that exists is not to be lost.
/// If this fails, look at: an abort that is looked at before the output.
pub fn join_07_abort_after_the_end_changes_nothing(
    joins: &mut impl Joins,
    env: &mut Env,
) -> Outcome {
    let mut joining = Joining::start(joins, env);
    let ledger = Ledger::new(1);
    let token = ledger.token(0);
    let mut handle = joining.spawn(async move { token })?;
    let ended = joining.eventually(|| handle.is_finished());
    ensure!(ended, "the task ends", "it does not");
    handle.abort();
    joining.turn(2);
    let joined = joining.join(&mut handle, "the output")?;
    ensure!(matches!(joined, Joined::Output(_)), "the output", "{joined:?}");
    Ok(Pass::Held)
}

/// Aborts a task that is bound to this thread from another one.
///
/// Why: its future holds what must not be dropped elsewhere.
/// If this fails, look at: an abort that drops the future where it stands.
pub fn join_08_abort_from_another_thread(joins: &mut impl Joins, env: &mut Env) -> Outcome {
    /// Not `Send`, as what such a future holds.
    struct NotesPlace(Arc<Lock<Option<Place>>>, PhantomData<Rc<()>>);
    impl Drop for NotesPlace {
        fn drop(&mut self) {
            self.0.with(|slot| *slot = Some(here()));
        }
    }

    let mut joining = Joining::start(joins, env);
    let (watch, dropped_at) = (Watch::new(), Arc::new(Lock::new(None)));
    let (task, guard) = (watch.future(), NotesPlace(Arc::clone(&dropped_at), PhantomData));
    let mut handle = joining.spawn_local(async move {
        let _guard = guard;
        task.await;
        Token::uncounted(8)
    })?;
    let polled = joining.eventually(|| watch.waker().is_some());
    ensure!(polled, "the task is polled", "no poll");
    elsewhere(handle.aborter())?;
    let joined = joining.join(&mut handle, "canceled")?;
    ensure!(joined == Joined::Cancelled, "canceled", "{joined:?}");
    let place = dropped_at.with(|slot| *slot);
    ensure!(place == Some(here()), "dropped on the task's own thread", "dropped on {place:?}");
    Ok(Pass::Held)
}

/// Gives a task its own handle, which it drops.
///
/// Why: a task that is its own owner, in a map of sessions, say, removes itself at its end.
/// If this fails, look at: a lock that the poll holds and the drop wants.
pub fn join_16_handle_dropped_in_its_own_task(joins: &mut impl Joins, env: &mut Env) -> Outcome {
    let mut joining = Joining::start(joins, env);
    let (watch, ledger) = (Watch::new(), Ledger::new(1));
    let own = Arc::new(Lock::new(None));
    let (mine, waiting, token) = (Arc::clone(&own), watch.clone(), ledger.token(0));
    let task = watch.future_with(move |cx| {
        let waited = waiting.wait(cx);
        if waited.is_ready() {
            drop(mine.with(Option::take));
        }
        waited
    });
    let handle = joining.spawn(async move {
        task.await;
        token
    })?;
    let polled = joining.eventually(|| watch.waker().is_some());
    ensure!(polled, "the task is polled", "no poll");
    own.with(|slot| *slot = Some(handle));
    watch.release();
    let ended = joining.eventually(|| watch.is_ready() && ledger.dropped(0) > 0);
    ensure!(ended, "the task ends, and its output is dropped", "{watch:?}");
    joining.turn(2);
    let drops = (watch.drops(), ledger.dropped(0));
    ensure!(drops == (1, 1), "one drop of the future and one of the output", "{drops:?}");
    Ok(Pass::Held)
}

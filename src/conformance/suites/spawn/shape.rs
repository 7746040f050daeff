//! What can be spawned, and through what.

use alloc::{boxed::Box, format, sync::Arc, vec::Vec};
use core::{
    future::Future,
    pin::Pin,
    sync::atomic::{AtomicUsize, Ordering::SeqCst},
    task::{Context, Poll},
};

use crate::{
    conformance::{
        Env, Executor, Outcome, Pass, Stop,
        harness::{Running, Watch},
        outcome::ensure,
    },
    task::{FutureObj, Spawn, SpawnErrorKind, SpawnExt as _},
};

/// Spawns one task more than the executor has room for.
///
/// Why: a caller that has its task back can wait and try again.
/// If this fails, look at: a pool that panics, waits, or loses what it has no room for.
pub fn spawn_24_full_gives_the_task_back(executor: &mut impl Executor, env: &mut Env) -> Outcome {
    let capacity = env.number("capacity").unwrap_or(0);
    let mut running = Running::start(executor, env);
    let (inside, above) = (Watch::new(), Watch::new());
    for _ in 0..capacity {
        running.spawn(inside.future())?;
    }
    running.turn(2);
    let task = FutureObj::new(Box::new(above.future()));
    let Err(error) = running.spawner().spawn_obj(task) else {
        return Err(Stop::fail(
            format!("task {} is refused with `Full`", capacity + 1),
            "it was taken",
        ));
    };
    ensure!(error.kind() == SpawnErrorKind::Full, "the kind `Full`", "`{error}`");
    let returned = error.into_task();
    let was_returned = returned.is_some();
    drop(returned);
    let drops = above.drops();
    ensure!(
        drops == 1,
        "the refused task is given back or dropped, once",
        "{drops} drops, given back: {was_returned}"
    );
    Ok(Pass::Held)
}

/// Spawns a future of 64 KiB, one of no size, and one with an alignment of 64.
///
/// Why: an allocation is laid out by hand in several executors.
/// If this fails, look at: a layout that is rounded for the header only.
pub fn spawn_25_any_size_and_alignment(executor: &mut impl Executor, env: &mut Env) -> Outcome {
    #[repr(align(64))]
    struct Aligned(u8);

    let mut running = Running::start(executor, env);
    let right = Arc::new(AtomicUsize::new(0));
    let (big, aligned) = (Arc::clone(&right), Arc::clone(&right));
    running.spawn(async move {
        let bytes = core::hint::black_box([7_u8; 64 * 1024]);
        crate::future::yield_now().await;
        if bytes.iter().all(|byte| *byte == 7) {
            big.fetch_add(1, SeqCst);
        }
    })?;
    running.spawn(Nothing)?;
    running.spawn(async move {
        let value = Aligned(7);
        crate::future::yield_now().await;
        if core::ptr::from_ref(&value).addr() % 64 == 0 && value.0 == 7 {
            aligned.fetch_add(1, SeqCst);
        }
    })?;
    running.eventually(|| right.load(SeqCst) == 2);
    let right = right.load(SeqCst);
    ensure!(right == 2, "both find their memory intact and aligned", "{right} of 2");
    Ok(Pass::Held)
}

/// Compares the wakers of eight tasks that live at the same time.
///
/// Why: a future that is moved to another task keeps the old waker if the new one claims to be the
/// same.
/// If this fails, look at: data pointers of a type without size, or of a slot used twice.
pub fn spawn_26_tasks_have_their_own_wakers(
    executor: &mut impl Executor,
    env: &mut Env,
) -> Outcome {
    let mut running = Running::start(executor, env);
    let watches: Vec<_> = (0..running.room_for(8)).map(|_| Watch::new()).collect();
    for watch in &watches {
        running.spawn(watch.future())?;
    }
    let polled = running.eventually(|| watches.iter().all(|watch| watch.waker().is_some()));
    ensure!(polled, "the tasks are polled", "not all of them");
    let wakers: Vec<_> = watches.iter().filter_map(Watch::waker).collect();
    for (at, waker) in wakers.iter().enumerate() {
        let twin = wakers.iter().skip(at + 1).position(|other| other.will_wake(waker));
        ensure!(
            twin.is_none(),
            "`will_wake` is false for wakers of different tasks",
            "true for tasks {at} and {}",
            at + 1 + twin.unwrap_or_default()
        );
    }
    watches.iter().for_each(Watch::release);
    running.eventually(|| watches.iter().all(Watch::is_ready));
    Ok(Pass::Held)
}

/// Nothing: the bounds are those of the trait, and the compiler has checked them.
///
/// Why: see the examples that must not compile at [`Spawn`].
/// If this fails, look at: nothing, it cannot.
pub fn spawn_28_bounds_are_the_traits(_: &mut impl Executor, _: &mut Env) -> Outcome {
    Err(Stop::skipped("proven by the bounds of `Spawn`, see its documentation"))
}

/// Spawns through the value, a reference, a trait object, and with a handle.
///
/// Why: generic code passes spawners in all these ways.
/// If this fails, look at: a clone or a reference that makes a queue of its own.
pub fn spawn_29_all_forms_reach_the_executor(
    executor: &mut impl Executor,
    env: &mut Env,
) -> Outcome {
    fn generic(spawner: impl Spawn, watch: &Watch) -> bool {
        spawner.spawn_detached(watch.future_with(|_| Poll::Ready(()))).is_ok()
    }

    let mut running = Running::start(executor, env);
    let mut forms = Vec::from(["a reference", "a reference twice", "a trait object", "a handle"]);
    let shared = running.shared().ok();
    forms.extend(shared.is_some().then_some("`shared`"));
    let watches: Vec<_> = forms.iter().map(|_| Watch::new()).collect();
    let spawner = running.spawner();
    let (twice, object): (&&_, &dyn Spawn) = (&spawner, spawner);
    let mut taken = Vec::from([
        generic(spawner, &watches[0]),
        generic(twice, &watches[1]),
        generic(object, &watches[2]),
        spawner.spawn(watches[3].future_with(|_| Poll::Ready(()))).is_ok(),
    ]);
    taken.extend(shared.map(|shared| generic(shared, &watches[4])));
    for (at, form) in forms.iter().enumerate() {
        ensure!(taken[at], "the task is taken", "refused through {form}");
        let ran = running.eventually(|| watches[at].is_ready());
        ensure!(ran, "the task runs", "spawned through {form}: it does not");
    }
    Ok(Pass::Held)
}

/// A future without size that is ready at once.
struct Nothing;

impl Future for Nothing {
    type Output = ();

    fn poll(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<()> {
        Poll::Ready(())
    }
}

//! GLOBAL: what the executor of the whole program owes everyone.
//!
//! The subject is the slot together with the executor of a [`Global`]. Each check begins with an empty
//! slot, hence in a process of its own.

use alloc::{boxed::Box, sync::Arc, vec::Vec};
use core::{
    future::Future,
    pin::Pin,
    sync::atomic::{AtomicUsize, Ordering::SeqCst},
    task::Poll,
};

use crate::{
    conformance::{
        Env, Global, Outcome, Pass, Stop,
        fixture::Slot,
        harness::{TestWaker, Watch, caught, elsewhere},
        outcome::ensure,
        rule::rules,
    },
    task::{FutureObj, Spawn, SpawnError, SpawnErrorKind},
};

rules! {
    fixture Global, rows __global_rules;

    /// The first install wins; the second one is an error, and the first executor stays.
    GLOBAL_01 Must Deterministic [] global_01_first_install_wins
        "the practice of `log::set_logger`";
    /// Spawning before an executor is installed is an error that keeps the future.
    GLOBAL_02 Must Deterministic [] global_02_without_executor_the_future_is_kept
        "tokio#7022, leptos#3083: tasks that silently never ran";
    /// Of many threads that install at once, one succeeds, and its executor is the one that is used.
    GLOBAL_03 Must Stochastic [] global_03_racing_installs_have_one_winner
        "two stores of a pointer of two words";
    /// Spawning works on a plain thread, and in the destructor of a thread-local never ends the program.
    GLOBAL_04 Must Deterministic [] global_04_spawning_anywhere_is_harmless
        "tokio#6148: a panic after the thread-local was destroyed";
    /// The executor needs no context of its runtime where tasks are spawned.
    GLOBAL_05 Must Deterministic [] global_05_no_context_is_needed
        "tokio#2462: the current handle was looked up at the call";
    /// The slot needs no allocator and no compare-and-swap.
    GLOBAL_06 Must Untestable
        [untestable "GLOBAL-06: proven by building `tests/no_std`"]
        global_06_needs_no_allocator
        "microcontrollers without compare-and-swap";
    /// Once the installed executor has ended, spawning is an error, or drops the future.
    GLOBAL_07 Must Deterministic
        [uninstallable "GLOBAL-07: capability `uninstallable` not declared"]
        global_07_an_ended_executor_refuses
        "async-executor#163: a pointer to what is gone";
    /// An override for a while ends with a panic as well.
    GLOBAL_08 Should Deterministic [scoped "GLOBAL-08: capability `scoped` not declared"]
        global_08_override_ends_with_a_panic
        "a guard that is leaked";
}

/// Installs two executors, and looks where a task goes.
///
/// Why: a library that installs its own must not take the program's away.
/// If this fails, look at: a store without a look at what was there.
pub fn global_01_first_install_wins(global: &mut impl Global, _: &mut Env) -> Outcome {
    let (slot, inner) = (global.slot(), global.executor());
    let (first, second) = (Counting::leak(inner), Counting::leak(inner));
    ensure!(slot.set(first), "the first install succeeds", "it was refused");
    ensure!(!slot.set(second), "the second install is an error", "it succeeded");
    run_one(global, &*slot)?;
    let spawned = (first.count(), second.count());
    ensure!(
        spawned == (1, 0),
        "the first executor is used",
        "spawned on (first, second): {spawned:?}"
    );
    Ok(Pass::Held)
}

/// Spawns while nothing is installed, then runs what the error kept.
///
/// Why: a program that forgets to install should hear of it, with its work intact.
/// If this fails, look at: a future that is dropped, or queued for an executor that never comes.
pub fn global_02_without_executor_the_future_is_kept(
    global: &mut impl Global,
    _: &mut Env,
) -> Outcome {
    let slot = global.slot();
    let watch = Watch::new();
    let Err(error) = slot.spawn(Box::pin(watch.future_with(|_| Poll::Ready(())))) else {
        return Err(Stop::fail("an error of kind `NoExecutor`", "the task was taken"));
    };
    let kind = error.kind();
    ensure!(kind == SpawnErrorKind::NoExecutor, "an error of kind `NoExecutor`", "{kind:?}");
    let Some(mut task) = error.into_task() else {
        return Err(Stop::fail("the error keeps the future", "there is none in it"));
    };
    let polled = Pin::new(&mut task).poll(&mut TestWaker::new().context());
    ensure!(polled.is_ready() && watch.is_ready(), "the future is intact", "{polled:?}");
    drop(task);
    ensure!(watch.drops() == 1, "one drop", "{} drops", watch.drops());
    Ok(Pass::Held)
}

/// Has eight threads install an executor each at the same moment.
///
/// Why: tests install in parallel, and a torn pointer is undefined behavior.
/// If this fails, look at: a check and a store that are two steps.
pub fn global_03_racing_installs_have_one_winner(global: &mut impl Global, _: &mut Env) -> Outcome {
    const THREADS: usize = 8;
    let (slot, inner) = (global.slot(), global.executor());
    let executors: Vec<_> = (0..THREADS).map(|_| Counting::leak(inner)).collect();
    let won = race(&slot, &executors)?;
    let winners: Vec<_> = (0..THREADS).filter(|at| won[*at]).collect();
    ensure!(winners.len() == 1, "one install succeeds", "{} do", winners.len());
    run_one(global, &*slot)?;
    let used: Vec<_> = (0..THREADS).filter(|at| executors[*at].count() > 0).collect();
    ensure!(
        used == winners,
        "the executor that was installed is used",
        "{used:?}, not {winners:?}"
    );
    Ok(Pass::Held)
}

/// Spawns on a plain thread, and while a thread's locals are destroyed.
///
/// Why: destructors clean up, and some run very late.
/// If this fails, look at: a thread-local that is looked up with a panic.
pub fn global_04_spawning_anywhere_is_harmless(global: &mut impl Global, _: &mut Env) -> Outcome {
    let (slot, executor) = (global.slot(), global.executor());
    ensure!(slot.set(executor), "the first install succeeds", "it was refused");
    let watch = Watch::new();
    let (plain, task) = (Arc::clone(&slot), watch.future_with(|_| Poll::Ready(())));
    let spawned = elsewhere(move || caught(|| plain.spawn(Box::pin(task)).is_ok()))?;
    ensure!(spawned == Some(true), "a plain thread may spawn", "refused, or a panic");
    wait_for(global, || watch.is_ready());
    ensure!(watch.is_ready(), "the task runs", "{} polls", watch.polls());
    let late = Watch::new();
    let answered = in_late_destructor(Arc::clone(&slot), &late)?;
    ensure!(answered, "`Ok` or `Err` in the destructor of a thread-local", "a panic");
    wait_for(global, || late.is_ready() || late.drops() > 0);
    ensure!(late.drops() == 1, "the task runs or is dropped", "{} drops", late.drops());
    Ok(Pass::Held)
}

/// Spawns on a thread that the runtime does not know.
///
/// Why: the point of a global executor is that the caller knows nothing.
/// If this fails, look at: a handle that is looked up at the call instead of kept.
pub fn global_05_no_context_is_needed(global: &mut impl Global, _: &mut Env) -> Outcome {
    let (slot, executor) = (global.slot(), global.executor());
    ensure!(slot.set(executor), "the first install succeeds", "it was refused");
    let watch = Watch::new();
    let task = watch.future();
    let spawned = elsewhere(move || caught(|| slot.spawn(Box::pin(task)).is_ok()))?;
    ensure!(
        spawned == Some(true),
        "the task is taken",
        "{}",
        match spawned {
            Some(_) => "it was refused",
            None => "a panic",
        }
    );
    wait_for(global, || watch.waker().is_some());
    let other = watch.clone();
    elsewhere(move || other.release())?;
    wait_for(global, || watch.is_ready());
    ensure!(watch.is_ready(), "the task runs to its end", "{} polls", watch.polls());
    Ok(Pass::Held)
}

/// Nothing: a program without std and without an allocator uses the slot.
///
/// Why: see `tests/no_std`.
/// If this fails, look at: nothing, it cannot.
pub fn global_06_needs_no_allocator(_: &mut impl Global, _: &mut Env) -> Outcome {
    Err(Stop::skipped("proven by building `tests/no_std`"))
}

/// Ends the installed executor, then spawns.
///
/// Why: tests end their runtimes; the slot stays.
/// If this fails, look at: a reference that outlives the executor, a queue nobody looks at.
pub fn global_07_an_ended_executor_refuses(global: &mut impl Global, _: &mut Env) -> Outcome {
    let (slot, executor) = (global.slot(), global.executor());
    ensure!(slot.set(executor), "the first install succeeds", "it was refused");
    run_one(global, &*slot)?;
    global.shut_down();
    let watch = Watch::new();
    let refused = slot.spawn(Box::pin(watch.future())).is_err();
    wait_for(global, || watch.drops() > 0);
    let how = if refused { "refused" } else { "taken" };
    ensure!(watch.drops() == 1, "an error, or the future is dropped", "{how}, and kept");
    Ok(Pass::Held)
}

/// Overrides the executor, panics, and looks where the next task goes.
///
/// Why: a test that panics must not change where the next one spawns.
/// If this fails, look at: an override that is undone on the normal way out only.
pub fn global_08_override_ends_with_a_panic(global: &mut impl Global, _: &mut Env) -> Outcome {
    if !cfg!(all(feature = "std", panic = "unwind")) {
        return Err(Stop::skipped("nothing catches a panic here"));
    }
    let (slot, inner) = (global.slot(), global.executor());
    let (outer, over) = (Counting::leak(inner), Counting::leak(inner));
    ensure!(slot.set(outer), "the first install succeeds", "it was refused");
    let scoped: Arc<dyn Spawn + Send + Sync> = Arc::new(Shared(over));
    caught(|| {
        global.scoped(scoped, &mut || {
            let _ = slot.spawn(Box::pin(async {}));
            panic!("a body that panics, as the check wants");
        });
    });
    let inside = (outer.count(), over.count());
    ensure!(inside == (0, 1), "the override is used inside", "(global, override): {inside:?}");
    run_one(global, &*slot)?;
    let after = (outer.count(), over.count());
    ensure!(after == (1, 1), "the global executor is used after", "(global, override): {after:?}");
    Ok(Pass::Held)
}

/// Spawns a task and waits until it has run.
fn run_one(global: &mut impl Global, slot: &dyn Slot) -> Result<(), Stop> {
    let watch = Watch::new();
    let spawned = slot.spawn(Box::pin(watch.future_with(|_| Poll::Ready(()))));
    ensure!(spawned.is_ok(), "the task is taken", "{spawned:?}");
    wait_for(global, || watch.is_ready());
    ensure!(watch.is_ready(), "the task runs", "{} polls", watch.polls());
    Ok(())
}

fn wait_for(global: &mut impl Global, mut done: impl FnMut() -> bool) {
    for _ in 0..400 {
        if done() {
            return;
        }
        global.turn();
    }
}

/// An executor that counts what is spawned on it, and passes it on.
struct Counting {
    inner: &'static (dyn Spawn + Sync),
    spawned: AtomicUsize,
}

impl Counting {
    /// A check's process is over soon, and with it what was leaked.
    fn leak(inner: &'static (dyn Spawn + Sync)) -> &'static Self {
        Box::leak(Box::new(Self { inner, spawned: AtomicUsize::new(0) }))
    }

    fn count(&self) -> usize {
        self.spawned.load(SeqCst)
    }
}

impl Spawn for Counting {
    fn spawn_obj(&self, task: FutureObj<'static, ()>) -> Result<(), SpawnError> {
        self.spawned.fetch_add(1, SeqCst);
        self.inner.spawn_obj(task)
    }
}

struct Shared(&'static Counting);

impl Spawn for Shared {
    fn spawn_obj(&self, task: FutureObj<'static, ()>) -> Result<(), SpawnError> {
        self.0.spawn_obj(task)
    }
}

/// Has each of `executors` installed by a thread of its own, all at once.
#[cfg(feature = "std")]
fn race(slot: &Arc<dyn Slot>, executors: &[&'static Counting]) -> Result<Vec<bool>, Stop> {
    let start = Arc::new(std::sync::Barrier::new(executors.len()));
    let threads: Vec<_> = executors
        .iter()
        .map(|executor| {
            let (slot, start, executor) = (Arc::clone(slot), Arc::clone(&start), *executor);
            std::thread::spawn(move || {
                start.wait();
                slot.set(executor)
            })
        })
        .collect();
    let ended = threads.into_iter().map(std::thread::JoinHandle::join);
    ended.collect::<Result<_, _>>().map_err(|_| Stop::fail("installing returns", "it panicked"))
}

#[cfg(not(feature = "std"))]
fn race(_: &Arc<dyn Slot>, _: &[&'static Counting]) -> Result<Vec<bool>, Stop> {
    Err(Stop::skipped("needs threads: feature `std`"))
}

/// Spawns in the destructor of a thread-local, and returns whether that came back.
#[cfg(feature = "std")]
fn in_late_destructor(slot: Arc<dyn Slot>, watch: &Watch) -> Result<bool, Stop> {
    use core::cell::RefCell;

    use crate::conformance::harness::Lock;

    struct SpawnsInDrop(Arc<dyn Slot>, Watch, Arc<Lock<Option<bool>>>);
    impl Drop for SpawnsInDrop {
        fn drop(&mut self) {
            let future = self.1.future_with(|_| Poll::Ready(()));
            let answered = caught(|| {
                let _ = self.0.spawn(Box::pin(future));
            });
            self.2.with(|answer| *answer = Some(answered.is_some()));
        }
    }
    std::thread_local! {
        static LATE: RefCell<Option<SpawnsInDrop>> = const { RefCell::new(None) };
    }

    let answer = Arc::new(Lock::new(None));
    let spawner = SpawnsInDrop(Arc::clone(&slot), watch.clone(), Arc::clone(&answer));
    elsewhere(move || {
        // In this order: what the slot keeps for the thread is destroyed before `LATE` is.
        LATE.set(Some(spawner));
        caught(|| slot.spawn(Box::pin(async {})).is_ok())
    })?;
    answer.with(|answer| *answer).ok_or_else(|| Stop::inconclusive("the destructor did not run"))
}

#[cfg(not(feature = "std"))]
fn in_late_destructor(_: Arc<dyn Slot>, _: &Watch) -> Result<bool, Stop> {
    Err(Stop::skipped("needs threads: feature `std`"))
}

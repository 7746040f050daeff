//! Where wakers are used.

use alloc::{sync::Arc, vec::Vec};
use core::{
    sync::atomic::{AtomicUsize, Ordering::SeqCst},
    task::Poll,
};

use crate::conformance::{
    Env, Executor, Outcome, Pass, Stop,
    harness::{Running, Stack, Watch, caught},
    outcome::ensure,
};

/// Uses the waker of an idle task in a poll, in destructors, while unwinding, and at a thread's end.
///
/// Why: senders of channels are dropped in all these places.
/// If this fails, look at: a cell or a lock that the executor holds while it polls or drops.
pub fn waker_04_used_anywhere(executor: &mut impl Executor, env: &mut Env) -> Outcome {
    let mut running = Running::start(executor, env);
    let target = Watch::new();
    running.spawn(target.future())?;
    let polled = running.eventually(|| target.waker().is_some());
    ensure!(polled, "the task is polled", "no poll");
    running.turn(2);

    let user = User { target: target.clone(), panics: Arc::default() };
    let polling = user.clone();
    let poll = Watch::new().future_with(move |_| {
        polling.use_it();
        Poll::Ready(())
    });
    user.judge(&mut running, "the poll of another task", |running| running.spawn(poll))?;

    let guard = UsesInDrop(user.clone());
    let ending = Watch::new().future_with(move |_| {
        let _ = &guard;
        Poll::Ready(())
    });
    user.judge(&mut running, "the destructor of another task", |running| running.spawn(ending))?;

    let own = Watch::new();
    let itself = User { target: own.clone(), panics: Arc::clone(&user.panics) };
    let (own_guard, guard) = (UsesInDrop(itself), UsesInDrop(user.clone()));
    let (mut first, waiting) = (true, own.clone());
    let dropping_itself = own.future_with(move |cx| {
        let _ = (&own_guard, &guard);
        let _ = waiting.wait(cx);
        if core::mem::take(&mut first) {
            cx.waker().wake_by_ref();
            return Poll::Pending;
        }
        Poll::Ready(())
    });
    user.judge(&mut running, "the task's own destructor", |running| {
        running.spawn(dropping_itself)
    })?;
    let late = own.late_polls();
    ensure!(late == 0, "no poll after the end", "{late} after a wake in the task's own destructor");

    if cfg!(all(feature = "std", panic = "unwind")) {
        let unwinding = user.clone();
        let poll = Watch::new().future_with(move |_| {
            caught(|| {
                let _guard = UsesInDrop(unwinding.clone());
                panic!("a poll that panics, as the check wants");
            });
            Poll::Ready(())
        });
        user.judge(&mut running, "unwinding", |running| running.spawn(poll))?;
    }
    #[cfg(feature = "std")]
    {
        let (late, early) = (user.clone(), Watch::new());
        running.spawn(early.future())?;
        let polled = running.eventually(|| early.waker().is_some());
        ensure!(polled, "the task is polled", "no poll");
        user.judge(&mut running, "the end of a thread", |_| at_thread_end(late, &early))?;
        early.release();
    }
    target.release();
    let ended = running.eventually(|| target.is_ready());
    ensure!(ended, "the task ends", "{} polls", target.polls());
    Ok(Pass::Held)
}

/// Wakes the first of a long chain of tasks; each wakes the next, in its poll or its destructor.
///
/// Why: pipelines are such chains, and so are locks that are handed on.
/// If this fails, look at: a wake that runs the task where it is.
pub fn waker_05_long_chains(executor: &mut impl Executor, env: &mut Env) -> Outcome {
    struct Links(Stack, AtomicUsize);
    struct WakesInDrop(Option<Watch>);
    impl Drop for WakesInDrop {
        fn drop(&mut self) {
            self.0.take().iter().for_each(Watch::release);
        }
    }

    /// The stack is measured, so that this need not be enough to overflow one.
    const LENGTH: usize = 2000;
    let mut running = Running::start(executor, env);
    let length = running.room_for(LENGTH);
    let links = Arc::new(Links(Stack::default(), AtomicUsize::new(0)));
    let watches: Vec<_> = (0..length).map(|_| Watch::new()).collect();
    for (at, watch) in watches.iter().enumerate() {
        let (links, waiting) = (Arc::clone(&links), watch.clone());
        let mut next = WakesInDrop(watches.get(at + 1).cloned());
        running.spawn(watch.future_with(move |cx| {
            if waiting.wait(cx).is_pending() {
                return Poll::Pending;
            }
            links.0.note();
            links.1.fetch_add(1, SeqCst);
            if links.0.is_deep() {
                // A stack that grows is seen long before it overflows.
                next.0 = None;
            } else if at % 2 == 0 {
                next.0.take().iter().for_each(Watch::release);
            }
            Poll::Ready(())
        }))?;
    }
    let polled = running.eventually(|| watches.iter().all(|watch| watch.polls() > 0));
    ensure!(polled, "the tasks are polled", "not all of them");
    running.turn(2);
    watches[0].release();
    let reached = running.reach(length, || links.1.load(SeqCst));
    let depth = links.0.depth();
    ensure!(
        !links.0.is_deep(),
        "a stack that does not grow",
        "{depth} bytes of stack for {reached} tasks"
    );
    ensure!(reached == length, "each task is woken by the one before", "{reached} of {length}");
    Ok(Pass::Held)
}

/// Nothing: a computer's interrupts are not ours.
///
/// Why: see the tests of executors for microcontrollers.
/// If this fails, look at: nothing, it cannot.
pub fn waker_11_in_interrupts(_: &mut impl Executor, _: &mut Env) -> Outcome {
    Err(Stop::skipped("proven on the target, see the executor's own tests"))
}

/// Uses the waker of a task in each way, and counts panics.
#[derive(Clone)]
struct User {
    target: Watch,
    panics: Arc<AtomicUsize>,
}

impl User {
    fn use_it(&self) {
        let used = caught(|| {
            let Some(waker) = self.target.waker() else { return };
            waker.wake_by_ref();
            drop(waker.clone());
            let clone = waker.clone();
            clone.wake();
            waker.wake();
        });
        if used.is_none() {
            self.panics.fetch_add(1, SeqCst);
        }
    }

    /// Lets `begin` begin what uses the waker, and waits for the poll that follows.
    fn judge<E: Executor>(
        &self,
        running: &mut Running<'_, E>,
        place: &str,
        begin: impl FnOnce(&mut Running<'_, E>) -> Result<(), Stop>,
    ) -> Result<(), Stop> {
        // The user's target is another one in one case; the first target is polled in all.
        let polls = self.target.polls();
        begin(running)?;
        let woken = running.eventually(|| self.target.polls() > polls);
        let panics = self.panics.load(SeqCst);
        ensure!(panics == 0, "a waker may be used anywhere", "it panics in {place}");
        ensure!(woken, "a waker works anywhere", "used in {place}, it leads to no poll");
        running.turn(2);
        Ok(())
    }
}

struct UsesInDrop(User);

impl Drop for UsesInDrop {
    fn drop(&mut self) {
        self.0.use_it();
    }
}

/// Uses the waker in the destructor of a thread-local that is older than what wakers may keep, which a
/// wake of the task of `early` makes.
#[cfg(feature = "std")]
fn at_thread_end(user: User, early: &Watch) -> Result<(), Stop> {
    use core::cell::RefCell;

    use crate::conformance::harness::elsewhere;

    std::thread_local! {
        static LATE: RefCell<Option<UsesInDrop>> = const { RefCell::new(None) };
    }

    let early = early.clone();
    elsewhere(move || {
        // In this order: what the waker keeps for the thread is destroyed before `LATE` is.
        LATE.set(Some(UsesInDrop(user)));
        early.wake();
    })
}

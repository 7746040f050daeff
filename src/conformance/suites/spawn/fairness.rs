//! How tasks share the executor.

use alloc::{format, sync::Arc, vec::Vec};
use core::{
    sync::atomic::{AtomicBool, AtomicUsize, Ordering::SeqCst},
    task::Poll,
};

use crate::conformance::{
    Env, Executor, Outcome, Pass,
    harness::{Running, Watch, elsewhere},
    outcome::ensure,
};

/// How many busy tasks there are: more than any test machine's executor has threads.
const HOGS: usize = 17;
/// After how many polls a busy task gives up, so that a check ends.
const GIVES_UP: usize = 20_000;

/// Wakes a task a thousand times from inside its poll, and counts the polls that follow.
///
/// Why: a busy channel wakes once per message.
/// If this fails, look at: one entry in the queue for each wake.
pub fn spawn_09_wakes_before_a_poll_are_one(
    executor: &mut impl Executor,
    env: &mut Env,
) -> Outcome {
    const WAKES: usize = 1000;
    const FEW: usize = 10;
    let mut running = Running::start(executor, env);
    let (watch, mut first) = (Watch::new(), true);
    let waiting = watch.clone();
    running.spawn(watch.future_with(move |cx| {
        if core::mem::take(&mut first) {
            (0..WAKES).for_each(|_| cx.waker().wake_by_ref());
        }
        waiting.wait(cx)
    }))?;
    let polled = running.eventually(|| watch.polls() > 1);
    ensure!(polled, "a poll after the wakes", "none");
    running.turn(20);
    let polls = watch.polls() - 1;
    watch.release();
    running.eventually(|| watch.is_ready());
    ensure!(polls <= FEW, format!("few polls (up to {FEW}) after {WAKES} wakes"), "{polls} polls");
    Ok(Pass::Held)
}

/// Spawns busy tasks, then one that wants to run once.
///
/// Why: a task that always has work must not be the only one that works.
/// If this fails, look at: a loop that polls a woken task again at once, a queue that is a stack.
pub fn spawn_12_busy_tasks_let_others_run(executor: &mut impl Executor, env: &mut Env) -> Outcome {
    let bound = bound(env);
    let mut running = Running::start(executor, env);
    let hogs = Hogs::new();
    let busy = running.room_for(HOGS + 1) - 1;
    for _ in 0..busy {
        running.spawn(hogs.task())?;
    }
    running.spawn(hogs.observer())?;
    // An executor with threads has been at it for a while. If the observer was faster, all is well.
    hogs.restart();
    judge(&mut running, &hogs, busy, bound)
}

/// Lets two tasks wake each other for ever, next to one that wants to run once.
///
/// Why: a channel between two tasks is such a pair.
/// If this fails, look at: a slot for the task woken last that is always looked at first.
pub fn spawn_13_a_pair_lets_others_run(executor: &mut impl Executor, env: &mut Env) -> Outcome {
    let bound = bound(env);
    let mut running = Running::start(executor, env);
    let hogs = Hogs::new();
    let (ping, pong, third) = (Watch::new(), Watch::new(), Watch::new());
    for (me, other) in [(&ping, &pong), (&pong, &ping)] {
        let (mine, theirs) = (me.clone(), other.clone());
        let (third, hogs) = (third.clone(), hogs.clone());
        running.spawn(me.future_with(move |cx| {
            if mine.wait(cx).is_pending() {
                return Poll::Pending;
            }
            // From here on the two are busy. The third task is woken before the other of the pair.
            third.release();
            theirs.release();
            hogs.count()
        }))?;
    }
    let (waiting, observer) = (third.clone(), hogs.clone());
    running.spawn(third.future_with(move |cx| {
        let waited = waiting.wait(cx);
        if waited.is_ready() {
            observer.observe();
        }
        waited
    }))?;
    let all = [&ping, &pong, &third];
    let polled = running.eventually(|| all.iter().all(|watch| watch.waker().is_some()));
    ensure!(polled, "the tasks are polled", "not all of them");
    running.turn(2);
    hogs.restart();
    ping.release();
    judge(&mut running, &hogs, 2, bound)
}

/// Keeps the executor busy, then wakes an idle task from another thread.
///
/// Why: requests arrive while there is work.
/// If this fails, look at: a queue for outside wakes that is looked at when there is nothing else.
pub fn spawn_14_outside_wakes_get_through(executor: &mut impl Executor, env: &mut Env) -> Outcome {
    let bound = bound(env);
    let mut running = Running::start(executor, env);
    let hogs = Hogs::new();
    let (idle, observer) = (Watch::new(), hogs.clone());
    let waiting = idle.clone();
    running.spawn(idle.future_with(move |cx| {
        let waited = waiting.wait(cx);
        if waited.is_ready() {
            observer.observe();
        }
        waited
    }))?;
    let polled = running.eventually(|| idle.waker().is_some());
    ensure!(polled, "the task is polled", "no poll");
    running.turn(2);
    // One of the busy tasks has the wake done, so that the executor is in their midst.
    let (woken, started) = (idle.clone(), hogs.clone());
    let mut once = true;
    running.spawn(Watch::new().future_with(move |cx| {
        if core::mem::take(&mut once) {
            started.restart();
            let from_outside = woken.clone();
            // Without threads a wake from inside is all there is.
            if elsewhere(move || from_outside.release()).is_err() {
                woken.release();
            }
        }
        let done = started.count();
        cx.waker().wake_by_ref();
        done
    }))?;
    let busy = running.room_for(HOGS + 1) - 1;
    for _ in 1..busy {
        running.spawn(hogs.task())?;
    }
    judge(&mut running, &hogs, busy, bound)
}

/// Leaves tasks alone for a while, and counts polls.
///
/// Why: ten thousand idle connections must cost nothing.
/// If this fails, look at: a loop that polls all tasks at each turn.
pub fn spawn_27_idle_tasks_are_not_polled(executor: &mut impl Executor, env: &mut Env) -> Outcome {
    let mut running = Running::start(executor, env);
    let idle: Vec<_> = (0..5).map(|_| Watch::new()).collect();
    for watch in &idle {
        running.spawn(watch.future())?;
    }
    let polled = running.eventually(|| idle.iter().all(|watch| watch.polls() > 0));
    ensure!(polled, "the tasks are polled", "not all of them");
    running.turn(2);
    let polls = |watches: &[Watch]| watches.iter().map(Watch::polls).sum::<usize>();
    let before = polls(&idle);
    // Another task's work is no reason to poll them.
    let (busy, mut left) = (Watch::new(), 10);
    running.spawn(busy.future_with(move |cx| {
        left -= 1;
        cx.waker().wake_by_ref();
        if left == 0 { Poll::Ready(()) } else { Poll::Pending }
    }))?;
    running.eventually(|| busy.is_ready());
    running.turn(20);
    let more = polls(&idle) - before;
    idle.iter().for_each(Watch::release);
    running.eventually(|| idle.iter().all(Watch::is_ready));
    ensure!(more == 0, "no poll without a wake", "{more} polls");
    Ok(Pass::Held)
}

/// How many polls per busy task may pass before another task has its turn.
fn bound(env: &Env) -> usize {
    env.number("fair").unwrap_or(1)
}

/// Busy tasks, counted together, and one that notes how many polls they had before its own.
#[derive(Clone, Default)]
struct Hogs(Arc<Counts>);

#[derive(Default)]
struct Counts {
    polls: AtomicUsize,
    from: AtomicUsize,
    at: AtomicUsize,
    observed: AtomicBool,
}

impl Hogs {
    fn new() -> Self {
        Self::default()
    }

    fn task(&self) -> impl Future<Output = ()> + Send + use<> {
        let hogs = self.clone();
        core::future::poll_fn(move |cx| {
            let done = hogs.count();
            cx.waker().wake_by_ref();
            done
        })
    }

    fn observer(&self) -> impl Future<Output = ()> + Send + use<> {
        let hogs = self.clone();
        async move { hogs.observe() }
    }

    /// Counts a poll; ready once the observer had its turn, or has waited far too long.
    fn count(&self) -> Poll<()> {
        let polls = self.0.polls.fetch_add(1, SeqCst);
        let over = self.0.observed.load(SeqCst) || polls > GIVES_UP;
        if over { Poll::Ready(()) } else { Poll::Pending }
    }

    /// Counts from here.
    fn restart(&self) {
        self.0.from.store(self.0.polls.load(SeqCst), SeqCst);
    }

    fn observe(&self) {
        self.0.at.store(self.0.polls.load(SeqCst), SeqCst);
        self.0.observed.store(true, SeqCst);
    }
}

fn judge<E: Executor>(
    running: &mut Running<'_, E>,
    hogs: &Hogs,
    busy: usize,
    bound: usize,
) -> Outcome {
    let counts = &hogs.0;
    running.eventually(|| counts.observed.load(SeqCst));
    let required = format!("a turn before the busy tasks had {bound} polls each");
    let polls = counts.polls.load(SeqCst);
    ensure!(counts.observed.load(SeqCst), required, "none in {polls} polls of busy tasks");
    let waited = counts.at.load(SeqCst).saturating_sub(counts.from.load(SeqCst));
    let allowed = bound.saturating_mul(busy);
    ensure!(waited <= allowed, required, "after {waited} polls of busy tasks, {allowed} allowed");
    Ok(Pass::Held)
}

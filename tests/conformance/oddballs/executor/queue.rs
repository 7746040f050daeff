//! A queue of tasks with a policy.

use std::{
    collections::BTreeMap,
    future::Future,
    mem,
    panic::{AssertUnwindSafe, catch_unwind},
    pin::Pin,
    sync::{
        Arc, Condvar, Mutex, MutexGuard, PoisonError, Weak,
        atomic::{AtomicBool, Ordering::SeqCst},
    },
    task::{Context, Poll, Wake, Waker},
};

use async_interop::conformance::harness::Rng;

/// In what an executor is strange.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Policy {
    /// The task that was woken last goes first, also before those that wait for longer.
    NewestFirst,
    /// A task that was woken is polled twice.
    PollsTwice,
    /// The order is random, the same each time.
    Random,
    /// A future is dropped in the turn after the one in which it ended.
    DropsLate,
    /// In nothing.
    None,
}

/// Tasks of type `F`, on the thread where this is unless `F` may move.
pub(super) struct Queue<F> {
    policy: Policy,
    tasks: Mutex<Tasks<F>>,
    ready: Arc<Ready>,
}

struct Tasks<F> {
    /// Each is taken out while it is polled.
    futures: BTreeMap<usize, Option<F>>,
    finished: Vec<F>,
    next: usize,
    ended: bool,
    rng: Rng,
}

/// What wakers reach.
#[derive(Default)]
pub(super) struct Ready {
    tickets: Mutex<Vec<Arc<Ticket>>>,
    woken: Mutex<bool>,
    change: Condvar,
}

struct Ticket {
    number: usize,
    queued: AtomicBool,
    ready: Weak<Ready>,
}

impl<F: Future<Output = ()> + Unpin> Queue<F> {
    pub(super) fn new(policy: Policy) -> Self {
        let (futures, finished, rng) = (BTreeMap::new(), Vec::new(), Rng::new(1));
        let tasks = Mutex::new(Tasks { futures, finished, next: 0, ended: false, rng });
        Self { policy, tasks, ready: Arc::default() }
    }

    pub(super) fn ready(&self) -> &Arc<Ready> {
        &self.ready
    }

    /// Takes a task, or gives it back after the end.
    pub(super) fn spawn(&self, task: F) -> Result<(), F> {
        let mut tasks = lock(&self.tasks);
        if tasks.ended {
            return Err(task);
        }
        let number = tasks.next;
        tasks.next += 1;
        tasks.futures.insert(number, Some(task));
        drop(tasks);
        let ready = Arc::downgrade(&self.ready);
        let ticket = Ticket { number, queued: AtomicBool::new(true), ready };
        self.ready.push(Arc::new(ticket));
        Ok(())
    }

    /// Polls as many tasks as are ready now.
    pub(super) fn turn(&self) {
        let finished = mem::take(&mut lock(&self.tasks).finished);
        finished.into_iter().for_each(drop_caught);
        let count = lock(&self.ready.tickets).len();
        for _ in 0..count {
            let Some(ticket) = self.take() else { break };
            self.run(&ticket);
        }
        if !lock(&self.tasks).finished.is_empty() {
            self.ready.notify();
        }
    }

    fn take(&self) -> Option<Arc<Ticket>> {
        let mut tickets = lock(&self.ready.tickets);
        match self.policy {
            Policy::NewestFirst => tickets.pop(),
            Policy::Random if !tickets.is_empty() => {
                let at = lock(&self.tasks).rng.below(tickets.len());
                Some(tickets.remove(at))
            }
            _ if tickets.is_empty() => None,
            _ => Some(tickets.remove(0)),
        }
    }

    fn run(&self, ticket: &Arc<Ticket>) {
        ticket.queued.store(false, SeqCst);
        let taken = lock(&self.tasks).futures.get_mut(&ticket.number).and_then(Option::take);
        let Some(mut future) = taken else { return };
        let waker = Waker::from(Arc::clone(ticket));
        let mut poll = || {
            let poll = || Pin::new(&mut future).poll(&mut Context::from_waker(&waker));
            catch_unwind(AssertUnwindSafe(poll)).unwrap_or(Poll::Ready(()))
        };
        let mut polled = poll();
        if polled.is_pending() && self.policy == Policy::PollsTwice {
            polled = poll();
        }
        let mut tasks = lock(&self.tasks);
        if polled.is_pending() && !tasks.ended {
            tasks.futures.insert(ticket.number, Some(future));
            return;
        }
        tasks.futures.remove(&ticket.number);
        if self.policy == Policy::DropsLate && !tasks.ended {
            tasks.finished.push(future);
            return;
        }
        drop(tasks);
        drop_caught(future);
    }

    /// Drops all tasks, and takes no more.
    pub(super) fn end(&self) {
        let mut tasks = lock(&self.tasks);
        tasks.ended = true;
        let futures = mem::take(&mut tasks.futures);
        let finished = mem::take(&mut tasks.finished);
        drop(tasks);
        futures.into_values().flatten().chain(finished).for_each(drop_caught);
    }

    pub(super) fn has_ended(&self) -> bool {
        lock(&self.tasks).ended
    }
}

impl Ready {
    fn push(&self, ticket: Arc<Ticket>) {
        lock(&self.tickets).push(ticket);
        self.notify();
    }

    /// Ends the wait of whoever waits, or the next one.
    pub(super) fn notify(&self) {
        *lock(&self.woken) = true;
        self.change.notify_all();
    }

    /// Waits for a wake since the last call.
    pub(super) fn wait(&self) {
        let mut woken = lock(&self.woken);
        while !mem::take(&mut *woken) {
            woken = self.change.wait(woken).unwrap_or_else(PoisonError::into_inner);
        }
    }
}

impl Wake for Ready {
    fn wake(self: Arc<Self>) {
        self.notify();
    }
}

impl Wake for Ticket {
    fn wake(self: Arc<Self>) {
        if self.queued.swap(true, SeqCst) {
            return;
        }
        if let Some(ready) = self.ready.upgrade() {
            ready.push(self);
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn drop_caught<T>(value: T) {
    let _ = catch_unwind(AssertUnwindSafe(|| drop(value)));
}

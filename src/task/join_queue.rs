//! The tasks of a set that were woken, in that order.

use alloc::{
    collections::VecDeque,
    sync::{Arc, Weak},
    task::Wake,
};
use core::{
    sync::atomic::{AtomicBool, Ordering},
    task::Waker,
};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// The tasks of a set that were woken, in that order, and the one who waits for them.
#[derive(Default)]
pub(super) struct Queue {
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    woken: VecDeque<Arc<Member>>,
    waker: Option<Waker>,
}

/// A task of the set, as a waker. It may outlive the set.
pub(super) struct Member {
    /// Where the task is in the set, or was.
    place: usize,
    /// Whether this is in the queue, or about to be.
    queued: AtomicBool,
    /// Weak: a queue holds its members.
    queue: Weak<Queue>,
}

impl Queue {
    /// Keeps `waker` for the next wake of a task.
    pub(super) fn register(&self, waker: &Waker) {
        if self.lock().waker.as_ref().is_some_and(|current| current.will_wake(waker)) {
            return;
        }
        // Cloned and dropped without the lock: both are foreign code.
        let waker = waker.clone();
        let old = self.lock().waker.replace(waker);
        drop(old);
    }

    /// Takes the place of the task that was woken first.
    pub(super) fn pop(&self) -> Option<usize> {
        let member = self.lock().woken.pop_front()?;
        // Before the task is polled: a wake after that is one for the next time. It synchronizes
        // with the swap of who woke it.
        member.queued.swap(false, Ordering::AcqRel);
        Some(member.place)
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        // Nothing panics under the lock except the allocator.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Member {
    pub(super) fn new(place: usize, queue: &Arc<Queue>) -> Self {
        Self { place, queued: AtomicBool::new(false), queue: Arc::downgrade(queue) }
    }
}

impl Wake for Member {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        if self.queued.swap(true, Ordering::AcqRel) {
            return;
        }
        let Some(queue) = self.queue.upgrade() else { return };
        let waker = {
            let mut state = queue.lock();
            state.woken.push_back(Arc::clone(self));
            state.waker.take()
        };
        // Without the lock.
        if let Some(waker) = waker {
            waker.wake();
        }
    }
}

//! One waker for several tasks.

use std::{
    cell::OnceCell,
    sync::{Arc, Mutex},
    task::{Wake, Waker},
};

/// Returns the first waker that this thread was given, which is one for all tasks.
pub(crate) fn one_for_all(waker: &Waker) -> Waker {
    thread_local! {
        static ONE: OnceCell<Waker> = const { OnceCell::new() };
    }
    ONE.with(|one| one.get_or_init(|| waker.clone()).clone())
}

/// Wakes the task that was polled last, whichever that is.
#[derive(Default)]
pub(crate) struct LastPolled(Mutex<Option<Waker>>);

impl LastPolled {
    /// Returns the one waker, for a task that is polled now and is woken by `waker`.
    pub(crate) fn polls(self: &Arc<Self>, waker: Waker) -> Waker {
        let before = self.0.lock().unwrap().replace(waker);
        drop(before);
        Waker::from(Arc::clone(self))
    }
}

impl Wake for LastPolled {
    fn wake(self: Arc<Self>) {
        let waker = self.0.lock().unwrap().clone();
        waker.into_iter().for_each(Waker::wake);
    }
}

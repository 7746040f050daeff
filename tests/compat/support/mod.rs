//! Wakers that count, readers made of closures, and a peer that records what it is asked.

mod peer;
mod readers;
mod subject;

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    task::{Context, Wake, Waker},
};

pub(crate) use self::{
    peer::{Call, Peer},
    readers::{Futures, Hyper, Ours, Tokio},
    subject::{Subject, subjects},
};

/// Counts how often its waker was woken.
#[derive(Default)]
pub(crate) struct Wakes(AtomicUsize);

impl Wake for Wakes {
    fn wake(self: Arc<Self>) {
        self.0.fetch_add(1, Ordering::SeqCst);
    }
}

impl Wakes {
    pub(crate) fn new() -> (Arc<Self>, Waker) {
        let wakes = Arc::new(Self::default());
        (wakes.clone(), wakes.into())
    }

    pub(crate) fn count(&self) -> usize {
        self.0.load(Ordering::SeqCst)
    }
}

/// Calls `f` with a context that does not matter.
pub(crate) fn with_cx<R>(f: impl FnOnce(&mut Context<'_>) -> R) -> R {
    f(&mut Context::from_waker(Waker::noop()))
}

/// Runs `f`, which must panic, and returns the message.
#[track_caller]
pub(crate) fn panics(f: impl FnOnce()) -> String {
    let panic = std::panic::catch_unwind(std::panic::AssertUnwindSafe(f));
    let message = panic.expect_err("this must panic");
    match message.downcast::<String>() {
        Ok(message) => *message,
        Err(message) => String::from(*message.downcast::<&str>().unwrap()),
    }
}

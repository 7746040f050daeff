//! Waiting for a wake, with std.

use alloc::{sync::Arc, task::Wake};
use core::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::thread::{self, Thread};

/// What a thread sleeps on.
pub(super) struct Parker {
    /// The thread's own token is not enough: whoever is polled may park and unpark as well.
    woken: AtomicBool,
    thread: Thread,
}

impl Parker {
    /// Makes one for this thread.
    pub(super) fn new() -> Arc<Self> {
        Arc::new(Self { woken: AtomicBool::new(false), thread: thread::current() })
    }

    /// Waits until there was a wake since the last call.
    pub(super) fn park(&self) {
        while !self.woken.swap(false, SeqCst) {
            thread::park();
        }
    }
}

impl Wake for Parker {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        self.woken.store(true, SeqCst);
        self.thread.unpark();
    }
}

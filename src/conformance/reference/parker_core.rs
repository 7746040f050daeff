//! Waiting for a wake, without std: an interrupt, or another core, may wake.

use alloc::{sync::Arc, task::Wake};
use core::{
    hint,
    sync::atomic::{AtomicBool, Ordering::SeqCst},
};

/// What a core waits on.
pub(super) struct Parker {
    woken: AtomicBool,
}

impl Parker {
    /// Makes one.
    pub(super) fn new() -> Arc<Self> {
        Arc::new(Self { woken: AtomicBool::new(false) })
    }

    /// Waits until there was a wake since the last call.
    pub(super) fn park(&self) {
        while !self.woken.swap(false, SeqCst) {
            hint::spin_loop();
        }
    }
}

impl Wake for Parker {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        self.woken.store(true, SeqCst);
    }
}

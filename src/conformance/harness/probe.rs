//! A waker that finds out whether a lock is held while it is used.

use alloc::{format, string::String, sync::Arc};
use core::{fmt, panic::AssertUnwindSafe, time::Duration};
use std::{
    panic::catch_unwind,
    sync::{Mutex, PoisonError, mpsc},
    thread,
};

use super::{Event, TestWaker, message};

/// A waker that has another thread use the subject at the moment when the waker itself is used.
///
/// Whoever wakes, clones or drops it waits there for the other thread, up to a limit. A subject that
/// holds a lock in the meantime keeps that thread out, and the probe takes note. Then the waker
/// returns, the lock is free again, and the thread goes on: unlike a waker that uses the subject on
/// its own stack, a probe leaves no deadlock behind.
pub struct Probe {
    event: Event,
    waker: TestWaker,
    trouble: Arc<Mutex<Option<String>>>,
}

impl Probe {
    /// How long the other thread may take.
    pub const LIMIT: Duration = Duration::from_millis(500);

    /// Makes a waker at whose every `event` another thread runs `action`, once it is
    /// [armed](TestWaker::arm).
    pub fn new(event: Event, action: impl Fn() + Send + Sync + 'static) -> Self {
        let trouble = Arc::<Mutex<Option<String>>>::default();
        let (action, noted) = (Arc::new(action), Arc::clone(&trouble));
        let waker = TestWaker::with_hook(event, move || {
            let action = Arc::clone(&action);
            let (done, result) = mpsc::channel();
            thread::spawn(move || {
                let ran = catch_unwind(AssertUnwindSafe(|| action()));
                // The receiver is gone if the time was up.
                let _ = done.send(ran.map_err(|panic| message(&*panic)));
            });
            let found = match result.recv_timeout(Self::LIMIT) {
                Ok(Ok(())) => return,
                Ok(Err(panic)) => format!("panicked: {panic}"),
                Err(_) => format!("had not returned after {:?}", Self::LIMIT),
            };
            noted.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(found);
        });
        Self { event, waker, trouble }
    }

    /// Returns the event.
    pub fn event(&self) -> Event {
        self.event
    }

    /// Returns the waker.
    pub fn waker(&self) -> &TestWaker {
        &self.waker
    }

    /// Returns what became of the first action that did not just return, as the end of a sentence.
    pub fn trouble(&self) -> Option<String> {
        self.trouble.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl fmt::Debug for Probe {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = f.debug_struct("Probe");
        out.field("waker", &self.waker).field("trouble", &self.trouble()).finish()
    }
}

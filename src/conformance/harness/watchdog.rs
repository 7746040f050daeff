//! A limit for checks that hang.

use core::time::Duration;
use std::{
    sync::mpsc::{self, RecvTimeoutError},
    thread,
};

/// Runs `work` on a thread of its own, called `name`, and waits for it no longer than `limit`.
///
/// # Errors
///
/// [`Hang`] if the time was up. The thread is left behind: nothing can end it but the process.
///
/// # Panics
///
/// A panic of `work` goes on in the caller. Panics if the system has no thread to spare.
pub fn within<T: Send + 'static>(
    name: &str,
    limit: Duration,
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, Hang> {
    let (done, result) = mpsc::sync_channel(1);
    // The name is what a panic or an overflow of the stack shows.
    let thread = thread::Builder::new().name(name.into());
    let spawned = thread.spawn(move || {
        // The receiver is gone if the time was up.
        let _ = done.send(work());
    });
    let worker = spawned.expect("the system has a thread for a check");
    match result.recv_timeout(limit) {
        Ok(value) => Ok(value),
        Err(RecvTimeoutError::Timeout) => Err(Hang { limit }),
        Err(RecvTimeoutError::Disconnected) => match worker.join() {
            Err(panic) => std::panic::resume_unwind(panic),
            Ok(()) => unreachable!("the work ended without a result and without a panic"),
        },
    }
}

/// The work was not done in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hang {
    /// The time it had.
    pub limit: Duration,
}

//! Telling whether tokio took a task.

use core::{
    future::Future,
    pin::pin,
    task::{Context, Poll, Waker},
};

use ::tokio::task::JoinHandle;

use crate::task::{SpawnError, SpawnErrorKind};

/// Detaches a task that tokio was just given, and returns an error if tokio refused it.
///
/// tokio drops a task that it cannot run any more, and cancels its handle in the same call. A task
/// that has ended already for any other reason is fine.
#[inline]
pub(in crate::rt) fn detach_unless_refused<T>(handle: JoinHandle<()>) -> Result<(), SpawnError<T>> {
    if handle.is_finished() { refusal(handle) } else { Ok(()) }
}

/// Tells why a task has ended before anybody could wait for it.
#[cold]
fn refusal<T>(handle: JoinHandle<()>) -> Result<(), SpawnError<T>> {
    match pin!(handle).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(Err(error)) if error.is_cancelled() => {
            Err(SpawnError::new(SpawnErrorKind::Shutdown))
        }
        Poll::Ready(_) | Poll::Pending => Ok(()),
    }
}

//! What poll functions return, in our words and in theirs.

use core::task::{Context, Poll};

use crate::io::{Error, Result};

/// Converts what a foreign poll function returned.
///
/// Errors pass as they are, except for the two kinds that never come out of our traits (READ-17,
/// WRITE-22): see [`failed`].
#[inline]
pub(super) fn to_ours<T>(cx: &Context<'_>, polled: Poll<std::io::Result<T>>) -> Poll<Result<T>> {
    match polled {
        Poll::Ready(Ok(value)) => Poll::Ready(Ok(value)),
        Poll::Ready(Err(error)) => match failed(cx, error) {
            Some(error) => Poll::Ready(Err(error)),
            None => Poll::Pending,
        },
        Poll::Pending => Poll::Pending,
    }
}

/// Converts what a poll function of ours returned.
#[inline]
pub(super) fn to_std<T>(polled: Poll<Result<T>>) -> Poll<std::io::Result<T>> {
    match polled {
        Poll::Ready(Ok(value)) => Poll::Ready(Ok(value)),
        Poll::Ready(Err(error)) => Poll::Ready(Err(error_to_std(error))),
        Poll::Pending => Poll::Pending,
    }
}

/// Converts an error, or asks for another poll where it only says "not now".
///
/// `Interrupted` asks for a retry, and `WouldBlock` is `Pending` by a callee that may have stored
/// no waker. Both become `Pending` and a wake of the task: a retry that cannot hang, as a lost
/// waker would, and cannot keep the thread, as a loop would.
#[cold]
pub(super) fn failed(cx: &Context<'_>, error: std::io::Error) -> Option<Error> {
    match error.kind() {
        std::io::ErrorKind::WouldBlock | std::io::ErrorKind::Interrupted => {
            cx.waker().wake_by_ref();
            None
        }
        _ => Some(error.into()),
    }
}

#[cold]
fn error_to_std(error: Error) -> std::io::Error {
    error.into()
}

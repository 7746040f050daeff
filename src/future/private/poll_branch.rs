//! Polling a branch of `select!`.

use core::{
    pin::Pin,
    task::{Context, Poll},
};

/// Polls a branch that has no guard.
#[inline]
pub fn poll_open<F: Future>(future: Pin<&mut F>, cx: &mut Context<'_>) -> Poll<F::Output> {
    future.poll(cx)
}

/// Polls a branch that has a guard; its future is there if the guard was true.
#[inline]
pub fn poll_guarded<F: Future>(
    future: Pin<&mut Option<F>>,
    cx: &mut Context<'_>,
) -> Poll<F::Output> {
    match future.as_pin_mut() {
        Some(future) => future.poll(cx),
        None => Poll::Pending,
    }
}

//! Polling by hand.

use std::{future::Future, pin::pin, task::Poll};

use super::context;

/// Polls a future that is ready at once.
#[inline(always)] // as an `.await` is
pub(crate) fn ready<F: Future>(future: F) -> F::Output {
    match pin!(future).poll(&mut context()) {
        Poll::Ready(output) => output,
        Poll::Pending => unreachable!("what it waits for is ready"),
    }
}

/// Polls a future that wakes itself, until it is ready.
#[inline(always)]
pub(crate) fn turns<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    loop {
        if let Poll::Ready(output) = future.as_mut().poll(&mut context()) {
            return output;
        }
    }
}

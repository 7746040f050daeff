//! Joining the next task of a set.

use core::{
    future::Future,
    pin::Pin,
    task::{Context, Poll},
};

use crate::task::{JoinError, JoinSet};

/// Future returned by [`JoinSet::join_next`].
#[derive(Debug)]
#[must_use = "futures do nothing unless polled"]
pub struct JoinNext<'a, T> {
    set: &'a mut JoinSet<T>,
}

impl<'a, T> JoinNext<'a, T> {
    pub(super) const fn new(set: &'a mut JoinSet<T>) -> Self {
        Self { set }
    }
}

impl<T> Future for JoinNext<'_, T> {
    type Output = Option<Result<T, JoinError>>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        self.set.poll_join_next(cx)
    }
}

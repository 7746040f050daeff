//! A task that starts after it was spawned.

use core::{
    future::Future,
    mem,
    pin::Pin,
    task::{Context, Poll},
};

use pin_project_lite::pin_project;

pin_project! {
    /// A future whose first poll does nothing but ask for another one.
    ///
    /// glommio polls a task in the call that spawns it. The caller may hold a lock that the task
    /// takes, and a chain of tasks would be as deep as it is long.
    pub(super) struct Deferred<F> {
        #[pin]
        future: F,
        spawning: bool,
    }
}

impl<F> Deferred<F> {
    pub(super) const fn new(future: F) -> Self {
        Self { future, spawning: true }
    }
}

impl<F: Future> Future for Deferred<F> {
    type Output = F::Output;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<F::Output> {
        let this = self.project();
        if mem::take(this.spawning) {
            cx.waker().wake_by_ref();
            return Poll::Pending;
        }
        this.future.poll(cx)
    }
}

//! One item after the other.

use core::{
    pin::Pin,
    task::{Context, Poll, ready},
};

use pin_project_lite::pin_project;

use super::progress_while::poll_body;
use crate::stream::{Fuse, Stream, budget::Budget};

pin_project! {
    /// A stream, and the future that runs for the item that was taken last: the body of a loop.
    pub(super) struct Serial<S, Fut> {
        #[pin]
        pub(super) stream: Fuse<S>,
        #[pin]
        body: Option<Fut>,
        idle: bool,
    }
}

impl<S, Fut> Serial<S, Fut> {
    pub(super) const fn new(stream: S) -> Self {
        Self { stream: Fuse::new(stream), body: None, idle: false }
    }

    pub(super) const fn is_running(&self) -> bool {
        self.body.is_some()
    }

    #[inline]
    pub(super) fn start(self: Pin<&mut Self>, body: Fut) {
        let mut this = self.project();
        this.body.set(Some(body));
        *this.idle = false;
    }
}

impl<S: Stream, Fut: Future> Serial<S, Fut> {
    /// Runs the body, if there is one, and lets the stream work on as long as it waits.
    #[inline]
    pub(super) fn poll_body(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Fut::Output>> {
        let mut this = self.project();
        let Some(body) = this.body.as_mut().as_pin_mut() else { return Poll::Ready(None) };
        let output = ready!(poll_body(body, this.stream, this.idle, cx));
        this.body.set(None);
        Poll::Ready(Some(output))
    }

    /// Takes the next item. No body runs.
    #[inline]
    pub(super) fn poll_item(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        budget: &mut Budget,
    ) -> Poll<Option<S::Item>> {
        ready!(budget.poll_spend(cx));
        self.project().stream.poll_next(cx)
    }
}

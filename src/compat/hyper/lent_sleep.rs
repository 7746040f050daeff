//! A sleep of ours as one of hyper's.

use core::{
    future::Future,
    pin::Pin,
    task::{Context, Poll},
};

use pin_project_lite::pin_project;

use crate::{
    task::exclusive::Exclusive,
    time::{Instant, Sleep},
};

pin_project! {
    /// What a timer of ours gives to hyper, in a box.
    ///
    /// hyper's sleeps are `Sync`, though nothing can be done with a shared one.
    #[derive(Debug)]
    pub(super) struct LentSleep<S> {
        #[pin]
        sleep: Exclusive<S>,
    }
}

impl<S: Sleep> LentSleep<S> {
    pub(super) const fn new(sleep: S) -> Self {
        Self { sleep: Exclusive::new(sleep) }
    }

    pub(super) fn reset(self: Pin<&mut Self>, deadline: Instant) {
        self.project().sleep.get_pin_mut().reset(deadline);
    }
}

impl<S: Sleep> Future for LentSleep<S> {
    type Output = ();

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        self.project().sleep.get_pin_mut().poll(cx)
    }
}

impl<S: Sleep + Send> ::hyper::rt::Sleep for LentSleep<S> {}

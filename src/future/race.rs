//! The first of two futures.

use core::{
    pin::Pin,
    task::{Context, Poll},
};

use pin_project_lite::pin_project;

use super::{__private::Start, Either, Fuse};

/// Waits for the first of two futures, and drops the other one.
///
/// If both are ready in the same poll, each is the one that wins equally often.
/// [`Either::into_inner`] returns the output of two futures that have the same type of it.
/// [`select!`](crate::future::select) is the form for more futures, and for code that goes on
/// differently.
///
/// # Cancel safety
///
/// The future that loses is dropped in the middle of its work, so each must be cancel safe or be
/// passed by reference. The same holds if this future is dropped.
///
/// # Examples
///
/// ```
/// use std::future::pending;
///
/// use async_interop::future::{Either, race};
///
/// # futures::executor::block_on(async {
/// assert_eq!(race(async { 1 }, pending::<()>()).await, Either::Left(1));
/// assert_eq!(race(pending(), async { 2 }).await.into_inner(), 2);
/// # });
/// ```
pub fn race<A: IntoFuture, B: IntoFuture>(a: A, b: B) -> Race<A::IntoFuture, B::IntoFuture> {
    Race { both: Fuse::new(Both { a: a.into_future(), b: b.into_future() }) }
}

pin_project! {
    /// Future returned by [`race`].
    #[must_use = "futures do nothing unless awaited or polled"]
    #[derive(Debug)]
    pub struct Race<A, B> {
        #[pin]
        both: Fuse<Both<A, B>>,
    }
}

impl<A: Future, B: Future> Future for Race<A, B> {
    type Output = Either<A::Output, B::Output>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        self.project().both.poll(cx)
    }
}

pin_project! {
    #[derive(Debug)]
    struct Both<A, B> {
        #[pin]
        a: A,
        #[pin]
        b: B,
    }
}

impl<A: Future, B: Future> Future for Both<A, B> {
    type Output = Either<A::Output, B::Output>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        static START: Start = Start::new();
        let mut this = self.project();
        if START.draw(2) == 0 {
            if let Poll::Ready(output) = this.a.as_mut().poll(cx) {
                return Poll::Ready(Either::Left(output));
            }
            return this.b.poll(cx).map(Either::Right);
        }
        if let Poll::Ready(output) = this.b.poll(cx) {
            return Poll::Ready(Either::Right(output));
        }
        this.a.poll(cx).map(Either::Left)
    }
}

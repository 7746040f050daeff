//! One of two types.

#![expect(unsafe_code, reason = "room 8: pins what is in a variant whose fields have no names")]

use core::{
    pin::Pin,
    task::{Context, Poll},
};

/// One of two.
///
/// As a future it is whichever it is, so that the arms of an `if` can be different futures. It is
/// also what [`race`](crate::future::race) returns.
///
/// # Examples
///
/// ```
/// use std::future::{Future, ready};
///
/// use async_interop::future::{Either, yield_now};
///
/// fn settle(turns: bool) -> impl Future<Output = ()> {
///     if turns { Either::Left(yield_now()) } else { Either::Right(ready(())) }
/// }
/// # futures::executor::block_on(async { settle(true).await; settle(false).await; });
/// ```
///
/// # Invariants
///
/// 1. What a pinned `Either` holds is pinned: it has no `Drop`, and nothing moves out of a
///    `Pin<&mut Self>`. It is `Unpin` only if both types are (the auto trait).
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum Either<A, B> {
    /// The first.
    Left(A),
    /// The second.
    Right(B),
}

impl<A, B> Either<A, B> {
    /// Returns what a pinned `Either` holds, pinned.
    pub fn as_pin_mut(self: Pin<&mut Self>) -> Either<Pin<&mut A>, Pin<&mut B>> {
        // SAFETY: nothing is moved below: the references are pinned at once.
        match unsafe { self.get_unchecked_mut() } {
            // SAFETY: pinned with the whole (invariant 1).
            Self::Left(left) => Either::Left(unsafe { Pin::new_unchecked(left) }),
            // SAFETY: pinned with the whole (invariant 1).
            Self::Right(right) => Either::Right(unsafe { Pin::new_unchecked(right) }),
        }
    }
}

impl<T> Either<T, T> {
    /// Returns what it holds, whichever it is.
    pub fn into_inner(self) -> T {
        match self {
            Self::Left(value) | Self::Right(value) => value,
        }
    }
}

impl<A: Future, B: Future<Output = A::Output>> Future for Either<A, B> {
    type Output = A::Output;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<A::Output> {
        match self.as_pin_mut() {
            Either::Left(future) => future.poll(cx),
            Either::Right(future) => future.poll(cx),
        }
    }
}

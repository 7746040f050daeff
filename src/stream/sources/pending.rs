//! [`pending`].

use core::{
    fmt,
    marker::PhantomData,
    pin::Pin,
    task::{Context, Poll},
};

use crate::stream::{FusedStream, Stream};

/// Makes a stream that has no item and no end: it waits for ever.
///
/// It wakes nobody and keeps no waker. It fills the place of a stream that is switched off.
///
/// # Examples
///
/// ```
/// use async_interop::stream::{self, StreamExt};
///
/// # futures::executor::block_on(async {
/// let switched_off = stream::pending();
/// let mut numbers = stream::iter([1]).merge(switched_off);
/// assert_eq!(numbers.next().await, Some(1));
/// # });
/// ```
pub const fn pending<T>() -> Pending<T> {
    Pending { item: PhantomData }
}

/// Stream returned by [`pending`].
#[must_use = "streams do nothing unless polled"]
pub struct Pending<T> {
    /// No item is in it, hence it is `Send` whatever `T` is.
    item: PhantomData<fn() -> T>,
}

impl<T> Stream for Pending<T> {
    type Item = T;

    fn poll_next(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<T>> {
        Poll::Pending
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (0, Some(0))
    }
}

impl<T> FusedStream for Pending<T> {
    fn is_terminated(&self) -> bool {
        false
    }
}

impl<T> Clone for Pending<T> {
    fn clone(&self) -> Self {
        pending()
    }
}

impl<T> fmt::Debug for Pending<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Pending")
    }
}

//! [`empty`].

use core::{
    fmt,
    marker::PhantomData,
    pin::Pin,
    task::{Context, Poll},
};

use crate::stream::{FusedStream, Stream};

/// Makes a stream that is at its end.
///
/// # Examples
///
/// ```
/// use async_interop::stream::{self, StreamExt};
///
/// # futures::executor::block_on(async {
/// let mut none = stream::empty::<u8>();
/// assert_eq!(none.next().await, None);
/// # });
/// ```
pub const fn empty<T>() -> Empty<T> {
    Empty { item: PhantomData }
}

/// Stream returned by [`empty`].
#[must_use = "streams do nothing unless polled"]
pub struct Empty<T> {
    /// No item is in it, hence it is `Send` whatever `T` is.
    item: PhantomData<fn() -> T>,
}

impl<T> Stream for Empty<T> {
    type Item = T;

    #[inline]
    fn poll_next(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<T>> {
        Poll::Ready(None)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (0, Some(0))
    }
}

impl<T> FusedStream for Empty<T> {
    fn is_terminated(&self) -> bool {
        true
    }
}

impl<T> Clone for Empty<T> {
    fn clone(&self) -> Self {
        empty()
    }
}

impl<T> fmt::Debug for Empty<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Empty")
    }
}

//! From our streams to std's asynchronous iterators.

use core::{
    async_iter::AsyncIterator,
    pin::Pin,
    task::{Context, Poll},
};

use pin_project_lite::pin_project;

use crate::stream::Stream;

pin_project! {
    /// Gives a stream of ours std's `AsyncIterator`.
    ///
    /// | ours | theirs | lost on the way |
    /// |---|---|---|
    /// | [`Stream::poll_next`], `size_hint` | `AsyncIterator` | nothing |
    /// | [`Stream::poll_progress`] | – | their loops do not drive it |
    #[derive(Clone, Debug)]
    #[must_use = "an adapter does nothing until it is used"]
    pub struct IntoAsyncIterator<T> {
        #[pin]
        inner: T,
    }
}

impl<T> IntoAsyncIterator<T> {
    /// Creates an adapter for `inner`.
    #[inline]
    pub const fn new(inner: T) -> Self {
        Self { inner }
    }

    /// Returns a reference to the inner value.
    #[inline]
    pub const fn get_ref(&self) -> &T {
        &self.inner
    }

    /// Returns a mutable reference to the inner value.
    #[inline]
    pub const fn get_mut(&mut self) -> &mut T {
        &mut self.inner
    }

    /// Returns a pinned mutable reference to the inner value.
    #[inline]
    pub fn get_pin_mut(self: Pin<&mut Self>) -> Pin<&mut T> {
        self.project().inner
    }

    /// Returns the inner value.
    #[inline]
    pub fn into_inner(self) -> T {
        self.inner
    }
}

impl<T: Stream> AsyncIterator for IntoAsyncIterator<T> {
    type Item = T::Item;

    #[inline]
    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<T::Item>> {
        self.get_pin_mut().poll_next(cx)
    }

    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        self.inner.size_hint()
    }
}

impl<T> From<T> for IntoAsyncIterator<T> {
    #[inline]
    fn from(inner: T) -> Self {
        Self::new(inner)
    }
}

/// Gives every stream of ours the method [`into_async_iterator`](Self::into_async_iterator).
pub trait IntoAsyncIteratorExt: Sized {
    /// Wraps the value so that it is an asynchronous iterator of std.
    ///
    /// The page of [`IntoAsyncIterator`] says what is lost.
    #[inline]
    fn into_async_iterator(self) -> IntoAsyncIterator<Self> {
        IntoAsyncIterator::new(self)
    }
}

impl<T> IntoAsyncIteratorExt for T {}

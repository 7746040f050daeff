//! From std's asynchronous iterators to our streams.

use core::{
    async_iter::AsyncIterator,
    pin::Pin,
    task::{Context, Poll},
};

use pin_project_lite::pin_project;

use crate::stream::Stream;

pin_project! {
    /// Gives an asynchronous iterator of std our [`Stream`].
    ///
    /// | theirs | ours | lost on the way |
    /// |---|---|---|
    /// | `AsyncIterator::poll_next` | [`Stream::poll_next`] | nothing |
    /// | `size_hint` | the same | nothing |
    /// | – | [`Stream::poll_progress`] | there is nothing to drive |
    #[derive(Clone, Debug)]
    #[must_use = "an adapter does nothing until it is used"]
    pub struct FromAsyncIterator<T> {
        #[pin]
        inner: T,
    }
}

impl<T> FromAsyncIterator<T> {
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

impl<T: AsyncIterator> Stream for FromAsyncIterator<T> {
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

impl<T> From<T> for FromAsyncIterator<T> {
    #[inline]
    fn from(inner: T) -> Self {
        Self::new(inner)
    }
}

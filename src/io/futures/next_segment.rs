use alloc::vec::Vec;
use core::{
    fmt,
    pin::Pin,
    task::{Context, Poll},
};

use crate::io::{AsyncBufRead, Result, Split};

/// Future returned by [`Split::next_segment`].
#[must_use = "futures do nothing unless awaited or polled"]
pub struct NextSegment<'a, R> {
    inner: &'a mut Split<R>,
}

impl<'a, R> NextSegment<'a, R> {
    pub(in crate::io) const fn new(inner: &'a mut Split<R>) -> Self {
        Self { inner }
    }
}

impl<R: AsyncBufRead + Unpin> Future for NextSegment<'_, R> {
    type Output = Result<Option<Vec<u8>>>;

    #[inline]
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        Pin::new(&mut *self.inner).poll_next_segment(cx)
    }
}

impl<R> fmt::Debug for NextSegment<'_, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NextSegment").finish_non_exhaustive()
    }
}

static_assertions::assert_eq_size!(NextSegment<'static, ()>, usize);

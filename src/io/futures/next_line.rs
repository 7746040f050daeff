use alloc::string::String;
use core::{
    fmt,
    pin::Pin,
    task::{Context, Poll},
};

use crate::io::{AsyncBufRead, Lines, Result};

/// Future returned by [`Lines::next_line`].
#[must_use = "futures do nothing unless awaited or polled"]
pub struct NextLine<'a, R> {
    inner: &'a mut Lines<R>,
}

impl<'a, R> NextLine<'a, R> {
    pub(in crate::io) const fn new(inner: &'a mut Lines<R>) -> Self {
        Self { inner }
    }
}

impl<R: AsyncBufRead + Unpin> Future for NextLine<'_, R> {
    type Output = Result<Option<String>>;

    #[inline]
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        Pin::new(&mut *self.inner).poll_next_line(cx)
    }
}

impl<R> fmt::Debug for NextLine<'_, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NextLine").finish_non_exhaustive()
    }
}

static_assertions::assert_eq_size!(NextLine<'static, ()>, usize);

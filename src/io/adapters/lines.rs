use alloc::{borrow::ToOwned, string::String, vec::Vec};
use core::{
    fmt,
    pin::Pin,
    str,
    task::{Context, Poll, ready},
};

use pin_project_lite::pin_project;

use crate::{
    io::{AsyncBufRead, NextLine, Result, futures::poll_line},
    stream::{FusedStream, Stream},
};

pin_project! {
    /// Stream returned by [`AsyncBufReadExt::lines`](crate::io::AsyncBufReadExt::lines).
    #[must_use = "streams do nothing unless polled"]
    pub struct Lines<R> {
        #[pin]
        inner: R,
        partial: Vec<u8>,
        ended: bool,
    }
}

impl<R> Lines<R> {
    pub(in crate::io) const fn new(inner: R) -> Self {
        Self { inner, partial: Vec::new(), ended: false }
    }

    /// Returns the inner reader. The front of a line that was not complete is lost.
    pub fn into_inner(self) -> R {
        self.inner
    }

    /// Returns the next line, or `None` at the end.
    ///
    /// # Errors
    ///
    /// As the stream's items.
    ///
    /// # Cancel safety
    ///
    /// Cancel safe: if the future is dropped before it is ready, nothing was read but what
    /// the stream keeps for the next call.
    pub const fn next_line(&mut self) -> NextLine<'_, R> {
        NextLine::new(self)
    }

    /// Attempts to take the next line; [`poll_next`](Stream::poll_next) by another name.
    ///
    /// # Errors
    ///
    /// As the stream's items.
    #[inline]
    pub fn poll_next_line(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Result<Option<String>>>
    where
        R: AsyncBufRead,
    {
        let this = self.project();
        if *this.ended {
            return Poll::Ready(Ok(None));
        }
        let mut ended = false;
        let make = |line: &[u8]| {
            // A line without an ending is the last one.
            ended = !line.ends_with(b"\n");
            if line.is_empty() {
                return Ok(None);
            }
            Ok(Some(str::from_utf8(without_ending(line))?.to_owned()))
        };
        let line = ready!(poll_line(this.inner, cx, this.partial, make));
        *this.ended = ended;
        Poll::Ready(line)
    }

    /// Returns the inner reader. To read from it directly takes bytes away from the stream.
    pub const fn get_mut(&mut self) -> &mut R {
        &mut self.inner
    }

    /// Returns the inner reader, pinned. To read from it directly takes bytes away from the stream.
    pub fn get_pin_mut(self: Pin<&mut Self>) -> Pin<&mut R> {
        self.project().inner
    }

    /// Returns the inner reader.
    pub const fn get_ref(&self) -> &R {
        &self.inner
    }
}

impl<R: AsyncBufRead> Stream for Lines<R> {
    type Item = Result<String>;

    #[inline]
    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll_next_line(cx).map(Result::transpose)
    }
}

impl<R: AsyncBufRead> FusedStream for Lines<R> {
    fn is_terminated(&self) -> bool {
        self.ended
    }
}

impl<R> fmt::Debug for Lines<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Lines")
            .field("partial", &self.partial.len())
            .field("ended", &self.ended)
            .finish_non_exhaustive()
    }
}

/// Removes `\n` or `\r\n`.
#[inline]
fn without_ending(line: &[u8]) -> &[u8] {
    match line {
        [line @ .., b'\r', b'\n'] | [line @ .., b'\n'] => line,
        line => line,
    }
}

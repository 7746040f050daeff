//! The stream that an adapter under test wraps.

use alloc::boxed::Box;
use core::{
    fmt,
    pin::Pin,
    task::{Context, Poll},
};

use super::Token;
use crate::stream::Stream;

/// The stream that an adapter under test wraps.
pub struct Inner(Pin<Box<dyn Stream<Item = Token> + Send>>);

impl Inner {
    /// Makes an inner stream of any stream of tokens.
    pub fn new(stream: impl Stream<Item = Token> + Send + 'static) -> Self {
        Self(Box::pin(stream))
    }
}

impl Stream for Inner {
    type Item = Token;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Token>> {
        self.0.as_mut().poll_next(cx)
    }

    fn poll_progress(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        self.0.as_mut().poll_progress(cx)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.0.size_hint()
    }
}

impl fmt::Debug for Inner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Inner").finish_non_exhaustive()
    }
}

//! Fixtures for streams that need no more than to be made.

use core::pin::Pin;

use async_interop::{
    conformance::{
        Adapter, Channel, Producer, SendStream,
        harness::{Inner, Token},
    },
    stream::Stream,
};

/// Takes an item without a poll.
type TryNext<S> = fn(Pin<&mut S>) -> Option<Token>;

/// A stream that is fed from outside.
pub(super) struct Fed<S> {
    /// Makes the stream and what feeds it.
    pub(super) open: fn() -> (S, Producer),
    /// Says whether the stream knows that it is at its end.
    pub(super) is_terminated: Option<fn(&S) -> bool>,
    /// Takes an item without a poll.
    pub(super) try_next: Option<TryNext<S>>,
}

/// A stream that wraps others.
pub(super) struct Wrapped<S> {
    /// Lets all items through.
    pub(super) wrap: fn(Inner) -> S,
    /// Lets none through.
    pub(super) reject: Option<fn(Inner) -> S>,
    /// Lets the items of several through.
    pub(super) combine: Option<fn(Vec<Inner>) -> S>,
    /// Says whether the stream knows that it is at its end.
    pub(super) is_terminated: Option<fn(&S) -> bool>,
}

impl<S: Stream<Item = Token> + Send + 'static> Channel for Fed<S> {
    type Stream = S;

    fn open(&mut self) -> (S, Producer) {
        (self.open)()
    }

    fn is_terminated(&self, stream: &S) -> Option<bool> {
        self.is_terminated.map(|is_terminated| is_terminated(stream))
    }

    fn try_next(&mut self, stream: Pin<&mut S>) -> Option<Token> {
        self.try_next.and_then(|try_next| try_next(stream))
    }

    fn send(&mut self, stream: S) -> Option<SendStream> {
        Some(SendStream::new(stream))
    }
}

impl<S: Stream<Item = Token> + Send + 'static> Adapter for Wrapped<S> {
    type Stream = S;

    fn wrap(&mut self, inner: Inner) -> S {
        (self.wrap)(inner)
    }

    fn reject(&mut self, inner: Inner) -> Option<S> {
        self.reject.map(|reject| reject(inner))
    }

    fn combine(&mut self, inner: Vec<Inner>) -> Option<S> {
        self.combine.map(|combine| combine(inner))
    }

    fn is_terminated(&self, stream: &S) -> Option<bool> {
        self.is_terminated.map(|is_terminated| is_terminated(stream))
    }

    fn send(&mut self, stream: S) -> Option<SendStream> {
        Some(SendStream::new(stream))
    }
}

//! The streams of `stream`.

use std::{
    pin::Pin,
    task::{Context, Poll},
};

use async_interop::{
    conformance::{
        self, Adapted, Adapter, Channel, Producer, SendStream,
        harness::{Inner, Token},
        reference,
    },
    stream::{self, FusedStream, Stream as _, StreamExt as _},
};

/// An adapter, by a function that wraps and one that lets nothing through.
struct Ours<S> {
    wrap: fn(Inner) -> S,
    reject: Option<fn(Inner) -> S>,
}

impl<S: FusedStream<Item = Token> + Send + 'static> Adapter for Ours<S> {
    type Stream = S;

    fn wrap(&mut self, inner: Inner) -> S {
        (self.wrap)(inner)
    }

    fn reject(&mut self, inner: Inner) -> Option<S> {
        self.reject.map(|reject| reject(inner))
    }

    fn is_terminated(&self, stream: &S) -> Option<bool> {
        Some(stream.is_terminated())
    }

    fn send(&mut self, stream: S) -> Option<SendStream> {
        Some(SendStream::new(stream))
    }
}

type Same = fn(Token) -> Token;
type Keep = fn(&Token) -> bool;

fn map() -> Adapted<Ours<stream::Map<Inner, Same>>> {
    Adapted(Ours { wrap: |inner| inner.map(|token| token), reject: None })
}

fn filter() -> Adapted<Ours<stream::Filter<Inner, Keep>>> {
    Adapted(Ours {
        wrap: |inner| inner.filter(|_| true),
        reject: Some(|inner| inner.filter(|_| false)),
    })
}

/// Two bounds, one in the other, are a bound.
fn filter_twice() -> Adapted<Ours<stream::Filter<stream::Filter<Inner, Keep>, Keep>>> {
    Adapted(Ours {
        wrap: |inner| inner.filter((|_| true) as Keep).filter(|_| true),
        reject: Some(|inner| inner.filter((|_| false) as Keep).filter(|_| true)),
    })
}

fn take() -> Adapted<Ours<stream::Take<Inner>>> {
    Adapted(Ours { wrap: |inner| inner.take(usize::MAX), reject: None })
}

fn fuse() -> Adapted<Ours<stream::Fuse<Inner>>> {
    Adapted(Ours { wrap: Inner::fuse, reject: None })
}

conformance::stream!(map, map(), capabilities [adapter, finite, fused, send, send_xt]);
conformance::stream!(
    filter,
    filter(),
    capabilities [adapter, rejects, finite, fused, send, send_xt]
);
conformance::stream!(
    filter_twice,
    filter_twice(),
    capabilities [adapter, rejects, finite, fused, send, send_xt]
);
conformance::stream!(take, take(), capabilities [adapter, finite, fused, send, send_xt]);
conformance::stream!(fuse, fuse(), capabilities [adapter, finite, fused, send, send_xt]);

/// A poll function over the reference channel.
struct PollFn;

type Poller = Box<dyn FnMut(&mut Context<'_>) -> Poll<Option<Token>> + Send>;

impl Channel for PollFn {
    type Stream = stream::PollFn<Poller>;

    fn open(&mut self) -> (Self::Stream, Producer) {
        let (sender, mut receiver) = reference::channel();
        let poll: Poller = Box::new(move |cx| Pin::new(&mut receiver).poll_next(cx));
        (stream::poll_fn(poll), Producer::new(move |item| sender.send(item).is_ok()))
    }

    fn is_terminated(&self, stream: &Self::Stream) -> Option<bool> {
        Some(stream.is_terminated())
    }

    fn send(&mut self, stream: Self::Stream) -> Option<SendStream> {
        Some(SendStream::new(stream))
    }
}

conformance::stream!(poll_fn, PollFn, capabilities [finite, fused, send, send_xt]);

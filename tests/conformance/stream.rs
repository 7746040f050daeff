//! The streams of `stream`.

use std::{
    future::{Ready, ready},
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
    combine: Option<fn([Inner; 3]) -> S>,
}

impl<S> Ours<S> {
    fn wrap(wrap: fn(Inner) -> S) -> Adapted<Self> {
        Adapted(Self { wrap, reject: None, combine: None })
    }

    fn rejecting(wrap: fn(Inner) -> S, reject: fn(Inner) -> S) -> Adapted<Self> {
        Adapted(Self { wrap, reject: Some(reject), combine: None })
    }
}

impl<S: FusedStream<Item = Token> + Send + 'static> Adapter for Ours<S> {
    type Stream = S;

    fn wrap(&mut self, inner: Inner) -> S {
        (self.wrap)(inner)
    }

    fn reject(&mut self, inner: Inner) -> Option<S> {
        self.reject.map(|reject| reject(inner))
    }

    fn combine(&mut self, inner: Vec<Inner>) -> Option<S> {
        let mut inner = inner.into_iter();
        let three = std::array::from_fn(|_| inner.next().unwrap_or_else(nothing));
        assert!(inner.next().is_none(), "at most three at once");
        self.combine.map(|combine| combine(three))
    }

    fn is_terminated(&self, stream: &S) -> Option<bool> {
        Some(stream.is_terminated())
    }

    fn send(&mut self, stream: S) -> Option<SendStream> {
        Some(SendStream::new(stream))
    }
}

/// A stream that is at its end.
fn nothing() -> Inner {
    Inner::new(stream::empty())
}

type Keep = fn(&Token) -> bool;
type Chosen = Ready<Option<Token>>;
type Choose = fn(Token) -> Chosen;

fn map() -> impl Channel {
    Ours::wrap(|inner| inner.map(|token| token))
}

fn then() -> impl Channel {
    Ours::wrap(|inner| inner.then(ready))
}

fn filter() -> Adapted<Ours<stream::Filter<Inner, Keep>>> {
    Ours::rejecting(|inner| inner.filter(|_| true), |inner| inner.filter(|_| false))
}

fn filter_map() -> Adapted<Ours<stream::FilterMap<Inner, Choose, Chosen>>> {
    Ours::rejecting(
        |inner| inner.filter_map(|token| ready(Some(token))),
        |inner| inner.filter_map(|_| ready(None)),
    )
}

fn take() -> impl Channel {
    Ours::wrap(|inner| inner.take(usize::MAX))
}

fn take_while() -> impl Channel {
    Ours::wrap(|inner| inner.take_while(|_| true))
}

fn skip() -> Adapted<Ours<stream::Skip<Inner>>> {
    Ours::rejecting(|inner| inner.skip(0), |inner| inner.skip(usize::MAX))
}

fn skip_while() -> Adapted<Ours<stream::SkipWhile<Inner, Keep>>> {
    Ours::rejecting(|inner| inner.skip_while(|_| false), |inner| inner.skip_while(|_| true))
}

fn step_by() -> impl Channel {
    Ours::wrap(|inner| inner.step_by(1))
}

fn enumerate() -> impl Channel {
    Ours::wrap(|inner| inner.enumerate().map(|(_, token)| token))
}

fn zip() -> impl Channel {
    Ours::wrap(|inner| inner.zip(stream::repeat(())).map(|(token, ())| token))
}

fn chain_first() -> impl Channel {
    Ours::wrap(|inner| inner.chain(nothing()))
}

fn chain_second() -> impl Channel {
    Ours::wrap(|inner| nothing().chain(inner))
}

fn peekable() -> impl Channel {
    Ours::wrap(|inner| inner.peekable())
}

fn fuse() -> impl Channel {
    Ours::wrap(|inner| inner.fuse())
}

fn inspect() -> impl Channel {
    Ours::wrap(|inner| inner.inspect(|_| ()))
}

fn scan() -> impl Channel {
    Ours::wrap(|inner| inner.scan((), |(), token| Some(token)))
}

fn flatten() -> impl Channel {
    Ours::wrap(|inner| stream::once(inner).flatten())
}

fn chunks() -> impl Channel {
    Ours::wrap(|inner| inner.chunks(1).map(|mut chunk| chunk.remove(0)))
}

fn buffered() -> impl Channel {
    Ours::wrap(|inner| inner.map(ready).buffered(4))
}

fn buffer_unordered() -> impl Channel {
    Ours::wrap(|inner| inner.map(ready).buffer_unordered(4))
}

/// Two bounds, one in the other, are a bound.
fn filter_twice() -> Adapted<Ours<stream::Filter<stream::Filter<Inner, Keep>, Keep>>> {
    Ours::rejecting(
        |inner| inner.filter((|_| true) as Keep).filter(|_| true),
        |inner| inner.filter((|_| false) as Keep).filter(|_| true),
    )
}

type Single = fn(Token) -> Singles;
type Singles = stream::Iter<std::option::IntoIter<Token>>;

/// A stream of one item for each, or of none.
fn flat_map() -> Adapted<Ours<stream::FlatMap<Inner, Single, Singles>>> {
    Ours::rejecting(
        |inner| inner.flat_map((|token| stream::iter(Some(token))) as Single),
        |inner| inner.flat_map((|_| stream::iter(None)) as Single),
    )
}

type Merged = stream::Merge<Inner, stream::Merge<Inner, Inner>>;

/// The last two have a turn together.
fn merge() -> Adapted<Ours<Merged>> {
    Adapted(Ours {
        wrap: |inner| inner.merge(nothing().merge(nothing())),
        reject: None,
        combine: Some(|[first, second, third]| first.merge(second.merge(third))),
    })
}

/// The one that has items is not the first.
fn merge_second() -> Adapted<Ours<Merged>> {
    Adapted(Ours {
        wrap: |inner| nothing().merge(inner.merge(nothing())),
        reject: None,
        combine: Some(|[first, second, third]| third.merge(first.merge(second))),
    })
}

conformance::stream!(map, map(), capabilities [adapter, finite, fused, send, send_xt]);
conformance::stream!(then, then(), capabilities [adapter, finite, fused, send, send_xt]);
conformance::stream!(filter, filter(), capabilities [adapter, rejects, finite, fused, send, send_xt]);
conformance::stream!(filter_map, filter_map(), capabilities [adapter, rejects, finite, fused, send, send_xt]);
conformance::stream!(take, take(), capabilities [adapter, finite, fused, send, send_xt]);
conformance::stream!(take_while, take_while(), capabilities [adapter, finite, fused, send, send_xt]);
conformance::stream!(skip, skip(), capabilities [adapter, rejects, finite, fused, send, send_xt]);
conformance::stream!(skip_while, skip_while(), capabilities [adapter, rejects, finite, fused, send, send_xt]);
conformance::stream!(step_by, step_by(), capabilities [adapter, finite, fused, send, send_xt]);
conformance::stream!(enumerate, enumerate(), capabilities [adapter, finite, fused, send, send_xt]);
conformance::stream!(zip, zip(), capabilities [adapter, finite, fused, send, send_xt]);
conformance::stream!(chain_first, chain_first(), capabilities [adapter, finite, fused, send, send_xt]);
conformance::stream!(chain_second, chain_second(), capabilities [adapter, finite, fused, send, send_xt]);
conformance::stream!(peekable, peekable(), capabilities [adapter, finite, fused, send, send_xt]);
conformance::stream!(fuse, fuse(), capabilities [adapter, finite, fused, send, send_xt]);
conformance::stream!(inspect, inspect(), capabilities [adapter, finite, fused, send, send_xt]);
conformance::stream!(scan, scan(), capabilities [adapter, finite, fused, send, send_xt]);
conformance::stream!(flatten, flatten(), capabilities [adapter, finite, fused, send, send_xt]);
conformance::stream!(chunks, chunks(), capabilities [adapter, finite, fused, send, send_xt]);
conformance::stream!(buffered, buffered(), capabilities [adapter, finite, fused, send, send_xt]);
conformance::stream!(buffer_unordered, buffer_unordered(), capabilities [adapter, finite, fused, send, send_xt]);
conformance::stream!(filter_twice, filter_twice(), capabilities [adapter, rejects, finite, fused, send, send_xt]);
conformance::stream!(flat_map, flat_map(), capabilities [adapter, rejects, finite, fused, send, send_xt]);
conformance::stream!(merge, merge(), capabilities [adapter, concurrent = 4, finite, fused, send, send_xt]);
conformance::stream!(merge_second, merge_second(), capabilities [adapter, concurrent = 4, finite, fused, send, send_xt]);

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

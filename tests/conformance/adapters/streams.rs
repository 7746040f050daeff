//! The adapters of `stream`, over the reference channel and over one that is awkward; sources that are
//! channels.

use std::{
    future::ready,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll, Wake, Waker, ready},
};

use async_interop::{
    conformance::{
        self, Adapted, Adapter, Channel, Producer, SendStream,
        harness::{Inner, Token},
        reference::{self, Receiver},
    },
    stream::{self, FusedStream, Stream, StreamExt as _},
};

/// An adapter whose type is forgotten.
type Erased = Pin<Box<dyn FusedStream<Item = Token> + Send>>;

/// An adapter, by functions that wrap, and what it wraps.
#[derive(Clone, Copy)]
struct Ours {
    /// What comes between the adapter and the stream that the check made.
    below: fn(Inner) -> Inner,
    wrap: fn(Inner) -> Erased,
    /// Lets nothing through.
    reject: Option<fn(Inner) -> Erased>,
    combine: Option<fn([Inner; 3]) -> Erased>,
}

impl Ours {
    const fn wrap(wrap: fn(Inner) -> Erased) -> Self {
        Self { below: |inner| inner, wrap, reject: None, combine: None }
    }

    const fn rejecting(wrap: fn(Inner) -> Erased, reject: fn(Inner) -> Erased) -> Self {
        Self { reject: Some(reject), ..Self::wrap(wrap) }
    }

    const fn combining(wrap: fn(Inner) -> Erased, combine: fn([Inner; 3]) -> Erased) -> Self {
        Self { combine: Some(combine), ..Self::wrap(wrap) }
    }

    /// Makes it a fixture, with `below` between it and what it wraps.
    const fn over(self, below: fn(Inner) -> Inner) -> Adapted<Self> {
        Adapted(Self { below, ..self })
    }
}

impl Adapter for Ours {
    type Stream = Erased;

    fn wrap(&mut self, inner: Inner) -> Erased {
        (self.wrap)((self.below)(inner))
    }

    fn reject(&mut self, inner: Inner) -> Option<Erased> {
        self.reject.map(|reject| reject((self.below)(inner)))
    }

    fn combine(&mut self, inner: Vec<Inner>) -> Option<Erased> {
        let mut inner = inner.into_iter().map(self.below);
        let three = std::array::from_fn(|_| inner.next().unwrap_or_else(nothing));
        assert!(inner.next().is_none(), "at most three at once");
        self.combine.map(|combine| combine(three))
    }

    fn is_terminated(&self, stream: &Erased) -> Option<bool> {
        Some(stream.is_terminated())
    }

    fn send(&mut self, stream: Erased) -> Option<SendStream> {
        Some(SendStream::new(stream))
    }
}

/// Is pending before it is ready, and wakes; and wakes twice for everything.
struct Awkward {
    inner: Inner,
    pended: bool,
}

struct Twice(Waker);

impl Wake for Twice {
    fn wake(self: Arc<Self>) {
        self.0.wake_by_ref();
        self.0.wake_by_ref();
    }
}

impl Stream for Awkward {
    type Item = Token;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Token>> {
        if !self.pended {
            self.pended = true;
            cx.waker().wake_by_ref();
            return Poll::Pending;
        }
        let twice = Waker::from(Arc::new(Twice(cx.waker().clone())));
        let item = ready!(Pin::new(&mut self.inner).poll_next(&mut Context::from_waker(&twice)));
        self.pended = false;
        Poll::Ready(item)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.inner.size_hint()
    }
}

/// A stream that is at its end.
fn nothing() -> Inner {
    Inner::new(stream::empty())
}

const MAP: Ours = Ours::wrap(|inner| Box::pin(inner.map(|token| token)));
const THEN: Ours = Ours::wrap(|inner| Box::pin(inner.then(ready)));
const FILTER: Ours = Ours::rejecting(
    |inner| Box::pin(inner.filter(|_| true)),
    |inner| Box::pin(inner.filter(|_| false)),
);
/// Two bounds, one in the other, are a bound.
const FILTER_TWICE: Ours = Ours::rejecting(
    |inner| Box::pin(inner.filter(|_| true).filter(|_| true)),
    |inner| Box::pin(inner.filter(|_| false).filter(|_| true)),
);
const FILTER_MAP: Ours = Ours::rejecting(
    |inner| Box::pin(inner.filter_map(|token| ready(Some(token)))),
    |inner| Box::pin(inner.filter_map(|_| ready(None))),
);
const TAKE: Ours = Ours::wrap(|inner| Box::pin(inner.take(usize::MAX)));
const TAKE_WHILE: Ours = Ours::wrap(|inner| Box::pin(inner.take_while(|_| true)));
const SKIP: Ours =
    Ours::rejecting(|inner| Box::pin(inner.skip(0)), |inner| Box::pin(inner.skip(usize::MAX)));
const SKIP_WHILE: Ours = Ours::rejecting(
    |inner| Box::pin(inner.skip_while(|_| false)),
    |inner| Box::pin(inner.skip_while(|_| true)),
);
const STEP_BY: Ours = Ours::wrap(|inner| Box::pin(inner.step_by(1)));
const ENUMERATE: Ours = Ours::wrap(|inner| Box::pin(inner.enumerate().map(|(_, token)| token)));
const ZIP: Ours =
    Ours::wrap(|inner| Box::pin(inner.zip(stream::repeat(())).map(|(token, ())| token)));
const CHAIN_FIRST: Ours = Ours::wrap(|inner| Box::pin(inner.chain(nothing())));
const CHAIN_SECOND: Ours = Ours::wrap(|inner| Box::pin(nothing().chain(inner)));
const PEEKABLE: Ours = Ours::wrap(|inner| Box::pin(inner.peekable()));
const FUSE: Ours = Ours::wrap(|inner| Box::pin(inner.fuse()));
const INSPECT: Ours = Ours::wrap(|inner| Box::pin(inner.inspect(|_| ())));
const SCAN: Ours = Ours::wrap(|inner| Box::pin(inner.scan((), |(), token| Some(token))));
const FLATTEN: Ours = Ours::wrap(|inner| Box::pin(stream::once(inner).flatten()));
/// A stream of one item for each, or of none.
const FLAT_MAP: Ours = Ours::rejecting(
    |inner| Box::pin(inner.flat_map(|token| stream::iter(Some(token)))),
    |inner| Box::pin(inner.flat_map(|_| stream::iter(None))),
);
const CHUNKS: Ours = Ours::wrap(|inner| Box::pin(inner.chunks(1).map(|mut chunk| chunk.remove(0))));
const BUFFERED: Ours = Ours::wrap(|inner| Box::pin(inner.map(ready).buffered(4)));
const BUFFER_UNORDERED: Ours = Ours::wrap(|inner| Box::pin(inner.map(ready).buffer_unordered(4)));
/// The last two have a turn together.
const MERGE: Ours = Ours::combining(
    |inner| Box::pin(inner.merge(nothing().merge(nothing()))),
    |[first, second, third]| Box::pin(first.merge(second.merge(third))),
);
/// The one that has items is not the first.
const MERGE_SECOND: Ours = Ours::combining(
    |inner| Box::pin(nothing().merge(inner.merge(nothing()))),
    |[first, second, third]| Box::pin(third.merge(first.merge(second))),
);

/// Makes the subjects of one stream below them. `turns`: how many polls a merge of three may need until
/// each had its turn.
macro_rules! over {
    ($name:ident, $below:expr, turns = $turns:literal) => {
        mod $name {
            use super::*;

            const BELOW: fn(Inner) -> Inner = $below;

            conformance::stream!(
                map, MAP.over(BELOW),
                capabilities [adapter, finite, fused, send, send_xt]
            );
            conformance::stream!(
                then, THEN.over(BELOW),
                capabilities [adapter, finite, fused, send, send_xt]
            );
            conformance::stream!(
                take, TAKE.over(BELOW),
                capabilities [adapter, finite, fused, send, send_xt]
            );
            conformance::stream!(
                take_while, TAKE_WHILE.over(BELOW),
                capabilities [adapter, finite, fused, send, send_xt]
            );
            conformance::stream!(
                step_by, STEP_BY.over(BELOW),
                capabilities [adapter, finite, fused, send, send_xt]
            );
            conformance::stream!(
                enumerate, ENUMERATE.over(BELOW),
                capabilities [adapter, finite, fused, send, send_xt]
            );
            conformance::stream!(
                zip, ZIP.over(BELOW),
                capabilities [adapter, finite, fused, send, send_xt]
            );
            conformance::stream!(
                chain_first, CHAIN_FIRST.over(BELOW),
                capabilities [adapter, finite, fused, send, send_xt]
            );
            conformance::stream!(
                chain_second, CHAIN_SECOND.over(BELOW),
                capabilities [adapter, finite, fused, send, send_xt]
            );
            conformance::stream!(
                peekable, PEEKABLE.over(BELOW),
                capabilities [adapter, finite, fused, send, send_xt]
            );
            conformance::stream!(
                fuse, FUSE.over(BELOW),
                capabilities [adapter, finite, fused, send, send_xt]
            );
            conformance::stream!(
                inspect, INSPECT.over(BELOW),
                capabilities [adapter, finite, fused, send, send_xt]
            );
            conformance::stream!(
                scan, SCAN.over(BELOW),
                capabilities [adapter, finite, fused, send, send_xt]
            );
            conformance::stream!(
                flatten, FLATTEN.over(BELOW),
                capabilities [adapter, finite, fused, send, send_xt]
            );
            conformance::stream!(
                chunks, CHUNKS.over(BELOW),
                capabilities [adapter, finite, fused, send, send_xt]
            );
            conformance::stream!(
                buffered, BUFFERED.over(BELOW),
                capabilities [adapter, finite, fused, send, send_xt]
            );
            conformance::stream!(
                buffer_unordered, BUFFER_UNORDERED.over(BELOW),
                capabilities [adapter, finite, fused, send, send_xt]
            );
            conformance::stream!(
                filter, FILTER.over(BELOW),
                capabilities [adapter, rejects, finite, fused, send, send_xt]
            );
            conformance::stream!(
                filter_twice, FILTER_TWICE.over(BELOW),
                capabilities [adapter, rejects, finite, fused, send, send_xt]
            );
            conformance::stream!(
                filter_map, FILTER_MAP.over(BELOW),
                capabilities [adapter, rejects, finite, fused, send, send_xt]
            );
            conformance::stream!(
                skip, SKIP.over(BELOW),
                capabilities [adapter, rejects, finite, fused, send, send_xt]
            );
            conformance::stream!(
                skip_while, SKIP_WHILE.over(BELOW),
                capabilities [adapter, rejects, finite, fused, send, send_xt]
            );
            conformance::stream!(
                flat_map, FLAT_MAP.over(BELOW),
                capabilities [adapter, rejects, finite, fused, send, send_xt]
            );
            conformance::stream!(
                merge, MERGE.over(BELOW),
                capabilities [adapter, concurrent = $turns, finite, fused, send, send_xt]
            );
            conformance::stream!(
                merge_second, MERGE_SECOND.over(BELOW),
                capabilities [adapter, concurrent = $turns, finite, fused, send, send_xt]
            );
        }
    };
}

over!(reference_channel, |inner| inner, turns = 4);
over!(awkward, |inner| Inner::new(Awkward { inner, pended: false }), turns = 8);

/// A source over the reference channel.
struct Source(fn(Receiver<Token>) -> Erased);

impl Channel for Source {
    type Stream = Erased;

    fn open(&mut self) -> (Erased, Producer) {
        let (sender, receiver) = reference::channel();
        ((self.0)(receiver), Producer::new(move |item| sender.send(item).is_ok()))
    }

    fn is_terminated(&self, stream: &Erased) -> Option<bool> {
        Some(stream.is_terminated())
    }

    fn send(&mut self, stream: Erased) -> Option<SendStream> {
        Some(SendStream::new(stream))
    }
}

const POLL_FN: Source = Source(|mut receiver| {
    Box::pin(stream::poll_fn(move |cx| Pin::new(&mut receiver).poll_next(cx)))
});
const UNFOLD: Source = Source(|receiver| {
    Box::pin(stream::unfold(receiver, |mut receiver| async {
        let token = receiver.next().await?;
        Some((token, receiver))
    }))
});

conformance::stream!(poll_fn, POLL_FN, capabilities [finite, fused, send, send_xt]);
conformance::stream!(unfold, UNFOLD, capabilities [finite, fused, send, send_xt]);

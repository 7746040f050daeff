//! Streams of futures-core and of ours.

use std::{
    pin::Pin,
    task::{Context, Poll},
};

use async_interop::{
    compat::{FromFutures, IntoFutures, IntoFuturesExt},
    stream::{FusedStream, Stream},
};

use crate::support::with_cx;

/// Counts down; `Pending` at each even number.
struct Countdown {
    left: u32,
    pending: bool,
}

impl Countdown {
    fn new(left: u32) -> Self {
        Self { left, pending: true }
    }

    fn next(&mut self) -> Poll<Option<u32>> {
        if self.left % 2 == 0 && self.left > 0 && std::mem::take(&mut self.pending) {
            return Poll::Pending;
        }
        self.pending = true;
        let item = self.left;
        self.left = item.saturating_sub(1);
        Poll::Ready((item > 0).then_some(item))
    }
}

impl Stream for Countdown {
    type Item = u32;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<u32>> {
        self.next()
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.left as usize, Some(self.left as usize))
    }
}

impl FusedStream for Countdown {
    fn is_terminated(&self) -> bool {
        self.left == 0
    }
}

impl futures::Stream for Countdown {
    type Item = u32;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<u32>> {
        self.next()
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.left as usize, Some(self.left as usize))
    }
}

/// What a countdown from 3 yields, with the hint before each poll.
const EXPECTED: [(usize, Poll<Option<u32>>); 5] = [
    (3, Poll::Ready(Some(3))),
    (2, Poll::Pending),
    (2, Poll::Ready(Some(2))),
    (1, Poll::Ready(Some(1))),
    (0, Poll::Ready(None)),
];

#[track_caller]
fn check_ours(mut stream: impl Stream<Item = u32> + Unpin) {
    for (left, expected) in EXPECTED {
        assert_eq!(stream.size_hint(), (left, Some(left)));
        assert_eq!(with_cx(|cx| Pin::new(&mut stream).poll_progress(cx)), Poll::Ready(()));
        assert_eq!(with_cx(|cx| Pin::new(&mut stream).poll_next(cx)), expected);
    }
}

#[track_caller]
fn check_futures<S: futures::Stream<Item = u32> + Unpin>(mut stream: S, check: impl Fn(&S, usize)) {
    for (left, expected) in EXPECTED {
        assert_eq!(stream.size_hint(), (left, Some(left)));
        check(&stream, left);
        assert_eq!(with_cx(|cx| Pin::new(&mut stream).poll_next(cx)), expected);
    }
    check(&stream, 0);
}

#[test]
fn both_directions() {
    check_ours(FromFutures::new(Countdown::new(3)));
    check_futures(IntoFutures::new(Countdown::new(3)), |stream, left| {
        assert_eq!(futures::stream::FusedStream::is_terminated(stream), left == 0);
    });
}

#[test]
fn both_round_trips() {
    check_ours(FromFutures::new(Countdown::new(3).into_futures()));
    check_futures(FromFutures::new(Countdown::new(3)).into_futures(), |_, _| {});
}

// A foreign stream may revive after its end, which our `FusedStream` excludes.
static_assertions::assert_not_impl_any!(FromFutures<Countdown>: FusedStream);

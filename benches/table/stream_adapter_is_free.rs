//! Does a stream through an adapter cost more than without?
//!
//! `poll_next` has the same signature in both families, so in a loop over a known type the adapter
//! should melt away: zero instructions, not few.
//!
//! A regression: an adapter that keeps state which `poll_next` must look at, such as whether the
//! stream has ended.

use std::{
    hint::black_box,
    pin::Pin,
    task::{Context, Poll},
};

use async_interop::{
    compat::{FromFutures, IntoFutures},
    stream::Stream,
};

use crate::{
    harness::{Counts, Goal, Question, Row, Unit, measure, ours, peer},
    support::context,
};

pub(crate) static QUESTION: Question = Question {
    name: "stream_adapter_is_free",
    asks: "Does a stream through an adapter cost more than without? Instructions per `poll_next`",
    rows: &[
        Row {
            case: "`FromFutures`",
            unit: Unit::Instructions,
            ours: ours(|| ours_sum(FromFutures::new(Numbers(0)))),
            peers: &[peer("the inner", || futures_sum(Numbers(0)))],
            goal: Goal::Plus(0.0),
        },
        Row {
            case: "`IntoFutures`",
            unit: Unit::Instructions,
            ours: ours(|| futures_sum(IntoFutures::new(Numbers(0)))),
            peers: &[peer("the inner", || ours_sum(Numbers(0)))],
            goal: Goal::Plus(0.0),
        },
    ],
};

/// The numbers from one.
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> Option<u64> {
        self.0 = black_box(self.0 + 1);
        (self.0 <= u64::from(POLLS)).then_some(self.0)
    }
}

impl Stream for Numbers {
    type Item = u64;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<u64>> {
        Poll::Ready(self.next())
    }
}

impl futures::Stream for Numbers {
    type Item = u64;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<u64>> {
        Poll::Ready(self.next())
    }
}

fn ours_sum(mut numbers: impl Stream<Item = u64> + Unpin) -> Counts {
    sum(|| Pin::new(&mut numbers).poll_next(&mut context()))
}

fn futures_sum(mut numbers: impl futures::Stream<Item = u64> + Unpin) -> Counts {
    sum(|| Pin::new(&mut numbers).poll_next(&mut context()))
}

fn sum(mut next: impl FnMut() -> Poll<Option<u64>>) -> Counts {
    measure(POLLS, || {
        let mut sum = 0;
        while let Poll::Ready(Some(number)) = next() {
            sum += number;
        }
        black_box(sum);
    })
}

const POLLS: u32 = 10_000;

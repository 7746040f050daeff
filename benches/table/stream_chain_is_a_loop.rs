//! Does a chain of adapters over a stream cost more than a loop?
//!
//! `map`, `filter`, `take` and `fold` over a million numbers. With a source that the compiler sees
//! through, the chain should become the loop; with one that it does not, a few checks of `Poll` for each item
//! remain.
//!
//! A regression: an adapter that keeps an item where none is needed, or that looks at a count for each item.

use std::{
    hint::black_box,
    pin::Pin,
    task::{Context, Poll},
};

use async_interop::stream::{Stream, StreamExt as _};

use crate::{
    harness::{Counts, Goal, Question, Row, Unit, measure, ours, peer},
    support::turns,
};

pub(crate) static QUESTION: Question = Question {
    name: "stream_chain_is_a_loop",
    asks: "Does `map + filter + take + fold` cost more than a loop? Instructions per item",
    rows: &[
        Row {
            case: "a source that is inlined",
            unit: Unit::Instructions,
            ours: ours(|| chain(Numbers(0))),
            peers: &[peer("a loop", || by_hand(Numbers::advance))],
            goal: Goal::Times(1.05),
        },
        Row {
            case: "an opaque source",
            unit: Unit::Instructions,
            ours: ours(|| chain(Opaque(Numbers(0)))),
            peers: &[peer("a loop", || by_hand(opaque_next))],
            goal: Goal::Times(1.35),
        },
    ],
};

const ITEMS: u32 = 1_000_000;

/// The numbers from one.
struct Numbers(u64);

impl Numbers {
    #[inline]
    fn advance(&mut self) -> Option<u64> {
        self.0 += 1;
        (self.0 <= u64::from(ITEMS)).then_some(self.0)
    }
}

#[inline(never)]
fn opaque_next(numbers: &mut Numbers) -> Option<u64> {
    numbers.advance()
}

impl Stream for Numbers {
    type Item = u64;

    #[inline]
    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<u64>> {
        Poll::Ready(self.advance())
    }
}

struct Opaque(Numbers);

impl Stream for Opaque {
    type Item = u64;

    #[inline(never)]
    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<u64>> {
        Poll::Ready(self.0.advance())
    }
}

fn chain(numbers: impl Stream<Item = u64>) -> Counts {
    let mut numbers = Some(numbers);
    measure(ITEMS, || {
        let chain = numbers
            .take()
            .expect("it runs once")
            .map(|n| n ^ 0x55)
            .filter(|n| n % 3 != 0)
            .take(usize::MAX)
            .fold(0_u64, async |sum, n| sum.rotate_left(1) ^ n);
        black_box(turns(chain));
    })
}

fn by_hand(next: impl Fn(&mut Numbers) -> Option<u64>) -> Counts {
    let mut numbers = Numbers(0);
    measure(ITEMS, || {
        let (mut sum, mut left) = (0_u64, usize::MAX);
        while left > 0
            && let Some(n) = next(&mut numbers)
        {
            let n = n ^ 0x55;
            if n % 3 != 0 {
                left -= 1;
                sum = sum.rotate_left(1) ^ n;
            }
        }
        black_box(sum);
    })
}

use core::{
    cell::Cell,
    pin::Pin,
    task::{Context, Poll},
};

use async_interop::stream::{self, FusedStream, Stream, StreamExt};

use crate::finish;

/// A collection that needs no allocator.
#[derive(Default, Debug, PartialEq)]
struct Sum(u32);

impl Extend<u32> for Sum {
    fn extend<I: IntoIterator<Item = u32>>(&mut self, items: I) {
        self.0 += items.into_iter().sum::<u32>();
    }
}

/// Counts down, with a wait before each item.
struct Countdown {
    left: u32,
    waits: bool,
}

impl Stream for Countdown {
    type Item = u32;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<u32>> {
        self.waits = !self.waits;
        if self.waits {
            cx.waker().wake_by_ref();
            return Poll::Pending;
        }
        let Some(left) = self.left.checked_sub(1) else { return Poll::Ready(None) };
        self.left = left;
        Poll::Ready(Some(left))
    }
}

pub(crate) fn adapters_chain_and_collect() {
    let stream = Countdown { left: 10, waits: false }.map(|n| n * 2).filter(|n| n % 3 == 0).take(3);
    assert_eq!(finish(stream.collect::<Sum>()), Sum(18 + 12 + 6));

    let many = stream::iter(1..=1_000).filter(|n| n % 500 == 0);
    assert_eq!(finish(many.collect::<Sum>()), Sum(1_500));

    let failing = stream::iter([Ok(1), Err("second"), Ok(3)]);
    assert_eq!(finish(failing.try_collect::<Sum, _, _>()), Err("second"));
}

pub(crate) fn for_each_runs_a_body() {
    let seen = Cell::new(0);
    let mut countdown = Countdown { left: 4, waits: false }.fuse();
    finish((&mut countdown).for_each(async |n| seen.set(seen.get() * 10 + n)));
    assert_eq!(seen.get(), 3210);
    assert!(countdown.is_terminated());
    assert_eq!(finish(countdown.next()), None);
}

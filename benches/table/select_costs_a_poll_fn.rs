//! What does `select!` cost beyond the polls of its branches?
//!
//! A poll of a future in which all branches are pending, as in a loop that is woken for one of many. Beside
//! it a `poll_fn` that somebody wrote by hand, which polls the same futures in order and needs no fairness.
//!
//! A regression: an indirect call per branch; a random number; state per branch in the future.

use std::{
    future::{Future, poll_fn},
    hint::black_box,
    pin::{Pin, pin},
    task::{Context, Poll},
};

use crate::{
    harness::{Counts, Goal, Question, Row, Unit, measure, ours, peer},
    support::context,
};

pub(crate) static QUESTION: Question = Question {
    name: "select_costs_a_poll_fn",
    asks: "What does `select!` cost beyond its branches? Instructions per poll, all pending",
    rows: &[
        Row {
            case: "2 branches, in order",
            unit: Unit::Instructions,
            ours: ours(|| polls(in_order_2())),
            peers: &[peer("by hand", || polls(by_hand_2()))],
            goal: Goal::Times(1.1),
        },
        Row {
            case: "2 branches, in order",
            unit: Unit::Instructions,
            ours: ours(|| polls(in_order_2())),
            peers: &[
                peer("futures", || polls(futures_in_order_2())),
                peer("tokio", || polls(tokio_in_order_2())),
            ],
            goal: Goal::Times(0.5),
        },
        Row {
            case: "2 branches, fair",
            unit: Unit::Instructions,
            ours: ours(|| polls(fair_2())),
            peers: &[peer("by hand", || polls(by_hand_2()))],
            goal: Goal::Times(1.5),
        },
        Row {
            case: "2 branches, fair",
            unit: Unit::Instructions,
            ours: ours(|| polls(fair_2())),
            peers: &[
                peer("tokio", || polls(tokio_fair_2())),
                peer("futures", || polls(futures_fair_2())),
            ],
            goal: Goal::Times(0.5),
        },
        Row {
            case: "8 branches, in order",
            unit: Unit::Instructions,
            ours: ours(|| polls(in_order_8())),
            peers: &[peer("by hand", || polls(by_hand_8()))],
            goal: Goal::Times(1.1),
        },
        Row {
            case: "8 branches, in order",
            unit: Unit::Instructions,
            ours: ours(|| polls(in_order_8())),
            peers: &[
                peer("futures", || polls(futures_in_order_8())),
                peer("tokio", || polls(tokio_in_order_8())),
            ],
            goal: Goal::Times(0.5),
        },
        Row {
            case: "8 branches, fair",
            unit: Unit::Instructions,
            ours: ours(|| polls(fair_8())),
            peers: &[peer("by hand", || polls(by_hand_8()))],
            goal: Goal::Times(1.5),
        },
        Row {
            case: "8 branches, fair",
            unit: Unit::Instructions,
            ours: ours(|| polls(fair_8())),
            peers: &[
                peer("tokio", || polls(tokio_fair_8())),
                peer("futures", || polls(futures_fair_8())),
            ],
            goal: Goal::Times(0.5),
        },
        Row {
            case: "8 branches, bytes of the future",
            unit: Unit::Calls,
            ours: ours(|| size(&fair_8())),
            peers: &[peer("by hand", || size(&by_hand_8()))],
            goal: Goal::Times(1.25),
        },
    ],
};

/// A future that is never ready, with something to keep.
struct Never(u64);

impl Future for Never {
    type Output = u64;

    #[inline(never)]
    fn poll(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<u64> {
        self.0 = black_box(self.0.wrapping_add(1));
        Poll::Pending
    }
}

const POLLS: u32 = 10_000;

fn polls(future: impl Future) -> Counts {
    let mut future = pin!(future);
    measure(POLLS, || {
        for _ in 0..POLLS {
            assert!(future.as_mut().poll(&mut context()).is_pending());
        }
    })
}

fn size(future: &impl Future) -> Counts {
    measure(1, || ()).with_calls(size_of_val(future))
}

/// The same branches for each form of `select!`.
macro_rules! branches {
    ($select:path, 2 $(, $biased:ident)?) => {
        async {
            $select! {
                $($biased;)?
                n = Never(0) => n,
                n = Never(1) => n + 1,
            }
        }
    };
    ($select:path, 8 $(, $biased:ident)?) => {
        async {
            $select! {
                $($biased;)?
                n = Never(0) => n,
                n = Never(1) => n + 1,
                n = Never(2) => n + 2,
                n = Never(3) => n + 3,
                n = Never(4) => n + 4,
                n = Never(5) => n + 5,
                n = Never(6) => n + 6,
                n = Never(7) => n + 7,
            }
        }
    };
}

/// As [`branches`], for those that want fused futures that do not move.
macro_rules! fused {
    ($select:path, 2) => {
        async {
            let (mut a, mut b) = (never(0), never(1));
            $select! { n = a => n, n = b => n + 1 }
        }
    };
    ($select:path, 8) => {
        async {
            let (mut a, mut b, mut c, mut d) = (never(0), never(1), never(2), never(3));
            let (mut e, mut f, mut g, mut h) = (never(4), never(5), never(6), never(7));
            $select! {
                n = a => n,
                n = b => n + 1,
                n = c => n + 2,
                n = d => n + 3,
                n = e => n + 4,
                n = f => n + 5,
                n = g => n + 6,
                n = h => n + 7,
            }
        }
    };
}

fn never(n: u64) -> futures::future::Fuse<Never> {
    futures::FutureExt::fuse(Never(n))
}

fn in_order_2() -> impl Future {
    branches!(async_interop::future::select, 2, biased)
}

fn in_order_8() -> impl Future {
    branches!(async_interop::future::select, 8, biased)
}

fn fair_2() -> impl Future {
    branches!(async_interop::future::select, 2)
}

fn fair_8() -> impl Future {
    branches!(async_interop::future::select, 8)
}

fn tokio_in_order_2() -> impl Future {
    branches!(tokio::select, 2, biased)
}

fn tokio_in_order_8() -> impl Future {
    branches!(tokio::select, 8, biased)
}

fn tokio_fair_2() -> impl Future {
    branches!(tokio::select, 2)
}

fn tokio_fair_8() -> impl Future {
    branches!(tokio::select, 8)
}

fn futures_in_order_2() -> impl Future {
    fused!(futures::select_biased, 2)
}

fn futures_in_order_8() -> impl Future {
    fused!(futures::select_biased, 8)
}

fn futures_fair_2() -> impl Future {
    fused!(futures::select, 2)
}

fn futures_fair_8() -> impl Future {
    fused!(futures::select, 8)
}

fn by_hand_2() -> impl Future {
    async {
        let (mut a, mut b) = (pin!(Never(0)), pin!(Never(1)));
        poll_fn(|cx| {
            if let Poll::Ready(n) = a.as_mut().poll(cx) {
                return Poll::Ready(n);
            }
            if let Poll::Ready(n) = b.as_mut().poll(cx) {
                return Poll::Ready(n + 1);
            }
            Poll::Pending
        })
        .await
    }
}

fn by_hand_8() -> impl Future {
    async {
        let (mut a, mut b, mut c, mut d) =
            (pin!(Never(0)), pin!(Never(1)), pin!(Never(2)), pin!(Never(3)));
        let (mut e, mut f, mut g, mut h) =
            (pin!(Never(4)), pin!(Never(5)), pin!(Never(6)), pin!(Never(7)));
        poll_fn(|cx| {
            if let Poll::Ready(n) = a.as_mut().poll(cx) {
                return Poll::Ready(n);
            }
            if let Poll::Ready(n) = b.as_mut().poll(cx) {
                return Poll::Ready(n + 1);
            }
            if let Poll::Ready(n) = c.as_mut().poll(cx) {
                return Poll::Ready(n + 2);
            }
            if let Poll::Ready(n) = d.as_mut().poll(cx) {
                return Poll::Ready(n + 3);
            }
            if let Poll::Ready(n) = e.as_mut().poll(cx) {
                return Poll::Ready(n + 4);
            }
            if let Poll::Ready(n) = f.as_mut().poll(cx) {
                return Poll::Ready(n + 5);
            }
            if let Poll::Ready(n) = g.as_mut().poll(cx) {
                return Poll::Ready(n + 6);
            }
            if let Poll::Ready(n) = h.as_mut().poll(cx) {
                return Poll::Ready(n + 7);
            }
            Poll::Pending
        })
        .await
    }
}

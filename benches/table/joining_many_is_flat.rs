//! Does a wake of one child cost more among a hundred thousand than among ten?
//!
//! A set polls the children that were woken. One is woken, over and over, and the set is polled each time.
//! `FuturesUnordered` and futures' `join_all` keep a node per child; futures-buffered keeps children in an
//! array, as ours does.
//!
//! A regression: a poll that looks at all children; an allocation per child; a lock; a waker that is not
//! equal to the one of the poll before, so that a child clones it each time.

use std::{
    cell::RefCell,
    future::Future,
    hint::black_box,
    pin::{Pin, pin},
    rc::Rc,
    task::{Context, Poll, Waker},
};

use async_interop::{
    future::join_all,
    stream::{self, Stream as _, StreamExt as _},
};

use crate::{
    harness::{Counts, Goal, Question, Row, Unit, measure, ours, peer},
    support::context,
};

pub(crate) static QUESTION: Question = Question {
    name: "joining_many_is_flat",
    asks: "Does a wake of one child cost more among many? Instructions per wake",
    rows: &[
        Row {
            case: "`join_all` of 10",
            unit: Unit::Instructions,
            ours: ours(|| join_all_ours(10)),
            peers: &[
                peer("futures-buffered", || join_all_buffered(10)),
                peer("futures", || join_all_futures(10)),
            ],
            goal: Goal::Times(1.0),
        },
        Row {
            case: "`join_all` of 1,000",
            unit: Unit::Instructions,
            ours: ours(|| join_all_ours(1000)),
            peers: &[
                peer("futures-buffered", || join_all_buffered(1000)),
                peer("futures", || join_all_futures(1000)),
            ],
            goal: Goal::Times(1.0),
        },
        Row {
            case: "`join_all` of 1,000",
            unit: Unit::Instructions,
            ours: ours(|| join_all_ours(1000)),
            peers: &[peer("futures", || join_all_futures(1000))],
            goal: Goal::Times(0.7),
        },
        Row {
            case: "`join_all` of 100,000",
            unit: Unit::Instructions,
            ours: ours(|| join_all_ours(100_000)),
            peers: &[peer("futures", || join_all_futures(100_000))],
            goal: Goal::Times(0.7),
        },
        Row {
            case: "`join_all` of 1,000, allocations for all",
            unit: Unit::Allocations,
            ours: ours(|| join_all_made(1000)),
            peers: &[peer("at most three", || join_all_made(10))],
            goal: Goal::Plus(0.0),
        },
        Row {
            case: "`buffer_unordered` of 1,000",
            unit: Unit::Instructions,
            ours: ours(|| unordered_ours(1000)),
            peers: &[peer("futures", || unordered_futures(1000))],
            goal: Goal::Times(0.8),
        },
        Row {
            case: "`buffer_unordered` of 100,000",
            unit: Unit::Instructions,
            ours: ours(|| unordered_ours(100_000)),
            peers: &[peer("futures", || unordered_futures(100_000))],
            goal: Goal::Times(0.8),
        },
    ],
};

/// A future that is never ready, and shows its waker.
struct Child {
    waker: Rc<RefCell<Option<Waker>>>,
}

impl Future for Child {
    type Output = u32;

    #[inline(never)]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<u32> {
        let mut kept = self.waker.borrow_mut();
        if !kept.as_ref().is_some_and(|waker| waker.will_wake(cx.waker())) {
            *kept = Some(cx.waker().clone());
        }
        Poll::Pending
    }
}

const WAKES: u32 = 1000;

/// Makes `count` children, and returns with them the waker of the one in the middle.
fn children(count: usize) -> (Vec<Child>, Rc<RefCell<Option<Waker>>>) {
    let children: Vec<_> = (0..count).map(|_| Child { waker: Rc::default() }).collect();
    let middle = Rc::clone(&children[count / 2].waker);
    (children, middle)
}

/// Polls once with all children woken, then wakes one and polls, again and again.
fn wakes(
    middle: &RefCell<Option<Waker>>,
    mut poll: impl FnMut(&mut Context<'_>) -> bool,
) -> Counts {
    // futures' sets give way now and then.
    for _ in 0..10_000 {
        assert!(poll(&mut context()), "nothing is ready");
    }
    let wake = || middle.borrow().as_ref().expect("it was polled").wake_by_ref();
    measure(WAKES, || {
        for _ in 0..WAKES {
            wake();
            black_box(poll(&mut context()));
        }
    })
}

fn join_all_ours(count: usize) -> Counts {
    let (children, middle) = children(count);
    let mut all = pin!(join_all(children));
    wakes(&middle, |cx| all.as_mut().poll(cx).is_pending())
}

fn join_all_futures(count: usize) -> Counts {
    let (children, middle) = children(count);
    let mut all = pin!(futures::future::join_all(children));
    wakes(&middle, |cx| all.as_mut().poll(cx).is_pending())
}

fn join_all_buffered(count: usize) -> Counts {
    let (children, middle) = children(count);
    let mut all = pin!(futures_buffered::join_all(children));
    wakes(&middle, |cx| all.as_mut().poll(cx).is_pending())
}

fn join_all_made(count: usize) -> Counts {
    let (children, _) = children(count);
    let mut children = Some(children);
    measure(1, || {
        _ = black_box(join_all(children.take().expect("it runs once")));
    })
}

fn unordered_ours(count: usize) -> Counts {
    let (children, middle) = children(count);
    let mut all = pin!(stream::iter(children).buffer_unordered(count));
    wakes(&middle, |cx| all.as_mut().poll_next(cx).is_pending())
}

fn unordered_futures(count: usize) -> Counts {
    let (children, middle) = children(count);
    let children = futures::stream::iter(children);
    let mut all = pin!(futures::StreamExt::buffer_unordered(children, count));
    wakes(&middle, |cx| futures::Stream::poll_next(all.as_mut(), cx).is_pending())
}

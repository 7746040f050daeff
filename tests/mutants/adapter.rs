//! A merge of streams that can be given one defect, and told to let nothing through.
//!
//! Without a defect it conforms, which a test checks.

use std::{
    mem,
    pin::Pin,
    task::{Context, Poll, Waker},
};

use async_interop::{
    conformance::{
        Adapted, Adapter, Capabilities, SendStream, Subject, capabilities,
        harness::{Inner, Token},
    },
    stream::Stream,
};

/// What is wrong with an adapter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Defect {
    HintWrapsAround,
    PollsAllUntilAllEnd,
    PollsInnerAfterEnd,
    AlwaysLeftFirst,
    WaitsForFirstPending,
    PassesNoWakerOn,
    RejectsWithoutBound,
    YieldsWithoutWake,
    DropsTwiceAfterPanic,
}

use Defect::*;

pub(crate) const CAPABILITIES: Capabilities =
    capabilities![adapter, rejects, concurrent = 3, finite, fused, send, send_xt];

/// An adapter with `defect`, as the subject of the suite of streams.
pub(crate) fn subject(defect: Option<Defect>) -> Subject {
    let name = defect.map_or("no defect".into(), |defect| format!("{defect:?}"));
    Subject::new(name, "mutant").stream(CAPABILITIES, move || Adapted(Fixture(defect)))
}

struct Fixture(Option<Defect>);

impl Fixture {
    fn merge(&self, inner: Vec<Inner>, keeps: bool) -> Merge {
        let children = inner.into_iter().map(|inner| Child { inner, ended: false }).collect();
        Merge { children, turn: 0, keeps, stale: None, defect: self.0 }
    }
}

impl Adapter for Fixture {
    type Stream = Merge;

    fn wrap(&mut self, inner: Inner) -> Merge {
        self.merge(vec![inner], true)
    }

    fn reject(&mut self, inner: Inner) -> Option<Merge> {
        Some(self.merge(vec![inner], false))
    }

    fn combine(&mut self, inner: Vec<Inner>) -> Option<Merge> {
        Some(self.merge(inner, true))
    }

    fn is_terminated(&self, stream: &Merge) -> Option<bool> {
        Some(stream.has_ended())
    }

    fn send(&mut self, stream: Merge) -> Option<SendStream> {
        Some(SendStream::new(stream))
    }
}

pub(crate) struct Merge {
    children: Vec<Child>,
    turn: usize,
    keeps: bool,
    /// What a move without a guard leaves in its old place: the bytes of an item that is elsewhere.
    stale: Option<Token>,
    defect: Option<Defect>,
}

struct Child {
    inner: Inner,
    ended: bool,
}

const BUDGET: usize = 32;

impl Merge {
    fn has(&self, defect: Defect) -> bool {
        self.defect == Some(defect)
    }

    fn has_ended(&self) -> bool {
        self.children.iter().all(|child| child.ended)
    }

    /// Polls the inner streams once around; `None` if none of them has an item.
    fn poll_round(&mut self, cx: &mut Context<'_>) -> Option<Token> {
        let count = self.children.len();
        let start = if self.has(AlwaysLeftFirst) { 0 } else { self.turn };
        let lonely = self.has(PassesNoWakerOn);
        for at in (start..start + count).map(|at| at % count) {
            let forgets = self.has(PollsInnerAfterEnd)
                || (self.has(PollsAllUntilAllEnd) && !self.has_ended());
            let child = &mut self.children[at];
            if child.ended && !forgets {
                continue;
            }
            let mut deaf = Context::from_waker(Waker::noop());
            let cx = if lonely && at > 0 { &mut deaf } else { &mut *cx };
            match Pin::new(&mut child.inner).poll_next(cx) {
                Poll::Ready(Some(item)) => {
                    self.turn = at + 1;
                    return Some(item);
                }
                Poll::Ready(None) => child.ended = true,
                Poll::Pending if self.has(WaitsForFirstPending) => return None,
                Poll::Pending => {}
            }
        }
        None
    }
}

impl Stream for Merge {
    type Item = Token;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Token>> {
        let mut budget = BUDGET;
        loop {
            // Dropped if the poll panics, else never.
            let stale = self.stale.take();
            let item = self.poll_round(cx);
            mem::forget(stale);
            let Some(item) = item else {
                return if self.has_ended() { Poll::Ready(None) } else { Poll::Pending };
            };
            if self.keeps {
                if self.has(DropsTwiceAfterPanic) {
                    self.stale = Some(item.twin());
                }
                return Poll::Ready(Some(item));
            }
            budget -= 1;
            if budget == 0 && self.has(RejectsWithoutBound) {
                budget = BUDGET;
            }
            if budget == 0 {
                if !self.has(YieldsWithoutWake) {
                    cx.waker().wake_by_ref();
                }
                return Poll::Pending;
            }
        }
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let hints = self.children.iter().map(|child| child.inner.size_hint());
        let hint = hints.fold((0_usize, Some(0_usize)), |(low, high), (lower, upper)| {
            let both = high.zip(upper);
            if self.has(HintWrapsAround) {
                (low.wrapping_add(lower), both.map(|(high, upper)| high.wrapping_add(upper)))
            } else {
                (low.saturating_add(lower), both.and_then(|(high, upper)| high.checked_add(upper)))
            }
        });
        if self.keeps { hint } else { (0, hint.1) }
    }
}

impl Drop for Merge {
    fn drop(&mut self) {
        mem::forget(self.stale.take());
    }
}

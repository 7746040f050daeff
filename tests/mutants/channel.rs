//! A channel that can be given one defect.
//!
//! Without one it conforms, which a test checks: whatever a rule catches is the defect. Each defect
//! is one `if` at the place where such bugs were found.

use std::{
    collections::VecDeque,
    mem,
    pin::Pin,
    sync::{Arc, Mutex},
    task::{Context, Poll, Waker},
    thread::{self, ThreadId},
};

use async_interop::{
    conformance::{
        self, Capabilities, Feed, Producer, SendStream, Subject, capabilities,
        harness::{Token, Yielded},
    },
    stream::Stream,
};

/// What is wrong with a channel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Defect {
    OverwritesOldest,
    SwapsPairs,
    RepeatsAnItem,
    ForgetsWakerAfterItem,
    KeepsFirstWaker,
    EndWakesNobody,
    EndBeforeQueue,
    RegistersLate,
    RegistersLateForEnd,
    Revives,
    TerminatedWhenEmpty,
    NeverTerminated,
    KeepsWakerAtEnd,
    HintCountsTwice,
    HintBoundsOpenQueue,
    HintTakesItem,
    HintDropsWaker,
    HandsItemToWaiter,
    WakesUnderLock,
    EndWakesUnderLock,
    DropsWakerUnderLock,
    DropKeepsWaker,
    LeaksAfterManyItems,
    LeaksReplacedWaker,
    WakesBeforePending,
    StaysWithFirstThread,
    TryReplacesWaker,
    ErrorClearsQueue,
    ClonesUnderLock,
}

use Defect::*;

pub(crate) const CAPABILITIES: Capabilities =
    capabilities![finite, fused, fallible, try, send, send_xt];

/// A channel with `defect`, as the subject of the suite of streams.
pub(crate) fn subject(defect: Option<Defect>) -> Subject {
    let name = defect.map_or("no defect".into(), |defect| format!("{defect:?}"));
    Subject::new(name, "mutant").stream(CAPABILITIES, move || Fixture(defect))
}

struct Fixture(Option<Defect>);

impl conformance::Channel for Fixture {
    type Stream = Receiver;

    fn open(&mut self) -> (Receiver, Producer) {
        let shared = Arc::new(Shared { state: Mutex::default(), defect: self.0 });
        let sender = Sender { shared: Arc::clone(&shared) };
        let producer = Producer::from_fn(move |feed| match feed {
            Feed::Item(token) => sender.send(Ok(token)),
            Feed::Fault => sender.send(Err("a fault".into())),
            Feed::End => {
                sender.close();
                true
            }
            _ => false,
        });
        (Receiver { shared }, producer)
    }

    fn is_terminated(&self, stream: &Receiver) -> Option<bool> {
        Some(stream.is_terminated())
    }

    fn try_next(&mut self, stream: Pin<&mut Receiver>) -> Option<Yielded> {
        stream.try_next()
    }

    fn send(&mut self, stream: Receiver) -> Option<SendStream> {
        Some(SendStream::new(stream))
    }
}

struct Shared {
    state: Mutex<State>,
    defect: Option<Defect>,
}

impl Shared {
    fn has(&self, defect: Defect) -> bool {
        self.defect == Some(defect)
    }
}

#[derive(Default)]
struct State {
    items: VecDeque<Yielded>,
    closed: bool,
    abandoned: bool,
    waker: Option<Waker>,
    /// How many items were taken.
    taken: usize,
    /// The last poll returned an item.
    just_taken: bool,
    /// Who polled first, and on which thread.
    thread: Option<ThreadId>,
    /// An item for whoever waited when it came.
    handed: Option<(Waker, Yielded)>,
}

struct Sender {
    shared: Arc<Shared>,
}

impl Sender {
    fn send(&self, item: Yielded) -> bool {
        let mut state = self.shared.state.lock().unwrap();
        if (state.closed && !self.shared.has(Revives)) || state.abandoned {
            return false;
        }
        let woken = state.waker.take();
        if self.shared.has(HandsItemToWaiter) && woken.is_some() {
            state.handed = woken.clone().zip(Some(item));
        } else {
            state.items.push_back(item);
        }
        if self.shared.has(OverwritesOldest) && state.items.len() > 32 {
            state.items.pop_front();
        }
        if self.shared.has(WakesUnderLock) {
            woken.into_iter().for_each(Waker::wake);
        } else {
            drop(state);
            woken.into_iter().for_each(Waker::wake);
        }
        true
    }

    fn close(&self) {
        let mut state = self.shared.state.lock().unwrap();
        state.closed = true;
        if self.shared.has(EndWakesNobody) {
            return;
        }
        let woken = state.waker.take();
        if self.shared.has(EndWakesUnderLock) {
            woken.into_iter().for_each(Waker::wake);
        } else {
            drop(state);
            woken.into_iter().for_each(Waker::wake);
        }
    }
}

impl Drop for Sender {
    fn drop(&mut self) {
        self.close();
    }
}

pub(crate) struct Receiver {
    shared: Arc<Shared>,
}

impl Receiver {
    fn has(&self, defect: Defect) -> bool {
        self.shared.has(defect)
    }

    fn is_terminated(&self) -> bool {
        let state = self.shared.state.lock().unwrap();
        if self.has(NeverTerminated) {
            return false;
        }
        state.items.is_empty() && (state.closed || self.has(TerminatedWhenEmpty))
    }

    fn try_next(mut self: Pin<&mut Self>) -> Option<Yielded> {
        if self.has(TryReplacesWaker) {
            let polled = self.as_mut().poll_next(&mut Context::from_waker(Waker::noop()));
            return if let Poll::Ready(item) = polled { item } else { None };
        }
        self.take(&mut self.shared.state.lock().unwrap())
    }

    /// Takes an item.
    fn take(&self, state: &mut State) -> Option<Yielded> {
        if self.has(SwapsPairs) && state.items.len() > 8 {
            state.items.swap(0, 1);
        }
        let item = state.items.pop_front()?;
        state.taken += 1;
        if let Ok(token) = &item {
            if self.has(RepeatsAnItem) && state.taken == 16 {
                state.items.push_front(Ok(Token::uncounted(token.number())));
            }
        } else if self.has(ErrorClearsQueue) {
            state.items.clear();
        }
        Some(item)
    }

    /// What a poll finds without waiting.
    fn look(&self, state: &mut State, cx: &Context<'_>) -> Option<Option<Yielded>> {
        if let Some((waiter, item)) = state.handed.take() {
            if waiter.will_wake(cx.waker()) {
                return Some(Some(item));
            }
        }
        if self.has(EndBeforeQueue) && state.closed {
            return Some(None);
        }
        match self.take(state) {
            Some(item) => Some(Some(item)),
            None if state.closed => Some(None),
            None => None,
        }
    }
}

impl Stream for Receiver {
    type Item = Yielded;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Yielded>> {
        let mut state = self.shared.state.lock().unwrap();
        if let Some(found) = self.look(&mut state, cx) {
            state.just_taken = true;
            if found.is_none() && self.has(KeepsWakerAtEnd) {
                drop(state);
                let waker = cx.waker().clone();
                self.shared.state.lock().unwrap().waker = Some(waker);
            }
            return Poll::Ready(found);
        }
        if mem::take(&mut state.just_taken) && self.has(ForgetsWakerAfterItem) {
            return Poll::Pending;
        }
        let here = thread::current().id();
        if *state.thread.get_or_insert(here) != here && self.has(StaysWithFirstThread) {
            return Poll::Pending;
        }
        if self.has(WakesBeforePending) {
            drop(state);
            cx.waker().wake_by_ref();
            state = self.shared.state.lock().unwrap();
        }
        if state.waker.as_ref().is_some_and(|stored| stored.will_wake(cx.waker())) {
            return Poll::Pending;
        }
        let fresh = if self.has(ClonesUnderLock) {
            cx.waker().clone()
        } else {
            drop(state);
            let fresh = cx.waker().clone();
            state = self.shared.state.lock().unwrap();
            fresh
        };
        let only_items = self.has(RegistersLateForEnd) && state.items.is_empty();
        if !self.has(RegistersLate) && !only_items {
            if let Some(found) = self.look(&mut state, cx) {
                state.just_taken = true;
                drop(state);
                drop(fresh);
                return Poll::Ready(found);
            }
        }
        let stale = if self.has(KeepsFirstWaker) && state.waker.is_some() {
            Some(fresh)
        } else {
            state.waker.replace(fresh)
        };
        if self.has(LeaksReplacedWaker) {
            mem::forget(stale);
        } else if self.has(DropsWakerUnderLock) {
            drop(stale);
        } else {
            drop(state);
            drop(stale);
        }
        Poll::Pending
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let mut state = self.shared.state.lock().unwrap();
        let queued = state.items.len();
        if self.has(HintTakesItem) {
            drop(state.items.pop_back());
        }
        if self.has(HintDropsWaker) {
            let waker = state.waker.take();
            drop(state);
            drop(waker);
            return (0, None);
        }
        let lower = if self.has(HintCountsTwice) { 2 * queued } else { queued };
        let bounded = state.closed || self.has(HintBoundsOpenQueue);
        (lower, bounded.then_some(lower))
    }
}

impl Drop for Receiver {
    fn drop(&mut self) {
        let mut state = self.shared.state.lock().unwrap();
        state.abandoned = true;
        let (items, handed) = (mem::take(&mut state.items), state.handed.take());
        let waker = if self.has(DropKeepsWaker) { None } else { state.waker.take() };
        let leaks = self.has(LeaksAfterManyItems) && state.taken > 64;
        drop(state);
        if leaks {
            mem::forget(items);
        }
        drop((handed, waker));
    }
}

//! An event that can be given one defect.
//!
//! Without one it conforms, which a test checks.

use std::{
    cell::RefCell,
    collections::BTreeMap,
    future::Future,
    mem,
    panic::{AssertUnwindSafe, catch_unwind},
    pin::Pin,
    rc::Rc,
    task::{Context, Poll, Waker},
};

use async_interop::conformance::{self, Capabilities, Signal, Subject, capabilities};

/// What is wrong with an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Defect {
    PanicEndsLoop,
    FifthIsForgotten,
    ChosenSwallows,
}

use Defect::*;

/// An event with `defect`, as a subject of WAKER.
pub(crate) fn subject(defect: Option<Defect>) -> Subject {
    const CAPABILITIES: Capabilities = capabilities![multi_waiter, notify_one];
    let name = defect.map_or("no defect".into(), |defect| format!("{defect:?}"));
    Subject::new(name, "mutant").waiters(CAPABILITIES, move || Fixture(defect))
}

struct Fixture(Option<Defect>);

impl conformance::Waiters for Fixture {
    fn open(&mut self) -> Signal {
        let event = Event { defect: self.0, state: Rc::default() };
        let (all, one) = (event.clone(), event.clone());
        Signal::new(move || Waiting { event: event.clone(), number: None })
            .with_notify_all(move || all.notify_all())
            .with_notify_one(move || one.notify_one())
    }
}

#[derive(Clone)]
struct Event {
    defect: Option<Defect>,
    state: Rc<RefCell<State>>,
}

#[derive(Default)]
struct State {
    /// `None` for one that was notified, with whether it was chosen alone.
    waiters: BTreeMap<usize, Result<Option<Waker>, bool>>,
    next: usize,
}

impl Event {
    fn has(&self, defect: Defect) -> bool {
        self.defect == Some(defect)
    }

    fn notify_one(&self) {
        let mut state = self.state.borrow_mut();
        let waiter = state.waiters.values_mut().find(|waiter| waiter.is_ok());
        let woken = waiter.and_then(|waiter| mem::replace(waiter, Err(true)).ok().flatten());
        drop(state);
        woken.into_iter().for_each(Waker::wake);
    }

    fn notify_all(&self) {
        let mut state = self.state.borrow_mut();
        let waiters = state.waiters.values_mut().map(|waiter| mem::replace(waiter, Err(false)));
        let woken: Vec<_> = waiters.filter_map(|waiter| waiter.ok().flatten()).collect();
        drop(state);
        for waker in woken {
            if self.has(PanicEndsLoop) {
                waker.wake();
            } else {
                let _ = catch_unwind(AssertUnwindSafe(|| waker.wake()));
            }
        }
    }
}

struct Waiting {
    event: Event,
    number: Option<usize>,
}

impl Future for Waiting {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        const SLOTS: usize = 4;
        let event = self.event.clone();
        let mut waker = Some(cx.waker().clone());
        let mut state = event.state.borrow_mut();
        let number = self.number.unwrap_or(state.next);
        state.next = state.next.max(number + 1);
        let before = state.waiters.remove(&number);
        if let Some(Err(_)) = before {
            self.number = None;
            return Poll::Ready(());
        }
        let taken = state.waiters.values().filter(|waiter| matches!(waiter, Ok(Some(_)))).count();
        if event.has(FifthIsForgotten) && taken >= SLOTS {
            waker = None;
        }
        state.waiters.insert(number, Ok(waker));
        drop(state);
        drop(before);
        self.number = Some(number);
        Poll::Pending
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        let Some(number) = self.number else { return };
        let waiter = self.event.state.borrow_mut().waiters.remove(&number);
        if matches!(waiter, Some(Err(true))) && !self.event.has(ChosenSwallows) {
            self.event.notify_one();
        }
    }
}

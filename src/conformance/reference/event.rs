//! An event that passes every rule of waiters.

use alloc::{collections::BTreeMap, sync::Arc, vec::Vec};
use core::{
    fmt,
    future::Future,
    pin::Pin,
    task::{Context, Poll, Waker},
};

use crate::conformance::harness::{Lock, caught};

/// An event that any number of tasks wait for. Clones are the same event.
///
/// It reaches those who wait when it happens, and is forgotten then.
#[derive(Clone, Default)]
pub struct Event {
    state: Arc<Lock<State>>,
}

/// Future returned by [`Event::wait`].
///
/// It waits from its first poll on.
#[must_use = "futures do nothing unless polled"]
pub struct Waiting {
    state: Arc<Lock<State>>,
    number: Option<usize>,
}

/// Those who wait, in the order in which they began. Nothing under its lock wakes, clones or drops a
/// waker.
#[derive(Default)]
struct State {
    waiters: BTreeMap<usize, Waiter>,
    next: usize,
}

enum Waiter {
    Waits(Waker),
    /// By `notify_one`, which reaches another one if this one goes away.
    Chosen,
    /// By `notify_all`.
    Notified,
}

impl Event {
    /// Makes an event that nobody waits for.
    pub fn new() -> Self {
        Self::default()
    }

    /// Waits until the event happens.
    pub fn wait(&self) -> Waiting {
        Waiting { state: Arc::clone(&self.state), number: None }
    }

    /// Lets the one go on who waits longest.
    pub fn notify_one(&self) {
        notify_one(&self.state);
    }

    /// Lets all go on who wait.
    pub fn notify_all(&self) {
        let woken: Vec<_> = self.state.with(|state| {
            let waiters = state.waiters.values_mut();
            let notified = waiters.map(|waiter| core::mem::replace(waiter, Waiter::Notified));
            notified.filter_map(Waiter::into_waker).collect()
        });
        woken.into_iter().for_each(|waker| {
            // One that panics is no reason to leave the others asleep.
            caught(|| waker.wake());
        });
    }
}

fn notify_one(state: &Lock<State>) {
    let woken = state.with(|state| {
        let mut waiters = state.waiters.values_mut();
        let waiter = waiters.find(|waiter| matches!(waiter, Waiter::Waits(_)))?;
        core::mem::replace(waiter, Waiter::Chosen).into_waker()
    });
    woken.into_iter().for_each(Waker::wake);
}

impl Waiter {
    fn into_waker(self) -> Option<Waker> {
        match self {
            Self::Waits(waker) => Some(waker),
            Self::Chosen | Self::Notified => None,
        }
    }
}

impl Future for Waiting {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let fresh = cx.waker().clone();
        let known = self.number;
        let (number, stale) = self.state.with(|state| {
            let number = known.unwrap_or_else(|| {
                state.next += 1;
                state.next
            });
            match state.waiters.remove(&number) {
                Some(Waiter::Chosen | Waiter::Notified) => (None, Some(fresh)),
                stale => {
                    state.waiters.insert(number, Waiter::Waits(fresh));
                    (Some(number), stale.and_then(Waiter::into_waker))
                }
            }
        });
        drop(stale);
        self.number = number;
        if number.is_some() { Poll::Pending } else { Poll::Ready(()) }
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        let Some(number) = self.number else { return };
        let waiter = self.state.with(|state| state.waiters.remove(&number));
        if let Some(Waiter::Chosen) = waiter {
            notify_one(&self.state);
        }
    }
}

impl fmt::Debug for Event {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let waiting = self.state.with(|state| state.waiters.len());
        f.debug_struct("Event").field("waiting", &waiting).finish()
    }
}

impl fmt::Debug for Waiting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Waiting").field("number", &self.number).finish_non_exhaustive()
    }
}

//! What a program waits for.

use std::{
    mem,
    pin::Pin,
    sync::{Arc, Mutex},
    task::{Context, Poll, Waker},
};

/// A few events, each of which happens once.
///
/// They keep every waker that they were given, also those of futures that are gone.
#[derive(Clone)]
pub struct Events {
    events: Arc<[Mutex<Event>]>,
}

#[derive(Default)]
struct Event {
    happened: bool,
    wakers: Vec<Waker>,
}

impl Events {
    pub fn new() -> Self {
        Self { events: (0..COUNT).map(|_| Mutex::default()).collect() }
    }

    pub fn wait(&self, event: usize) -> Wait {
        Wait { events: self.clone(), event: event % COUNT }
    }

    /// Returns whether it happened just now.
    pub fn happen(&self, event: usize) -> bool {
        let (first, wakers) = {
            let mut event = self.events[event % COUNT].lock().expect("no panic");
            (!mem::replace(&mut event.happened, true), mem::take(&mut event.wakers))
        };
        wakers.into_iter().for_each(Waker::wake);
        first
    }

    /// Makes the next event happen, and returns whether there was one left.
    pub fn happen_next(&self) -> bool {
        (0..COUNT).any(|event| self.happen(event))
    }

    /// Drops the wakers that are left.
    pub fn forget(&self) {
        for event in &*self.events {
            let wakers = mem::take(&mut event.lock().expect("no panic").wakers);
            drop(wakers);
        }
    }
}

/// Ready when the event has happened.
pub struct Wait {
    events: Events,
    event: usize,
}

impl Future for Wait {
    type Output = ();

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let waker = cx.waker().clone();
        let mut event = self.events.events[self.event].lock().expect("no panic");
        if event.happened {
            drop(event);
            return Poll::Ready(());
        }
        event.wakers.push(waker);
        Poll::Pending
    }
}

const COUNT: usize = 6;

//! The reference event.

use async_interop::conformance::{self, Signal, reference};

/// Makes reference events.
struct Event;

impl conformance::Waiters for Event {
    fn open(&mut self) -> Signal {
        let event = reference::Event::new();
        let (all, one) = (event.clone(), event.clone());
        Signal::new(move || event.wait())
            .with_notify_all(move || all.notify_all())
            .with_notify_one(move || one.notify_one())
    }
}

conformance::waiters!(reference_event, Event, capabilities [multi_waiter, notify_one]);
conformance::waiters!(few_waiters, Event, capabilities[multi_waiter = 2]);

//! A producer on another thread.

use alloc::sync::Arc;
use core::{
    fmt,
    sync::atomic::{AtomicBool, AtomicUsize, Ordering::SeqCst},
    time::Duration,
};
use std::{thread, time::Instant};

use super::{Rng, Token};
use crate::conformance::{Feed, SendProducer};

/// A producer on a thread of its own, which sends what is ordered and ends when it is dropped.
pub struct Remote {
    orders: Orders,
    thread: Option<thread::JoinHandle<()>>,
}

impl Remote {
    /// Moves `producer` to a new thread. Before it sends, it waits for a moment that `rng` chooses.
    pub fn start(producer: SendProducer, rng: Rng) -> Self {
        let orders = Orders { state: Arc::default() };
        let state = Arc::clone(&orders.state);
        let thread = thread::spawn(move || state.serve(producer, rng));
        Self { orders, thread: Some(thread) }
    }

    /// Returns where to order.
    pub fn orders(&self) -> &Orders {
        &self.orders
    }
}

impl Drop for Remote {
    fn drop(&mut self) {
        self.orders.state.closed.store(true, SeqCst);
        if let Some(thread) = self.thread.take() {
            // A panic of the producer has been noticed: its item did not come.
            let _ = thread.join();
        }
    }
}

impl fmt::Debug for Remote {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Remote").field("orders", &self.orders).finish_non_exhaustive()
    }
}

/// Where to order from a [`Remote`] producer; any thread may.
#[derive(Clone, Debug)]
pub struct Orders {
    state: Arc<State>,
}

impl Orders {
    /// Orders the next item.
    pub fn order_item(&self) {
        self.state.ordered.fetch_add(1, SeqCst);
    }

    /// Orders the end: the producer is dropped once all that was ordered is sent.
    pub fn order_end(&self) {
        self.state.closed.store(true, SeqCst);
    }

    /// Returns whether the end was ordered.
    pub fn end_is_ordered(&self) -> bool {
        self.state.closed.load(SeqCst)
    }

    /// Returns how many items were sent: the calls have returned.
    pub fn sent(&self) -> usize {
        self.state.sent.load(SeqCst)
    }

    /// Returns whether an item was refused.
    pub fn refused(&self) -> bool {
        self.state.refused.load(SeqCst)
    }

    /// Returns whether the producer was dropped.
    pub fn has_ended(&self) -> bool {
        self.state.ended.load(SeqCst)
    }

    /// Waits until all that was ordered is done, but no longer than `limit`.
    pub fn wait(&self, limit: Duration) {
        let start = Instant::now();
        while start.elapsed() < limit {
            let sent = self.sent() == self.state.ordered.load(SeqCst);
            if sent && self.has_ended() == self.end_is_ordered() {
                return;
            }
            thread::yield_now();
        }
    }
}

#[derive(Debug, Default)]
struct State {
    ordered: AtomicUsize,
    sent: AtomicUsize,
    refused: AtomicBool,
    closed: AtomicBool,
    ended: AtomicBool,
}

impl State {
    fn serve(&self, mut producer: SendProducer, mut rng: Rng) {
        loop {
            let closed = self.closed.load(SeqCst);
            let number = self.sent.load(SeqCst);
            if number == self.ordered.load(SeqCst) {
                if closed {
                    break;
                }
                thread::yield_now();
                continue;
            }
            pause(&mut rng);
            if !producer(Feed::Item(Token::uncounted(number))) {
                self.refused.store(true, SeqCst);
            }
            self.sent.store(number + 1, SeqCst);
        }
        drop(producer);
        self.ended.store(true, SeqCst);
    }
}

/// Lets a moment pass, so that two threads meet at another point each time.
pub(crate) fn pause(rng: &mut Rng) {
    for _ in 0..rng.below(64) {
        core::hint::spin_loop();
    }
}

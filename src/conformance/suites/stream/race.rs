//! What is sent in the moment between "nothing there" and "waker stored".

use alloc::format;
use core::{
    sync::atomic::{AtomicBool, Ordering::SeqCst},
    task::Poll,
    time::Duration,
};
use std::{thread, time::Instant};

use crate::conformance::{
    Channel, Env, Outcome, Pass, Stop,
    harness::{Event, Orders, Receiving, Remote, Rng, TestWaker, Yielded, pause},
    outcome::ensure,
};

/// Lets another thread send while the stream is in the middle of a poll: first when it clones the
/// waker, which most do between looking and registering, then at random moments. The end comes in
/// the same way.
///
/// Why: what comes after the look and before the registration finds nobody to wake.
/// If this fails, look at: a missing second look after the waker was stored.
pub fn stream_06_item_during_poll_is_not_lost(
    channel: &mut impl Channel,
    env: &mut Env,
) -> Outcome {
    let mut race = Race::start(channel, env)?;
    for _ in 0..8 {
        race.force(Orders::order_item)?;
    }
    let start = Instant::now();
    let mut waker = TestWaker::new();
    for round in 0..10_000 {
        if start.elapsed() > Duration::from_millis(200) {
            break;
        }
        if round % 2 == 0 {
            waker = TestWaker::new();
        }
        race.meet(&waker)?;
    }
    if env.has("finite") {
        race.force(Orders::order_end)?;
    }
    Ok(Pass::Held)
}

/// A stream on this thread, and its producer on another one.
struct Race<'a, C: Channel> {
    subject: Receiving<'a, C>,
    remote: Remote,
    rng: Rng,
    /// How many items were taken.
    taken: usize,
}

impl<'a, C: Channel> Race<'a, C> {
    fn start(channel: &'a mut C, env: &mut Env) -> Result<Self, Stop> {
        let mut subject = Receiving::open(channel, env);
        // Each side has moments of its own.
        let [mine, theirs] = [(); 2].map(|()| Rng::new(env.random().next_u64()));
        let remote = Remote::start(subject.take_producer()?, theirs);
        Ok(Self { subject, remote, rng: mine, taken: 0 })
    }

    /// Polls, and has the event of `order` happen when the stream clones the waker.
    fn force(&mut self, order: fn(&Orders)) -> Result<(), Stop> {
        let (orders, ordered) = (self.remote.orders().clone(), AtomicBool::new(false));
        let waker = TestWaker::with_hook(Event::Clone, move || {
            if !ordered.swap(true, SeqCst) {
                order(&orders);
                // A stream that clones under its lock keeps the producer waiting until later.
                orders.wait(Duration::from_millis(20));
            }
        });
        waker.arm();
        let polled = self.subject.poll(&waker);
        waker.disarm();
        if waker.fired() == 0 {
            // No clone, so there is nothing to meet: the event comes after the poll.
            order(self.remote.orders());
        }
        self.arrives(&waker, 0, polled)
    }

    /// Polls with `waker` while an item is sent.
    fn meet(&mut self, waker: &TestWaker) -> Result<(), Stop> {
        let wakes = waker.wakes();
        self.remote.orders().order_item();
        pause(&mut self.rng);
        let polled = self.subject.poll(waker);
        self.arrives(waker, wakes, polled)
    }

    /// Polls and waits for wakes, as a task does, until the next item or the end is there. The
    /// first poll was `polled`, when the waker had been woken `wakes` times.
    fn arrives(
        &mut self,
        waker: &TestWaker,
        mut wakes: usize,
        mut polled: Poll<Option<Yielded>>,
    ) -> Result<(), Stop> {
        let required = "what is sent during a poll is its result, or wakes";
        let orders = self.remote.orders().clone();
        let happened = || orders.sent() > self.taken || orders.has_ended();
        while polled.is_pending() {
            let mut since = None;
            while waker.wakes() == wakes {
                if happened() {
                    let lost = since.get_or_insert_with(Instant::now).elapsed() > PATIENCE;
                    let what = if orders.has_ended() { "the end" } else { "an item" };
                    ensure!(!lost, required, "pending, and no wake after {what} was sent");
                }
                self.subject.settle(1);
                thread::yield_now();
            }
            wakes = waker.wakes();
            polled = self.subject.poll(waker);
        }
        if orders.refused() {
            return Err(Stop::inconclusive("the producer refused an item"));
        }
        match polled {
            Poll::Ready(Some(Ok(token))) if token.number() == self.taken => self.taken += 1,
            Poll::Ready(None) if orders.end_is_ordered() => {}
            other => return Err(Stop::fail(required, format!("{other:?}"))),
        }
        Ok(())
    }
}

/// How long a wake may be on its way once the producer has returned.
const PATIENCE: Duration = Duration::from_millis(500);

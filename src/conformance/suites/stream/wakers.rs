//! Whom a stream wakes, and which wakers it keeps.

use alloc::{format, vec::Vec};

use crate::conformance::{
    Channel, Env, Outcome, Pass, Stop,
    harness::{Inner, Receiving, TestWaker, Token},
    outcome::ensure,
    reference,
};

/// Polls an idle stream, sends an item, and counts wakes: fresh, and after items were taken; with a
/// new waker each time, and with the same one. An adapter of several streams is woken by each.
///
/// Why: a task that is not woken hangs for ever.
/// If this fails, look at: a `Pending` on the way from the last item to the empty queue.
pub fn stream_02_arrival_wakes(channel: &mut impl Channel, env: &mut Env) -> Outcome {
    for same in [false, true] {
        let mut subject = Receiving::open(channel, env);
        let mut waker = TestWaker::new();
        let mut sent = 0;
        for burst in [1, 2, 3, 1] {
            if !same {
                waker = TestWaker::new();
            }
            subject.park(&waker)?;
            let wakes = waker.wakes();
            let until = sent + subject.room(burst);
            subject.send_all(sent..until)?;
            let woken = subject.eventually(|| waker.wakes() > wakes);
            ensure!(
                woken,
                "a poll that waits is woken when an item arrives",
                "no wake for item {sent}, though its poll was pending"
            );
            subject.take(sent..until)?;
            sent = until;
        }
    }
    if env.has("concurrent") {
        arrival_in_any_child_wakes(channel, env)?;
    }
    Ok(Pass::Held)
}

/// Wraps two streams at once, waits, and lets an item arrive in each of them in turn.
fn arrival_in_any_child_wakes(channel: &mut impl Channel, env: &Env) -> Result<(), Stop> {
    for child in 0..2 {
        let (senders, receivers): (Vec<_>, Vec<_>) = (0..2).map(|_| reference::channel()).unzip();
        let receivers = receivers.into_iter().map(Inner::new).collect();
        let mut subject = Receiving::combine(channel, receivers, env)?;
        let waker = TestWaker::new();
        subject.park(&waker)?;
        let wakes = waker.wakes();
        let _ = senders[child].send(Token::uncounted(0));
        let woken = subject.eventually(|| waker.wakes() > wakes);
        ensure!(
            woken,
            "a poll that waits for two streams is woken by an item of either",
            "no wake for an item of stream {child}"
        );
        subject.take(0..1)?;
    }
    Ok(())
}

/// Polls an idle stream with several wakers in several orders, sends an item, and looks at the one
/// that polled last.
///
/// Why: a future moves between tasks, and `select` polls with a waker of its own.
/// If this fails, look at: a waker stored with `get_or_insert` instead of replaced, or a comparison
/// with `will_wake` that is the wrong way round.
pub fn stream_03_newest_waker_is_woken(channel: &mut impl Channel, env: &mut Env) -> Outcome {
    for order in [&[0, 1][..], &[0, 1, 0], &[0, 1, 2], &[0, 0, 1, 1]] {
        let mut subject = Receiving::open(channel, env);
        let wakers = [(); 3].map(|()| TestWaker::new());
        let mut newest = &wakers[0];
        for &waker in order {
            newest = &wakers[waker];
            subject.park(newest)?;
        }
        let wakes = newest.wakes();
        subject.send_all(0..1)?;
        let woken = subject.eventually(|| newest.wakes() > wakes);
        let counts = wakers.each_ref().map(TestWaker::wakes);
        ensure!(
            woken,
            "the newest waker is woken",
            "polled by wakers {order:?}; wakes of each: {counts:?}"
        );
    }
    Ok(Pass::Held)
}

/// Polls a stream, drops its producer, and counts wakes; fresh and after an item was taken.
///
/// Why: a consumer that waits for more than there will be never ends.
/// If this fails, look at: a closing that sets a flag and leaves the waker.
pub fn stream_04_end_wakes(channel: &mut impl Channel, env: &mut Env) -> Outcome {
    for passed in [0, 1] {
        let mut subject = Receiving::open(channel, env);
        subject.send_all(0..passed)?;
        subject.take(0..passed)?;
        let waker = TestWaker::new();
        subject.park(&waker)?;
        let wakes = waker.wakes();
        subject.drop_producer();
        let woken = subject.eventually(|| waker.wakes() > wakes);
        ensure!(woken, "a poll that waits is woken by the end", "no wake after {passed} items");
        subject.take_end()?;
    }
    Ok(Pass::Held)
}

/// Drops a stream whose poll waits, keeps the producer, and counts the clones that are alive.
///
/// Why: a waker keeps its whole task in memory, for as long as the producer lives.
/// If this fails, look at: the `Drop` of the stream; the waker lies in state that both ends share.
pub fn stream_15_dropped_stream_frees_wakers(channel: &mut impl Channel, env: &mut Env) -> Outcome {
    for passed in [0, 1] {
        let mut subject = Receiving::open(channel, env);
        subject.send_all(0..passed)?;
        subject.take(0..passed)?;
        let wakers = [(); 2].map(|()| TestWaker::new());
        for waker in &wakers {
            subject.park(waker)?;
        }
        subject.drop_stream();
        let live = || wakers[0].live() + wakers[1].live();
        let freed = subject.eventually(|| live() == 0);
        ensure!(
            freed,
            "no waker is left once the stream is gone, though its producer lives",
            "{} left",
            live()
        );
    }
    Ok(Pass::Held)
}

/// Polls an idle stream a hundred times with one waker, fresh and after an item was taken, and
/// counts its wakes.
///
/// Why: a stream that wakes whoever polls it keeps a core busy.
/// If this fails, look at: `wake_by_ref` before a `Pending` that has registered.
pub fn stream_17_no_wake_without_event(channel: &mut impl Channel, env: &mut Env) -> Outcome {
    for passed in [0, 1] {
        let mut subject = Receiving::open(channel, env);
        subject.send_all(0..passed)?;
        subject.take(0..passed)?;
        let waker = TestWaker::new();
        for _ in 0..100 {
            let polled = subject.poll(&waker);
            ensure!(polled.is_pending(), "an idle stream is pending", "{polled:?}");
        }
        subject.settle(5);
        let wakes = waker.wakes();
        ensure!(wakes <= 1, "an idle stream wakes nobody, or once", "{wakes} wakes in 100 polls");
    }
    Ok(Pass::Held)
}

/// Takes items without polling while a poll waits: first none, then, once woken, one that came.
///
/// Why: a task that looks without waiting must not put another one to sleep for ever.
/// If this fails, look at: a `try_` method that polls with a waker that does nothing.
pub fn stream_23_try_keeps_the_waker(channel: &mut impl Channel, env: &mut Env) -> Outcome {
    let mut subject = Receiving::open(channel, env);
    for number in 0..3 {
        let waker = TestWaker::new();
        subject.park(&waker)?;
        let wakes = waker.wakes();
        let nothing = subject.try_next();
        ensure!(nothing.is_none(), "nothing, as nothing was sent", "{nothing:?}");
        subject.send_all(number..number + 1)?;
        let woken = subject.eventually(|| waker.wakes() > wakes);
        let required = "a poll that waits is woken though somebody looked without waiting";
        ensure!(woken, required, "no wake for item {number}");
        let mut taken = None;
        for _ in 0..env.patience() {
            taken = subject.try_next();
            if taken.is_some() {
                break;
            }
            subject.settle(1);
        }
        match taken {
            Some(Ok(token)) if token.number() == number => {}
            None => {
                return Err(Stop::inconclusive(
                    "`try` is declared, and the fixture's `try_next` takes nothing: write it",
                ));
            }
            other => return Err(Stop::fail(format!("item {number}"), format!("{other:?}"))),
        }
    }
    Ok(Pass::Held)
}

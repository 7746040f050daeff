//! What a stream delivers.

use alloc::{format, vec::Vec};
use core::task::Poll;

use crate::conformance::{
    Channel, Env, Feed, Outcome, Pass, Stop,
    harness::{Inner, Ledger, Receiving, Rng, Script, Step, TestWaker, explore},
    outcome::ensure,
};

/// Sends 1 to 64 items in bursts of several sizes and takes them after each burst; then plays
/// random scripts of sending and polling with two wakers.
///
/// Why: all that is built on a stream takes it for granted.
/// If this fails, look at: a queue that wraps around, an item taken out before `Pending`.
pub fn stream_01_items_in_order(channel: &mut impl Channel, env: &mut Env) -> Outcome {
    for count in [1, 2, 3, 7, 8, 31, 32, 33, 64] {
        for burst in [1, 3, count] {
            let mut subject = Receiving::open(channel, env);
            let mut sent = 0;
            while sent < count {
                let until = count.min(sent + subject.room(burst));
                subject.send_all(sent..until)?;
                subject.take(sent..until)?;
                let more = subject.poll(&TestWaker::new());
                ensure!(more.is_pending(), "no item that was not sent", "{more:?}");
                sent = until;
            }
        }
    }
    let generate = |rng: &mut Rng| match rng.below(4) {
        0 | 1 => Op::Send,
        _ => Op::Poll(rng.below(2)),
    };
    explore(env, 32, 64, generate, |env, script| play(&mut Receiving::open(channel, env), script))
}

#[derive(Clone, Debug)]
enum Op {
    Send,
    /// Poll with the first or the second waker.
    Poll(usize),
}

fn play<C: Channel>(subject: &mut Receiving<'_, C>, script: &[Op]) -> Result<(), Stop> {
    let wakers = [TestWaker::new(), TestWaker::new()];
    let (mut sent, mut taken) = (0, 0);
    for op in script {
        match *op {
            Op::Send if sent - taken < subject.room(usize::MAX) => {
                subject.send_all(sent..sent + 1)?;
                sent += 1;
            }
            Op::Send => {}
            Op::Poll(waker) => match subject.poll(&wakers[waker]) {
                Poll::Pending => {}
                Poll::Ready(Some(Ok(token))) if token.number() == taken && taken < sent => {
                    taken += 1;
                }
                Poll::Ready(other) => {
                    let required = format!("item {taken} of {sent} comes next, or `Pending`");
                    return Err(Stop::fail(required, format!("{other:?}")));
                }
            },
        }
    }
    subject.take(taken..sent)
}

/// Queues items, drops the producer, and takes them; with and without a poll that waited before.
///
/// Why: the last messages are the ones that say how it ended.
/// If this fails, look at: a check for `closed` before the one for items.
pub fn stream_05_queue_comes_before_end(channel: &mut impl Channel, env: &mut Env) -> Outcome {
    for count in [1, 2, 3, 8] {
        for waited in [false, true] {
            let mut subject = Receiving::open(channel, env);
            let count = subject.room(count);
            if waited {
                subject.park(&TestWaker::new())?;
            }
            subject.send_all(0..count)?;
            subject.drop_producer();
            subject.take(0..count)?;
            subject.take_end()?;
        }
    }
    Ok(Pass::Held)
}

/// Looks at the hint while the stream is open, once its producer is gone, and after each item, and
/// compares with what came then; so too with an adapter's over streams whose hint is exact.
///
/// Why: `collect` reserves what the hint says.
/// If this fails, look at: an item that is counted here and in the inner stream; an upper bound
/// that forgets that more may be sent.
pub fn stream_10_hint_is_true(channel: &mut impl Channel, env: &mut Env) -> Outcome {
    let mut subject = Receiving::open(channel, env);
    let mut hints = Hints::default();
    let first = subject.room(3);
    hints.note(&mut subject);
    subject.send_all(0..first)?;
    hints.note(&mut subject);
    subject.take(0..1)?;
    hints.note_after(1, &mut subject);
    subject.send_all(first..first + 1)?;
    hints.note(&mut subject);
    subject.drop_producer();
    hints.take_all(&mut subject)?;
    drop(subject);

    if env.has("adapter") {
        let script = [Step::Items(0..2), Step::Wait, Step::Items(2..5), Step::End];
        let inner = Inner::new(Script::new(script.clone()));
        Hints::default().take_all(&mut Receiving::wrap(channel, inner, env)?)?;
        if env.has("concurrent") {
            let inner = [(); 2].map(|()| Inner::new(Script::new(script.clone())));
            Hints::default().take_all(&mut Receiving::combine(channel, inner.into(), env)?)?;
        }
    }
    Ok(Pass::Held)
}

/// The hints that a stream gave, each with the number of items that had come before.
#[derive(Default)]
struct Hints {
    taken: usize,
    given: Vec<(usize, (usize, Option<usize>))>,
}

impl Hints {
    fn note<C: Channel>(&mut self, subject: &mut Receiving<'_, C>) {
        self.given.push((self.taken, subject.size_hint()));
    }

    fn note_after<C: Channel>(&mut self, taken: usize, subject: &mut Receiving<'_, C>) {
        self.taken += taken;
        self.note(subject);
    }

    /// Takes all items that are left, then judges the hints.
    fn take_all<C: Channel>(mut self, subject: &mut Receiving<'_, C>) -> Result<(), Stop> {
        self.note(subject);
        while subject.next("all items, then the end")?.is_some() {
            self.note_after(1, subject);
        }
        for (before, (lower, upper)) in self.given {
            let left = self.taken - before;
            ensure!(
                lower <= left && upper.is_none_or(|upper| left <= upper),
                format!("a hint of size that allows for the {left} items that were left"),
                "({lower}, {upper:?}) after {before} items"
            );
        }
        Ok(())
    }
}

/// Asks for the hint while a poll waits and while items are queued, and looks at wakers and items.
///
/// Why: `&self` and its name promise a question without consequences.
/// If this fails, look at: a hint that looks for an item by taking it, or polls the inner stream.
pub fn stream_12_hint_has_no_effect(channel: &mut impl Channel, env: &mut Env) -> Outcome {
    let mut subject = Receiving::open(channel, env);
    let waker = TestWaker::new();
    subject.size_hint();
    subject.park(&waker)?;
    let before = (waker.wakes(), waker.clones(), waker.live());
    subject.size_hint();
    subject.size_hint();
    let after = (waker.wakes(), waker.clones(), waker.live());
    ensure!(
        before == after,
        format!("wakes, clones and clones alive as before the hint: {before:?}"),
        "{after:?}"
    );
    let count = subject.room(2);
    subject.send_all(0..count)?;
    let woken = subject.eventually(|| waker.wakes() > before.0);
    ensure!(woken, "a poll that waits is woken though a hint was asked for since", "no wake");
    for number in 0..count {
        subject.size_hint();
        subject.take(number..number + 1)?;
    }
    Ok(Pass::Held)
}

/// Polls, drops the waker as a dropped `next` does, and goes on with another one; the item comes
/// before or after the drop.
///
/// Why: `select` and timeouts drop a `next` that waits, and then ask again.
/// If this fails, look at: an item handed to whoever waits, instead of to the queue.
pub fn stream_13_abandoned_next_loses_nothing(
    channel: &mut impl Channel,
    env: &mut Env,
) -> Outcome {
    for dropped_first in [false, true] {
        let mut subject = Receiving::open(channel, env);
        for round in 0..3 {
            let abandoned = TestWaker::new();
            subject.park(&abandoned)?;
            if dropped_first {
                drop(abandoned);
                subject.send_all(round..round + 1)?;
            } else {
                subject.send_all(round..round + 1)?;
                subject.settle(2);
                drop(abandoned);
            }
            // With a waker of its own, as another task would.
            subject.take(round..round + 1)?;
        }
    }
    Ok(Pass::Held)
}

/// Drops both ends, in both orders, with items in the queue and a poll that waits or without, after
/// none, a few and many items have passed.
///
/// Why: what is not freed here is not freed at all.
/// If this fails, look at: a `Drop` that leaves the queue, or a waker in state that others hold.
pub fn stream_16_nothing_is_left_behind(channel: &mut impl Channel, env: &mut Env) -> Outcome {
    for passed in [0, 5, 100] {
        for (left, waits) in [(0, true), (3, false), (3, true)] {
            for stream_first in [true, false] {
                let mut subject = Receiving::open(channel, env);
                let count = passed + subject.room(left);
                let (ledger, wakers) = (Ledger::new(count), [(); 2].map(|()| TestWaker::new()));
                for number in 0..passed {
                    subject.send(ledger.token(number))?;
                    subject.take(number..number + 1)?;
                }
                if waits {
                    subject.park(&wakers[0])?;
                    subject.park(&wakers[1])?;
                }
                for number in passed..count {
                    subject.send(ledger.token(number))?;
                }
                if stream_first {
                    subject.drop_stream();
                }
                subject.drop_producer();
                subject.drop_stream();
                let live = || wakers[0].live() + wakers[1].live();
                subject.eventually(|| live() == 0 && ledger.unbalanced().is_empty());
                ensure!(live() == 0, "no waker is left once both ends are gone", "{} are", live());
                let unbalanced = ledger.unbalanced();
                ensure!(
                    unbalanced.is_empty(),
                    "each item was dropped exactly once, now that both ends are gone",
                    "of {count} items, {passed} of them taken, these (number, drops) were not: \
                     {unbalanced:?}"
                );
            }
        }
    }
    Ok(Pass::Held)
}

/// Sends two items, an error, and two items; queued together and one by one.
///
/// Why: an error is an item; whoever wants to go on after it finds the rest.
/// If this fails, look at: a queue or a buffer that is cleared together with the error.
pub fn stream_24_data_after_an_error(channel: &mut impl Channel, env: &mut Env) -> Outcome {
    if env.has("ends_on_error") {
        return Err(Stop::skipped("`ends_on_error` is declared: nothing follows an error"));
    }
    for queued in [true, false] {
        let mut subject = Receiving::open(channel, env);
        if queued && subject.room(5) < 5 {
            continue;
        }
        subject.send_all(0..1)?;
        if !queued {
            subject.take(0..1)?;
        }
        fail(&mut subject)?;
        if queued {
            subject.send_all(1..3)?;
            subject.take(0..1)?;
        }
        let required = "the error comes in its turn, as an item";
        let error = subject.next(required)?;
        ensure!(matches!(error, Some(Err(_))), required, "{error:?}");
        for number in 1..3 {
            if !queued {
                subject.send_all(number..number + 1)?;
            }
            subject.take(number..number + 1)?;
        }
        let more = subject.poll(&TestWaker::new());
        ensure!(more.is_pending(), "an error ends nothing: the stream waits", "{more:?}");
    }
    Ok(Pass::Held)
}

fn fail<C: Channel>(subject: &mut Receiving<'_, C>) -> Result<(), Stop> {
    if subject.feed(Feed::Fault) {
        return Ok(());
    }
    Err(Stop::inconclusive(
        "`fallible` is declared, and the producer gave no error: make it with `Producer::from_fn`",
    ))
}

//! What a stream owes the streams that it wraps, and through them its caller.

use alloc::{format, vec, vec::Vec};
use core::task::Poll;

use crate::conformance::{
    Channel, Env, Outcome, Pass, Stop,
    harness::{Inner, Receiving, Script, Step, TestWaker},
    outcome::ensure,
};

/// Wraps streams whose hints grow up to `usize::MAX`, before and after an item, alone and in pairs:
/// a larger hint inside never makes a smaller one outside.
///
/// Why: a sum that wraps around turns "very many" into "none", or panics.
/// If this fails, look at: `+` where `saturating_add` and `checked_add` are needed.
pub fn stream_11_hints_saturate(channel: &mut impl Channel, env: &mut Env) -> Outcome {
    const SIZES: [usize; 6] = [0, 1, 1000, usize::MAX / 2, usize::MAX - 1, usize::MAX];
    for taken in [0, 1] {
        for pair in [false, true] {
            if pair && !env.has("concurrent") {
                continue;
            }
            let (mut least, mut most) = (0, Some(0));
            for size in SIZES {
                let inner = || {
                    let script = Script::new([Step::Items(0..3), Step::Stall]);
                    Inner::new(script.hinting((size, Some(size))))
                };
                let mut subject = if pair {
                    Receiving::combine(channel, vec![inner(), inner()], env)?
                } else {
                    Receiving::wrap(channel, inner(), env)?
                };
                for _ in 0..taken {
                    subject.next("an item")?;
                }
                let (lower, upper) = subject.size_hint();
                let grows = lower >= least && at_least(upper, most);
                // An adapter may count the items it took itself, hence some less.
                let enough = at_least(upper, Some(size.saturating_sub(8)));
                let ordered = at_least(upper, Some(lower));
                ensure!(
                    grows && enough && ordered,
                    "hints that grow with those inside and stay at the largest number",
                    "({lower}, {upper:?}) for {} inner of ({size}, Some({size})) after {taken} \
                     items; for a smaller one it was ({least}, {most:?})",
                    if pair { "two" } else { "one" }
                );
                (least, most) = (lower, upper);
            }
        }
    }
    Ok(Pass::Held)
}

/// Whether the upper bound `upper`, of which `None` is the largest, is at least `other`.
fn at_least(upper: Option<usize>, other: Option<usize>) -> bool {
    upper.is_none_or(|upper| other.is_some_and(|other| upper >= other))
}

/// Wraps a stream that counts the polls after its end: alone, where nothing comes out, and beside
/// one that goes on.
///
/// Why: a stream that is polled after its end may panic, wait for ever, or begin anew.
/// If this fails, look at: an inner stream that is not dropped or marked when it ends; a `select`
/// that polls both sides until both have ended.
pub fn stream_19_inner_is_not_polled_after_its_end(
    channel: &mut impl Channel,
    env: &mut Env,
) -> Outcome {
    let script = || Script::new([Step::Items(0..1), Step::Wait, Step::Items(1..2), Step::End]);
    let inner = script();
    let polls = inner.polls();
    polled_once_at_end(&mut Receiving::wrap(channel, Inner::new(inner), env)?, env)?;
    let alone = polls.after_end();

    let inner = script();
    let polls = inner.polls();
    if env.has("rejects") {
        polled_once_at_end(&mut Receiving::reject(channel, Inner::new(inner), env)?, env)?;
    }
    let rejected = polls.after_end();

    let inner = script();
    let polls = inner.polls();
    if env.has("concurrent") {
        let others = Script::new((0..5).flat_map(|n| [Step::Items(n..n + 1), Step::Wait]));
        let inner = vec![Inner::new(inner), Inner::new(others)];
        polled_once_at_end(&mut Receiving::combine(channel, inner, env)?, env)?;
    }
    let beside = polls.after_end();
    ensure!(
        (alone, rejected, beside) == (0, 0, 0),
        "no poll of the inner stream after its end",
        "{alone} polls of one alone, {rejected} of one whose items are rejected, {beside} of one \
         beside another that went on"
    );
    Ok(Pass::Held)
}

/// Takes all items and the end; then polls on if the stream is fused, as only then one may.
fn polled_once_at_end<C: Channel>(subject: &mut Receiving<'_, C>, env: &Env) -> Result<(), Stop> {
    while subject.next("all items, then the end")?.is_some() {}
    if env.has("fused") {
        for _ in 0..4 {
            let _ = subject.poll(&TestWaker::new());
        }
    }
    Ok(())
}

/// Combines three streams that are always ready and looks how long each waits for its turn; then
/// one that waits for ever with one that is ready, in both orders.
///
/// Why: two busy connections must not starve a third one.
/// If this fails, look at: a poll that starts with the same inner stream each time, or ends with
/// the first one that is pending.
pub fn stream_20_children_take_turns(channel: &mut impl Channel, env: &mut Env) -> Outcome {
    let bound = env.number("concurrent").unwrap_or(64).max(3);
    let polls = 8 * bound;
    let children: Vec<_> = (0..3)
        .map(|child| Inner::new(Script::new([Step::Items(child * polls..(child + 1) * polls)])))
        .collect();
    let mut subject = Receiving::combine(channel, children, env)?;
    let waker = TestWaker::new();
    let mut turns = [0; 3];
    for poll in 1..=polls {
        match subject.poll(&waker) {
            Poll::Ready(Some(Ok(token))) if token.number() / polls < 3 => {
                turns[token.number() / polls] = poll;
            }
            Poll::Pending => {}
            other => return Err(Stop::fail("items of three streams", format!("{other:?}"))),
        }
        let late = (0..3).find(|&child| poll - turns[child] > bound);
        if let Some(child) = late {
            return Err(Stop::fail(
                format!("each of three ready streams has a turn within {bound} polls"),
                format!("stream {child} had none in polls {} to {poll}", turns[child] + 1),
            ));
        }
    }
    drop(subject);
    for stalled in 0..2 {
        let mut children = vec![Inner::new(Script::new([Step::Items(0..2)]))];
        children.insert(stalled, Inner::new(Script::new([Step::Stall])));
        Receiving::combine(channel, children, env)?.take(0..2)?;
    }
    Ok(Pass::Held)
}

/// Wraps a stream of very many items, none of which comes out, and counts how many are taken in one
/// poll.
///
/// Why: a poll that does not return keeps its thread from everybody else.
/// If this fails, look at: a loop over `poll_next` that only the inner stream's `Pending` ends.
pub fn stream_21_internal_work_is_bounded(channel: &mut impl Channel, env: &mut Env) -> Outcome {
    // Two adapters with the usual bound of 128, one in the other, take 16,384.
    const MANY: usize = 20_000;
    let script = Script::new([Step::Items(0..MANY), Step::End]);
    let polls = script.polls();
    let mut subject = Receiving::reject(channel, Inner::new(script), env)?;
    for _ in 0..2 {
        let waker = TestWaker::new();
        let before = polls.all();
        let polled = subject.poll(&waker);
        let taken = polls.all() - before;
        ensure!(
            taken < MANY,
            format!("one poll takes fewer than {MANY} items of a stream that is always ready"),
            "it took all of them"
        );
        ensure!(
            polled.is_pending() && waker.wakes() > 0,
            "a poll that leaves work for later is pending and wakes itself",
            "{polled:?} after {taken} items, {} wakes",
            waker.wakes()
        );
    }
    Ok(Pass::Held)
}

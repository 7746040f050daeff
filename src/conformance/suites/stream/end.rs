//! What comes after the end of a stream that is fused.

use core::task::Poll;

use crate::conformance::{
    Channel, Env, Feed, Outcome, Pass, Stop,
    harness::{Inner, Receiving, Script, Step, TestWaker, Token},
    outcome::ensure,
};

/// Polls 16 times after the end, and sends meanwhile where the producer is still there; an adapter
/// also over a stream that has items after its end.
///
/// Why: combinators keep a stream that has ended beside those that have not.
/// If this fails, look at: an end that is looked up in the queue instead of remembered.
pub fn stream_08_end_is_for_ever(channel: &mut impl Channel, env: &mut Env) -> Outcome {
    let mut subject = Receiving::open(channel, env);
    subject.send_all(0..1)?;
    subject.take(0..1)?;
    if !subject.feed(Feed::End) {
        subject.drop_producer();
    }
    subject.take_end()?;
    stays_at_end(&mut subject)?;
    drop(subject);
    if env.has("adapter") {
        let script = [Step::Items(0..1), Step::End, Step::Items(1..2), Step::Wait, Step::End];
        let inner = Inner::new(Script::new(script));
        let mut subject = Receiving::wrap(channel, inner, env)?;
        subject.take(0..1)?;
        subject.take_end()?;
        stays_at_end(&mut subject)?;
    }
    Ok(Pass::Held)
}

fn stays_at_end<C: Channel>(subject: &mut Receiving<'_, C>) -> Result<(), Stop> {
    let waker = TestWaker::new();
    for again in 1..=16 {
        let polled = subject.poll(&waker);
        ensure!(
            matches!(polled, Poll::Ready(None)),
            "after its end the stream is `Ready(None)` for ever",
            "poll {again} after the end: {polled:?}"
        );
        // Whether it is taken is the producer's affair; whether it comes out is not.
        subject.feed(Feed::Item(Token::uncounted(again)));
        subject.settle(1);
    }
    Ok(())
}

/// Asks at each step of a stream's life whether it has ended, and believes it.
///
/// Why: `select` leaves out the streams that say so, and never looks at them again.
/// If this fails, look at: an empty queue taken for an end while the producer lives; an end that is
/// not written down.
pub fn stream_09_terminated_means_ended(channel: &mut impl Channel, env: &mut Env) -> Outcome {
    let mut subject = Receiving::open(channel, env);
    believe(&mut subject, "fresh")?;
    subject.park(&TestWaker::new())?;
    believe(&mut subject, "waiting")?;
    let queued = subject.room(2);
    subject.send_all(0..queued)?;
    for number in 0..queued {
        believe(&mut subject, "with an item in its queue")?;
        subject.take(number..number + 1)?;
    }
    believe(&mut subject, "with an empty queue, the producer alive")?;
    subject.send_all(queued..queued + 1)?;
    subject.drop_producer();
    believe(&mut subject, "with an item in its queue, the producer gone")?;
    subject.take(queued..queued + 1)?;
    believe(&mut subject, "with an empty queue, the producer gone")?;
    subject.take_end()?;
    let terminated = subject.is_terminated()?;
    ensure!(terminated, "after its end the stream says that it has ended", "it says that not");
    for _ in 0..4 {
        believe(&mut subject, "after its end")?;
    }
    Ok(Pass::Held)
}

/// If the stream says that it has ended, polls it: there is no item, and no waker is kept.
fn believe<C: Channel>(subject: &mut Receiving<'_, C>, when: &str) -> Result<(), Stop> {
    if !subject.is_terminated()? {
        return Ok(());
    }
    let waker = TestWaker::new();
    let polled = subject.poll(&waker);
    ensure!(
        matches!(polled, Poll::Ready(None)) && waker.live() == 0,
        "a stream that says that it has ended is `Ready(None)` and keeps no waker",
        "{when} it said so, and then: {polled:?}, {} wakers kept",
        waker.live()
    );
    let still = subject.is_terminated()?;
    ensure!(still, "an end that was announced stays", "{when}, after one more poll, it is none");
    Ok(())
}

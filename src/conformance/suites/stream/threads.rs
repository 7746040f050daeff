//! What takes more than one thread to find out.

use alloc::{format, sync::Arc};
use core::{task::Poll, time::Duration};

use crate::conformance::{
    Channel, Env, Feed, Outcome, Pass, SendProducer, SendStream, Stop,
    harness::{Event, Probe, Receiving, Slot, TestWaker, Token, Yielded, within},
    outcome::ensure,
};

/// Uses the stream, or its producer, from another thread while a waker of the stream is being woken
/// or dropped.
///
/// Why: a waker is foreign code. An executor that polls at once, or a task whose destructor closes
/// its channels, comes back into the very object that called it.
/// If this fails, look at: a mutex guard that lives until after `wake()`; a waker replaced in
/// place, so that the old one is dropped under the guard.
pub fn stream_14_no_lock_while_waking(channel: &mut impl Channel, env: &mut Env) -> Outcome {
    for cause in [Cause::Arrival, Cause::ProducerDropped] {
        for action in [POLL, DROP_STREAM] {
            wake_and_use_stream(channel, env, cause, action)?;
        }
    }
    if !env.has("send_xt") {
        return Ok(Pass::Held);
    }
    // Some wake the waker that a poll replaces, before they drop it.
    for (event, cause) in [
        (Event::Wake, Cause::Replaced),
        (Event::Drop, Cause::Replaced),
        (Event::Drop, Cause::StreamDropped),
    ] {
        for action in [SEND, DROP_PRODUCER] {
            use_waker_and_producer(channel, env, event, cause, action)?;
        }
    }
    Ok(Pass::Held)
}

/// Polls on one thread, then on another, and sends: the second poll is woken, and a third thread
/// takes the item.
///
/// Why: executors with several threads poll a task now here, now there.
/// If this fails, look at: thread-local state; a thread remembered from the first poll.
pub fn stream_18_moves_between_threads(channel: &mut impl Channel, env: &mut Env) -> Outcome {
    let mut subject = Receiving::open_send(channel, env)?;
    for number in 0..2 {
        let wakers = [(); 3].map(|()| Arc::new(TestWaker::new()));
        for waker in &wakers[..2] {
            let polled = poll_elsewhere(&mut subject, waker)?;
            ensure!(polled.is_pending(), "an idle stream is pending", "{polled:?}");
        }
        let wakes = wakers[1].wakes();
        subject.send_all(number..number + 1)?;
        let woken = subject.eventually(|| wakers[1].wakes() > wakes);
        ensure!(
            woken,
            "the poll on the second thread is woken",
            "no wake; the one on the first thread had {}",
            wakers[0].wakes()
        );
        let required = format!("item {number} on a third thread");
        let mut item = Poll::Pending;
        for _ in 0..env.patience() {
            let wakes = wakers[2].wakes();
            item = poll_elsewhere(&mut subject, &wakers[2])?;
            if item.is_ready() || !subject.eventually(|| wakers[2].wakes() > wakes) {
                break;
            }
        }
        let right = matches!(&item, Poll::Ready(Some(Ok(token))) if token.number() == number);
        ensure!(right, required, "{item:?}");
    }
    Ok(Pass::Held)
}

/// Uses the producer from another thread while the stream clones a waker.
///
/// Why: cloning a waker is foreign code, too, though rarely code that comes back.
/// If this fails, look at: `cx.waker().clone()` after the lock was taken: clone before, or compare
/// with `will_wake`, release, clone, and look again.
pub fn stream_25_no_lock_while_cloning_a_waker(
    channel: &mut impl Channel,
    env: &mut Env,
) -> Outcome {
    for action in [SEND, DROP_PRODUCER] {
        use_waker_and_producer(channel, env, Event::Clone, Cause::Replaced, action)?;
    }
    Ok(Pass::Held)
}

/// What makes a stream use its waker.
#[derive(Clone, Copy, Debug)]
enum Cause {
    Arrival,
    ProducerDropped,
    Replaced,
    StreamDropped,
}

/// What another thread does while a waker is in use, and what that is called.
type Action<T> = (&'static str, fn(&Slot<T>));

const POLL: Action<SendStream> = ("a poll of the stream", |stream| {
    let waker = TestWaker::new();
    stream.with(|stream| drop(stream.poll_next(&mut waker.context())));
});
const DROP_STREAM: Action<SendStream> = ("a drop of the stream", |stream| drop(stream.take()));
const SEND: Action<SendProducer> = ("a send", |producer| {
    producer.with(|producer| producer(Feed::Item(Token::uncounted(0))));
});
const DROP_PRODUCER: Action<SendProducer> =
    ("a drop of the producer", |producer| drop(producer.take()));

/// Runs `action` on the stream while `cause` wakes its waker.
fn wake_and_use_stream(
    channel: &mut impl Channel,
    env: &Env,
    cause: Cause,
    (name, action): Action<SendStream>,
) -> Result<(), Stop> {
    let mut subject = Receiving::open_send(channel, env)?;
    let stream = Slot::empty();
    let probe = Probe::new(Event::Wake, {
        let stream = stream.clone();
        move || action(&stream)
    });
    subject.park(probe.waker())?;
    subject.take_stream().map(|taken| stream.put(taken));
    probe.waker().arm();
    match cause {
        // It may be refused: the stream is dropped meanwhile.
        Cause::Arrival => drop(subject.send_all(0..1)),
        _ => subject.drop_producer(),
    }
    // The wake may come from a thread of the subject, later.
    for _ in 0..20 {
        if probe.waker().fired() > 0 {
            break;
        }
        subject.settle(1);
    }
    judge(&probe, cause, name)?;
    drop(stream.take());
    Ok(())
}

/// Runs `action` on the producer while `cause` makes the stream do `event` to its waker.
fn use_waker_and_producer(
    channel: &mut impl Channel,
    env: &Env,
    event: Event,
    cause: Cause,
    (name, action): Action<SendProducer>,
) -> Result<(), Stop> {
    let mut subject = Receiving::open(channel, env);
    let producer = Slot::empty();
    let probe = Probe::new(event, {
        let producer = producer.clone();
        move || action(&producer)
    });
    let (first, second) = (TestWaker::new(), TestWaker::new());
    // The waker that comes first is the one that is woken or dropped, the second one is cloned.
    let (first, second) = match event {
        Event::Clone => (&first, probe.waker()),
        Event::Wake | Event::Drop => (probe.waker(), &second),
    };
    subject.park(first)?;
    producer.put(subject.take_producer()?);
    probe.waker().arm();
    match cause {
        Cause::StreamDropped => subject.drop_stream(),
        _ => drop(subject.poll(second)),
    }
    judge(&probe, cause, name)?;
    drop(producer.take());
    Ok(())
}

/// Says what the probe found.
fn judge(probe: &Probe, cause: Cause, name: &str) -> Result<(), Stop> {
    let Some(trouble) = probe.trouble() else { return Ok(()) };
    Err(Stop::fail(
        "no lock is held while a waker is woken, dropped or cloned",
        format!("{cause:?}: {name}, in the middle of its {:?}, {trouble}", probe.event()),
    ))
}

/// Polls on a new thread, which is gone when this returns.
fn poll_elsewhere<C: Channel>(
    subject: &mut Receiving<'_, C>,
    waker: &Arc<TestWaker>,
) -> Result<Poll<Option<Yielded>>, Stop> {
    const LIMIT: Duration = Duration::from_secs(5);
    let Some(mut stream) = subject.take_stream() else { return Ok(Poll::Pending) };
    let waker = Arc::clone(waker);
    let polled = within("STREAM", LIMIT, move || {
        let polled = stream.poll_next(&mut waker.context());
        (stream, polled)
    });
    let Ok((stream, polled)) = polled else {
        return Err(Stop::fail(
            "a poll on another thread returns",
            format!("it did not within {LIMIT:?}"),
        ));
    };
    subject.put_stream(stream);
    Ok(polled)
}

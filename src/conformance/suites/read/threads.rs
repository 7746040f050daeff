//! What takes more than one thread to find out.

use alloc::{format, sync::Arc, vec};
use core::{task::Poll, time::Duration};

use crate::{
    conformance::{
        Env, Outcome, Pass, SendRead, SendWrite, Source, Stop,
        harness::{Event, Probe, Reading, Slot, TestWaker, within},
        outcome::ensure,
    },
    io::{ReadBuf, Result as IoResult},
};

/// How long a call may take that does not wait for anything.
const PROMPT: Duration = Duration::from_millis(500);

/// Uses the subject from another thread while one of its wakers is being woken, or dropped.
///
/// Why: a waker is foreign code. It may poll on the spot, or drop what it was waiting for.
/// If this fails, look at: a guard that lives until after the `wake`, and a waker that is replaced
/// or cleared while the lock is held.
pub fn read_19_no_lock_over_wake_or_drop(source: &mut impl Source, env: &mut Env) -> Outcome {
    for cause in [Cause::Arrival, Cause::End, Cause::PeerDropped] {
        if !cause.applies(env) {
            continue;
        }
        for action in [READ, DROP_READER] {
            use_reader_at_wake(source, env, cause, action)?;
        }
    }
    let causes = [
        (Event::Drop, Cause::Replaced),
        (Event::Drop, Cause::ReaderDropped),
        // Some wake the waker that they replace.
        (Event::Wake, Cause::Replaced),
    ];
    for (event, cause) in causes {
        for action in [WRITE, DROP_FEEDER] {
            use_feeder_at(source, env, event, cause, action)?;
        }
    }
    Ok(Pass::Held)
}

/// Polls an idle reader with rooms of several sizes, on a thread that nobody waits for.
///
/// Why: a poll that waits holds up every other task of its thread.
/// If this fails, look at: a blocking receive, a lock held while waiting, a descriptor that is not
/// set to non-blocking.
pub fn read_21_poll_returns(source: &mut impl Source, env: &mut Env) -> Outcome {
    let required = format!("a poll returns within {PROMPT:?}, bytes or not");
    let movable = Reading::open_sent(source, env).is_ok();
    for size in [1, 64, 64 * 1024] {
        if !movable {
            // The runner has a limit too, and names the rule.
            let _ = Reading::open(source, env).poll_bytes(&TestWaker::new(), size);
            continue;
        }
        let mut subject = Reading::open_sent(source, env)?;
        let Some(reader) = subject.take_reader() else { continue };
        let polled = poll_elsewhere("READ-21", reader, &Arc::new(TestWaker::new()), size);
        // Lets a thread go that waits for bytes.
        let pushed = subject.push(b"x");
        ensure!(polled.is_some(), required, "with room for {size} bytes the poll did not return");
        pushed?;
    }
    Ok(Pass::Held)
}

/// Polls here, moves the reader to another thread, polls there with another waker, and feeds it.
///
/// Why: executors move tasks between their threads as they like.
/// If this fails, look at: a thread's id, or something thread-local, kept from the first poll.
pub fn read_22_other_thread_is_woken(source: &mut impl Source, env: &mut Env) -> Outcome {
    let mut subject = Reading::open_sent(source, env)?;
    let (here, there) = (TestWaker::new(), Arc::new(TestWaker::new()));
    subject.park(&here, 8)?;
    let mut before = 0;
    for _ in 0..16 {
        before = there.wakes();
        let polled = move_and_poll(&mut subject, &there)?;
        ensure!(polled.is_pending(), "an idle reader is pending", "elsewhere: {polled:?}");
        subject.settle(1);
        if there.wakes() == before {
            break;
        }
    }
    subject.push(b"x")?;
    let woken = subject.eventually(|| there.wakes() > before);
    let wakes = here.wakes();
    ensure!(woken, "the newest waker is woken", "no wake, and {wakes} of the first thread's");
    let required = "the byte, on the other thread";
    for _ in 0..16 {
        let wakes = there.wakes();
        match move_and_poll(&mut subject, &there)? {
            Poll::Ready(Ok(1)) => return Ok(Pass::Held),
            Poll::Pending if subject.eventually(|| there.wakes() > wakes) => {}
            other => return Err(Stop::fail(required, format!("{other:?}"))),
        }
    }
    Err(Stop::fail(required, format!("still pending after {} wakes", there.wakes())))
}

/// Feeds the reader from another thread while it clones the waker.
///
/// Why: `clone` is foreign code as well; an allocator or a tracing hook may run in it.
/// If this fails, look at: a `clone` in the call that stores the waker, inside the guard.
pub fn read_26_no_lock_over_clone(source: &mut impl Source, env: &mut Env) -> Outcome {
    let mut subject = Reading::open_with_sent_feeder(source, env)?;
    let feeder = Slot::empty();
    let probe = Probe::new(Event::Clone, {
        let feeder = feeder.clone();
        move || WRITE.1(&feeder)
    });
    subject.park(&TestWaker::new(), 8)?;
    put(&feeder, subject.take_feeder());
    probe.waker().arm();
    let _ = subject.poll_bytes(probe.waker(), 8);
    let trouble = probe.trouble();
    drop(feeder.take());
    match trouble {
        Some(trouble) => Err(Stop::fail(
            "no lock is held while a waker is cloned",
            format!("a write of the peer {trouble}"),
        )),
        None => Ok(Pass::Held),
    }
}

/// What makes a reader wake or drop its waker.
#[derive(Clone, Copy, Debug)]
enum Cause {
    Arrival,
    End,
    PeerDropped,
    Replaced,
    ReaderDropped,
}

impl Cause {
    fn applies(self, env: &Env) -> bool {
        match self {
            Self::End => env.has("eof"),
            Self::PeerDropped => env.has("eof_on_drop"),
            Self::Arrival | Self::Replaced | Self::ReaderDropped => true,
        }
    }

    fn happens(self, subject: &mut Reading<'_, impl Source>) -> Result<(), Stop> {
        match self {
            Self::Arrival => subject.push(b"x")?,
            Self::End => subject.end()?,
            Self::PeerDropped => subject.drop_feeder(),
            Self::Replaced => {
                let _ = subject.poll_bytes(&TestWaker::new(), 8);
            }
            Self::ReaderDropped => subject.drop_reader(),
        }
        Ok(())
    }
}

/// Runs `action` on the reader while `cause` has its waker woken.
fn use_reader_at_wake(
    source: &mut impl Source,
    env: &Env,
    cause: Cause,
    (name, action): Action<SendRead>,
) -> Result<(), Stop> {
    let mut subject = Reading::open_sent(source, env)?;
    let reader = Slot::empty();
    let probe = Probe::new(Event::Wake, {
        let reader = reader.clone();
        move || action(&reader)
    });
    subject.park(probe.waker(), 8)?;
    put(&reader, subject.take_reader());
    probe.waker().arm();
    let happened = cause.happens(&mut subject);
    for _ in 0..20 {
        if probe.waker().fired() > 0 {
            break;
        }
        subject.settle(1);
    }
    let trouble = probe.trouble();
    drop(reader.take());
    match trouble {
        Some(trouble) => Err(Stop::fail(
            "no lock is held while a waker is woken or dropped",
            format!("{cause:?}: a {name} of the reader, in the middle of the Wake, {trouble}"),
        )),
        None => happened,
    }
}

/// Runs `action` on the feeder while `cause` has the reader's waker woken or dropped.
fn use_feeder_at(
    source: &mut impl Source,
    env: &Env,
    event: Event,
    cause: Cause,
    (name, action): Action<SendWrite>,
) -> Result<(), Stop> {
    let mut subject = match Reading::open_with_sent_feeder(source, env) {
        Ok(subject) => subject,
        // What the reader itself can tell was checked.
        Err(Stop::Skipped(_)) => return Ok(()),
        Err(other) => return Err(other),
    };
    let feeder = Slot::empty();
    let probe = Probe::new(event, {
        let feeder = feeder.clone();
        move || action(&feeder)
    });
    subject.park(probe.waker(), 8)?;
    put(&feeder, subject.take_feeder());
    probe.waker().arm();
    let happened = cause.happens(&mut subject);
    subject.settle(1);
    let trouble = probe.trouble();
    drop(feeder.take());
    match trouble {
        Some(trouble) => Err(Stop::fail(
            "no lock is held while a waker is woken or dropped",
            format!("{cause:?}: a {name} of the peer, in the middle of the {event:?}, {trouble}"),
        )),
        None => happened,
    }
}

/// What another thread does while a waker is in use, and what that is called.
type Action<T> = (&'static str, fn(&Slot<T>));

const READ: Action<SendRead> = ("read", |reader| {
    let mut room = [0; 8];
    let waker = TestWaker::new();
    reader.with(|reader| {
        let mut buf = ReadBuf::new(&mut room);
        drop(reader.as_mut().poll_read(&mut waker.context(), buf.unfilled()));
    });
});
const DROP_READER: Action<SendRead> = ("drop", |reader| drop(reader.take()));
const WRITE: Action<SendWrite> = ("write", |feeder| {
    let waker = TestWaker::new();
    feeder.with(|feeder| drop(feeder.as_mut().poll_write(&mut waker.context(), b"x")));
});
const DROP_FEEDER: Action<SendWrite> = ("drop", |feeder| drop(feeder.take()));

fn put<T>(slot: &Slot<T>, value: Option<T>) {
    if let Some(value) = value {
        slot.put(value);
    }
}

/// Polls `reader` on another thread for `rule` and brings both back, or `None` if that takes too long.
fn poll_elsewhere(
    rule: &str,
    mut reader: SendRead,
    waker: &Arc<TestWaker>,
    size: usize,
) -> Option<(SendRead, Poll<IoResult<usize>>)> {
    let waker = Arc::clone(waker);
    let polled = within(rule, PROMPT, move || {
        let mut room = vec![0; size];
        let mut buf = ReadBuf::new(&mut room);
        let polled = reader.as_mut().poll_read(&mut waker.context(), buf.unfilled());
        let count = buf.len();
        (reader, polled.map_ok(|()| count))
    });
    polled.ok()
}

/// Polls the reader of `subject` on another thread, with room for eight bytes.
fn move_and_poll(
    subject: &mut Reading<'_, impl Source>,
    waker: &Arc<TestWaker>,
) -> Result<Poll<IoResult<usize>>, Stop> {
    let reader = subject.take_reader();
    let polled = reader.and_then(|reader| poll_elsewhere("READ-22", reader, waker, 8));
    let Some((reader, polled)) = polled else {
        return Err(Stop::fail(
            "a poll on another thread returns",
            format!("it did not within {PROMPT:?}"),
        ));
    };
    subject.put_reader(reader);
    Ok(polled)
}

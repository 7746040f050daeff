//! Bytes that arrive in the moment between "nothing there" and "waker stored".

use alloc::{string::String, sync::Arc};
use core::{
    hint,
    sync::atomic::{AtomicBool, AtomicUsize, Ordering::SeqCst},
    task::Poll,
    time::Duration,
};
use std::{
    thread::{self, JoinHandle},
    time::Instant,
};

use crate::{
    conformance::{
        Env, Outcome, Pass, SendRead, Source, Stop,
        harness::{Event, Reading, TestWaker},
    },
    io::{ReadBuf, Result as IoResult},
};

/// How long a call may take that does not wait for anything.
const PROMPT: Duration = Duration::from_millis(500);
const PANICKED: &str = "the poll panicked";

/// Feeds the reader while it clones the waker, and then over and over while it is being polled.
///
/// Why: between "nothing there" and "waker stored" there is always a moment.
/// If this fails, look at: a registration after the check, with no second check after it.
pub fn read_06_racing_arrival_wakes(source: &mut impl Source, env: &mut Env) -> Outcome {
    for arrive in [arrive_at_clone, arrive_at_random] {
        let mut subject = Reading::open_sent(source, env)?;
        if let Some(observed) = arrive(&mut subject, env)? {
            let required = "bytes that arrive while the waker is being stored wake it";
            return Err(Stop::fail(required, observed));
        }
    }
    Ok(Pass::Held)
}

/// Forces the interleaving: the byte arrives when the waker is cloned, so before it is stored.
///
/// Returns what was observed if the byte woke nobody.
fn arrive_at_clone<S: Source>(
    subject: &mut Reading<'_, S>,
    _: &mut Env,
) -> Result<Option<String>, Stop> {
    /// A subject that clones under its lock keeps the byte out: then it can come only later.
    const GRACE: Duration = Duration::from_millis(20);
    subject.park(&TestWaker::new(), 8)?;
    let Some(mut reader) = subject.take_reader() else { return Ok(None) };
    let cloning = Arc::new(AtomicBool::new(false));
    let arrived = Arc::new(AtomicBool::new(false));
    let waker = Arc::new(TestWaker::with_hook(Event::Clone, {
        let (cloning, arrived) = (Arc::clone(&cloning), Arc::clone(&arrived));
        move || {
            cloning.store(true, SeqCst);
            wait(GRACE, || arrived.load(SeqCst));
        }
    }));
    waker.arm();
    let polling = thread::spawn({
        let waker = Arc::clone(&waker);
        move || {
            let polled = poll_byte(&mut reader, &waker);
            (reader, polled.is_pending())
        }
    });
    wait(PROMPT, || cloning.load(SeqCst) || polling.is_finished());
    let pushed = subject.push(b"x");
    arrived.store(true, SeqCst);
    let Ok((reader, pending)) = polling.join() else { return Ok(Some(PANICKED.into())) };
    subject.put_reader(reader);
    pushed?;
    let lost = pending && !subject.eventually(|| waker.wakes() > 0);
    Ok(lost.then(|| "a byte came while the waker was cloned, and the read waits unwoken".into()))
}

/// Lets another thread read byte by byte while this one writes, each byte at a random moment.
///
/// Returns what was observed if a byte woke nobody.
fn arrive_at_random<S: Source>(
    subject: &mut Reading<'_, S>,
    env: &mut Env,
) -> Result<Option<String>, Stop> {
    const ROUNDS: usize = 10_000;
    const TIME: Duration = Duration::from_millis(150);
    let Some(reader) = subject.take_reader() else { return Ok(None) };
    let remote = RemoteReader::spawn(reader);
    let start = Instant::now();
    let mut pushed = Ok(());
    for _ in 0..ROUNDS {
        if start.elapsed() > TIME || pushed.is_err() || remote.thread.is_finished() {
            break;
        }
        let round = remote.rounds.asked.fetch_add(1, SeqCst) + 1;
        wait(PROMPT, || remote.rounds.begun.load(SeqCst) == round);
        // The other thread polls now: every moment of it is as good as another.
        for _ in 0..env.random().below(500) {
            hint::spin_loop();
        }
        pushed = subject.push(b"x");
        let sent = Instant::now();
        while remote.rounds.done.load(SeqCst) < round && !remote.thread.is_finished() {
            // A reactor that nobody turns needs turning; one with a thread of its own does not.
            if sent.elapsed() > Duration::from_micros(200) {
                subject.settle(1);
            }
            thread::yield_now();
        }
    }
    remote.rounds.stop.store(true, SeqCst);
    let Ok((reader, lost)) = remote.thread.join() else { return Ok(Some(PANICKED.into())) };
    subject.put_reader(reader);
    pushed?;
    Ok(lost)
}

/// A reader that reads a byte on its own thread each time it is asked to.
struct RemoteReader {
    rounds: Arc<Rounds>,
    thread: JoinHandle<(SendRead, Option<String>)>,
}

#[derive(Default)]
struct Rounds {
    /// How many bytes it shall have read.
    asked: AtomicUsize,
    /// The number of the byte that it is about to poll for.
    begun: AtomicUsize,
    /// How many bytes it has read.
    done: AtomicUsize,
    stop: AtomicBool,
}

impl RemoteReader {
    fn spawn(mut reader: SendRead) -> Self {
        let rounds = Arc::new(Rounds::default());
        let thread = thread::spawn({
            let rounds = Arc::clone(&rounds);
            move || {
                let lost = read_rounds(&mut reader, &rounds);
                (reader, lost)
            }
        });
        Self { rounds, thread }
    }
}

fn read_rounds(reader: &mut SendRead, rounds: &Rounds) -> Option<String> {
    /// How long a byte may be on its way on a busy machine.
    const LOST: Duration = Duration::from_secs(1);
    let wakers = [TestWaker::new(), TestWaker::new()];
    for round in 0.. {
        while rounds.asked.load(SeqCst) <= round {
            if rounds.stop.load(SeqCst) {
                return None;
            }
            thread::yield_now();
        }
        // Every waker is new at one time and known at the next: both ways to store it are taken.
        let waker = &wakers[round / 2 % 2];
        rounds.begun.store(round + 1, SeqCst);
        loop {
            let wakes = waker.wakes();
            match poll_byte(reader, waker) {
                Poll::Ready(Ok(1)) => break,
                Poll::Ready(other) => {
                    return Some(alloc::format!("round {round}: {other:?} instead of a byte"));
                }
                Poll::Pending => {}
            }
            if !wait(LOST, || waker.wakes() > wakes || rounds.stop.load(SeqCst)) {
                return Some(alloc::format!(
                    "round {round}: a byte was sent, and nobody was woken"
                ));
            }
            if rounds.stop.load(SeqCst) {
                return None;
            }
        }
        rounds.done.store(round + 1, SeqCst);
    }
    None
}

fn poll_byte(reader: &mut SendRead, waker: &TestWaker) -> Poll<IoResult<usize>> {
    let mut room = [0; 1];
    let mut buf = ReadBuf::new(&mut room);
    let polled = reader.as_mut().poll_read(&mut waker.context(), buf.unfilled());
    polled.map_ok(|()| buf.len())
}

/// Waits until `done`, and returns whether that was within `limit`.
fn wait(limit: Duration, done: impl Fn() -> bool) -> bool {
    let start = Instant::now();
    while !done() {
        if start.elapsed() > limit {
            return done();
        }
        thread::yield_now();
    }
    true
}

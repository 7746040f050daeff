//! What fails below, and what comes out of it.

use core::task::Poll;

use crate::{
    conformance::{
        Env, Outcome, Pass, Source,
        harness::{Reading, TestWaker},
        outcome::ensure,
    },
    io::ErrorKind,
};

/// Injects an error behind bytes, then one into a pending read.
///
/// Why: the bytes before the error are often the ones that explain it.
/// If this fails, look at: a fault that is asked for before the buffer, or that wakes nobody.
pub fn read_15_error_comes_after_the_bytes(source: &mut impl Source, env: &mut Env) -> Outcome {
    let mut subject = Reading::open(source, env);
    let fed = subject.push_some(b"ab")?;
    subject.inject(ErrorKind::ConnectionReset);
    subject.settle(1);
    subject.read_exactly(fed, "the bytes before the error")?;
    let read = subject.read(8, "the error, after the bytes before it")?;
    ensure!(read.is_err(), "the error, after the bytes before it", "{read:?}");
    drop(subject);

    let mut subject = Reading::open(source, env);
    let (first, second) = (TestWaker::new(), TestWaker::new());
    subject.park(&first, 8)?;
    let before = subject.park(&second, 8)?;
    subject.inject(ErrorKind::ConnectionReset);
    let woken = subject.eventually(|| second.wakes() > before);
    let wakes = first.wakes();
    ensure!(woken, "an error wakes the newest waker", "no wake, and {wakes} of the older one");
    let read = subject.read(8, "the error")?;
    ensure!(read.is_err(), "the error", "{read:?}");
    Ok(Pass::Held)
}

/// Reads an error, ends the feeder, and reads four times more.
///
/// Why: the caller cannot know whether an error lasts without asking again.
/// If this fails, look at: a future that is polled after it was finished.
pub fn read_16_after_an_error_nothing_hangs(source: &mut impl Source, env: &mut Env) -> Outcome {
    let mut subject = Reading::open(source, env);
    subject.inject(ErrorKind::ConnectionReset);
    let read = subject.read(8, "the injected error")?;
    ensure!(read.is_err(), "the injected error", "{read:?}");
    // A failed subject may have taken its feeder along.
    let ended = env.has("eof") && subject.end().is_ok();
    let waker = TestWaker::new();
    for _ in 0..4 {
        if ended {
            subject.read(8, "after an error: the end, or an error")?.ok();
        } else {
            let _ = subject.poll_bytes(&waker, 8);
        }
    }
    Ok(Pass::Held)
}

/// Injects what asks for another try, then feeds a byte.
///
/// Why: the caller of a poll cannot know what would have to be retried, and when.
/// If this fails, look at: an error of the system that is passed on as it is.
pub fn read_17_retries_stay_inside(source: &mut impl Source, env: &mut Env) -> Outcome {
    let required = "`WouldBlock` is `Pending`, and `Interrupted` is tried again";
    for kind in [ErrorKind::WouldBlock, ErrorKind::Interrupted] {
        let mut subject = Reading::open(source, env);
        subject.inject(kind);
        let polled = subject.poll_bytes(&TestWaker::new(), 8);
        if let Poll::Ready(Err(error)) = polled {
            let passed = matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::Interrupted);
            ensure!(!passed, required, "{kind:?} inside came out as {:?}", error.kind());
            continue;
        }
        subject.push(b"d")?;
        let read = subject.read(1, required)?;
        if let Err(error) = &read {
            let passed = matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::Interrupted);
            ensure!(!passed, required, "{kind:?} inside came out as {:?}", error.kind());
        } else {
            let intact = matches!(&read, Ok(bytes) if bytes == b"d");
            ensure!(intact, "the byte that came after the other try", "{read:?}");
        }
    }
    Ok(Pass::Held)
}

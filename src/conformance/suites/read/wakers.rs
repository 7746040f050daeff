//! Whom a reader wakes, and how long it keeps a waker.

use core::task::Poll;

use crate::conformance::{
    Env, Outcome, Pass, Source,
    harness::{Reading, TestWaker},
    outcome::ensure,
};

/// Polls an idle reader, feeds it, and counts wakes.
///
/// Why: a task that is not woken hangs for ever.
/// If this fails, look at: the waker stored in the slot of the other side, or not at all.
pub fn read_04_arrival_wakes(source: &mut impl Source, env: &mut Env) -> Outcome {
    let mut subject = Reading::open(source, env);
    let waker = TestWaker::new();
    let before = subject.park(&waker, 8)?;
    subject.push(b"x")?;
    let woken = subject.eventually(|| waker.wakes() > before);
    ensure!(woken, "the waker is woken when bytes arrive", "no wake");
    Ok(Pass::Held)
}

/// Polls an idle reader with one waker, then with another, and again with the first, and feeds it.
///
/// Why: a future moves between tasks, and `select` polls with a waker of its own.
/// If this fails, look at: a waker stored with `get_or_insert` instead of replaced.
pub fn read_05_newest_waker_is_woken(source: &mut impl Source, env: &mut Env) -> Outcome {
    for back_again in [false, true] {
        let mut subject = Reading::open(source, env);
        let (first, second) = (TestWaker::new(), TestWaker::new());
        subject.park(&first, 8)?;
        let mut before = subject.park(&second, 8)?;
        let (newest, older) = if back_again { (&first, &second) } else { (&second, &first) };
        if back_again {
            before = subject.park(newest, 8)?;
        }
        subject.push(b"x")?;
        let woken = subject.eventually(|| newest.wakes() > before);
        let wakes = older.wakes();
        ensure!(woken, "the newest waker is woken", "no wake, and {wakes} of the older one");
    }
    Ok(Pass::Held)
}

/// Polls an idle reader a hundred times, then one at its end, and counts wakes.
///
/// Why: a task that is woken for nothing keeps a core busy.
/// If this fails, look at: a `wake_by_ref` before `Pending`, or an event that is not cleared.
pub fn read_18_idle_wakes_nobody(source: &mut impl Source, env: &mut Env) -> Outcome {
    const POLLS: usize = 100;
    /// For what is spurious, and conforms.
    const ALLOWED: usize = POLLS / 10;
    let mut subject = Reading::open(source, env);
    let waker = TestWaker::new();
    subject.park(&waker, 8)?;
    for _ in 0..POLLS {
        let polled = subject.poll_bytes(&waker, 8);
        ensure!(polled.is_pending(), "an idle reader is pending", "{polled:?}");
    }
    subject.settle(10);
    let wakes = waker.wakes();
    ensure!(wakes <= ALLOWED, "no wake without an event", "{wakes} wakes by {POLLS} idle polls");
    if env.has("eof") {
        subject.end()?;
        subject.read(8, "the end")?.ok();
        let waker = TestWaker::new();
        let polls = (0..POLLS).map(|_| subject.poll_bytes(&waker, 8));
        // One that waits may wake, to be polled again.
        let allowed = ALLOWED + polls.filter(Poll::is_pending).count();
        subject.settle(10);
        let wakes = waker.wakes();
        ensure!(
            wakes <= allowed,
            "no wake at the end",
            "{wakes} wakes by {POLLS} polls at the end"
        );
    }
    Ok(Pass::Held)
}

/// Lets a read wait, drops both ends, and counts what is left of the waker.
///
/// Why: a waker holds its task, and the task what it owns.
/// If this fails, look at: a waker in a state that a cycle keeps alive, or that is never dropped.
pub fn read_20_no_waker_outlives_both_ends(source: &mut impl Source, env: &mut Env) -> Outcome {
    let mut subject = Reading::open(source, env);
    let waker = TestWaker::new();
    subject.park(&waker, 8)?;
    subject.drop_reader();
    subject.drop_feeder();
    let freed = subject.eventually(|| waker.live() == 0);
    ensure!(freed, "no clone of the waker is left", "{} of {}", waker.live(), waker.clones());
    Ok(Pass::Held)
}

/// Lets a read wait, drops the reader, keeps the peer, and counts what is left of the waker.
///
/// Why: a peer that lives long keeps the task of a reader that is long gone.
/// If this fails, look at: a waker in the shared state that the reader's `Drop` does not take out.
pub fn read_27_no_waker_outlives_the_reader(source: &mut impl Source, env: &mut Env) -> Outcome {
    let mut subject = Reading::open(source, env);
    let waker = TestWaker::new();
    subject.park(&waker, 8)?;
    subject.drop_reader();
    let freed = subject.eventually(|| waker.live() == 0);
    let required = "no clone of the waker is left once the reader is dropped";
    ensure!(freed, required, "{} of {}, while the peer lives", waker.live(), waker.clones());
    Ok(Pass::Held)
}

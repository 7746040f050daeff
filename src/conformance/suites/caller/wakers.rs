//! Whom a caller has woken, and why it waits.

use crate::conformance::{
    Caller, Env, Outcome, Pass, Stop,
    harness::{Acting, Manner, TestWaker, Unfinished},
    outcome::ensure,
};
use alloc::{format, string::ToString as _};

/// Polls the subject with another waker each time. Lets one of the partners on which it waits go on
/// and wake whom it was given; then the subject's newest waker must have been woken.
///
/// Why: a task that is not woken hangs for ever.
/// If this fails, look at: a `Waker::noop()` for a "quick look"; a waker that is kept from an earlier
/// poll; an inner object that is polled with the waker of another task.
pub fn caller_05_passes_its_waker_on(caller: &mut impl Caller, env: &mut Env) -> Outcome {
    let required = "whoever is polled gets a waker that wakes the newest poll";
    for manner in [Manner::HELD, Manner::SLOW, Manner::EAGER] {
        let mut acting = Acting::begin(caller, manner, env);
        match acting.finish() {
            Ok(_) => {}
            Err(Unfinished::NotWoken) => {
                return Err(Stop::fail(required, Unfinished::NotWoken.to_string()));
            }
            Err(other) => return Err(Stop::inconclusive(format!("{other} (CALLER-08)"))),
        }
    }
    Ok(Pass::Held)
}

/// Polls the subject with another waker each time. Whenever it is pending, a partner has to have been
/// pending in this poll, or somebody has to have the waker, or to have woken it; and it has to end.
///
/// Why: a task that waits for nothing hangs for ever.
/// If this fails, look at: a `Pending` after the last item of a queue, or after a step that was ready;
/// a poll that gives way and forgets to wake.
pub fn caller_08_pending_has_a_reason(caller: &mut impl Caller, env: &mut Env) -> Outcome {
    const POLLS: usize = 10_000;
    for manner in [Manner::EAGER, Manner::SLOW, Manner::HELD] {
        let mut acting = Acting::begin(caller, manner, env);
        let mut poll = 0;
        loop {
            let waker = TestWaker::new();
            poll += 1;
            if acting.poll(&waker).is_ready() {
                break;
            }
            let explained = acting.stage().pending() + waker.wakes() + waker.live();
            ensure!(
                explained > 0,
                "a pending poll has something inside that is pending, or keeps or wakes its waker",
                "poll {poll} was pending: nothing inside was, and nobody has the waker"
            );
            match acting.go_on(&waker) {
                Err(Unfinished::Asleep) => {
                    let asleep = Unfinished::Asleep;
                    return Err(Stop::fail(
                        "a pending poll is woken",
                        format!("poll {poll}: {asleep}"),
                    ));
                }
                Err(other) => return Err(Stop::inconclusive(format!("{other} (CALLER-05)"))),
                Ok(()) => {}
            }
            ensure!(poll < POLLS, "the subject comes to its end", "it was polled {POLLS} times");
        }
        acting.leave();
    }
    Ok(Pass::Held)
}

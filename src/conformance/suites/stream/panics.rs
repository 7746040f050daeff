//! What takes a panic, or may end in one.

use alloc::{boxed::Box, format, vec::Vec};
use core::{panic::AssertUnwindSafe, task::Poll};
use std::panic::{catch_unwind, resume_unwind};

use crate::conformance::{
    Channel, Env, Outcome, Pass,
    harness::{Inner, Ledger, Receiving, Script, Step, TestWaker},
    outcome::ensure,
};

/// Polls four times after the end and writes down what comes.
///
/// Why: streams differ here, and who wraps them has to know.
/// If this fails, look at: nothing; it cannot.
pub fn stream_07_poll_after_end(channel: &mut impl Channel, env: &mut Env) -> Outcome {
    let mut subject = Receiving::open(channel, env);
    subject.drop_producer();
    subject.take_end()?;
    let mut seen = Vec::new();
    for _ in 0..4 {
        let polled = catch_unwind(AssertUnwindSafe(|| subject.poll(&TestWaker::new())));
        seen.push(match &polled {
            Ok(Poll::Ready(None)) => "None",
            Ok(Poll::Ready(Some(_))) => "an item",
            Ok(Poll::Pending) => "Pending",
            Err(_) => "a panic",
        });
    }
    let _ = catch_unwind(AssertUnwindSafe(|| subject.drop_stream()));
    Ok(Pass::Fact(format!("polled after the end: {}", seen.join(", "))))
}

/// Lets the inner stream panic between two items, polls on, drops everything, and counts drops.
///
/// Why: a value that was moved out and not yet put back is dropped twice, in safe-looking code.
/// If this fails, look at: `unsafe` that moves an item or the inner stream around a call.
pub fn stream_22_panic_drops_nothing_twice(channel: &mut impl Channel, env: &mut Env) -> Outcome {
    for combined in [false, true] {
        if combined && !env.has("concurrent") {
            continue;
        }
        let ledger = Ledger::new(8);
        let panics = || -> () { resume_unwind(Box::new("the inner stream panics")) };
        let script = [Step::Items(0..2), Step::Call(panics), Step::Items(2..4), Step::End];
        let script = Inner::new(Script::new(script).counted_by(&ledger));
        let mut subject = if combined {
            let other = Script::new([Step::Items(4..8), Step::End]).counted_by(&ledger);
            Receiving::combine(channel, [script, Inner::new(other)].into(), env)?
        } else {
            Receiving::wrap(channel, script, env)?
        };
        for _ in 0..16 {
            let polled = catch_unwind(AssertUnwindSafe(|| subject.poll(&TestWaker::new())));
            if matches!(polled, Ok(Poll::Ready(None))) {
                break;
            }
        }
        let _ = catch_unwind(AssertUnwindSafe(|| subject.drop_stream()));
        let twice: Vec<_> = (0..8).filter(|&number| ledger.dropped(number) > 1).collect();
        ensure!(
            twice.is_empty(),
            "no item is dropped twice, also after a panic of the inner stream",
            "more than one drop of items {twice:?}"
        );
    }
    Ok(Pass::Held)
}

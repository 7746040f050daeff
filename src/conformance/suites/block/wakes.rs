//! From a wake to a poll of the root.

use alloc::format;
use core::{future::poll_fn, task::Poll};

use crate::conformance::{
    Driver, Env, Outcome, Pass,
    harness::{Driving, Stack, Watch, elsewhere, once_waiting},
    outcome::ensure,
};

/// Has another thread wake the root while it is polled, and again a moment later, many times.
///
/// Why: between the poll and the sleep there is always a moment.
/// If this fails, look at: a token that is cleared before sleeping.
pub fn block_02_wake_before_sleep(driver: &mut impl Driver, env: &mut Env) -> Outcome {
    const ROUNDS: usize = 100;
    let running = Driving::start(driver, env);
    // First in the poll itself: the thread cannot sleep yet.
    let (mut woken, mut trouble) = (false, None);
    let ended = running.within(poll_fn(|cx| {
        if woken {
            return Poll::Ready(());
        }
        woken = true;
        let waker = cx.waker().clone();
        trouble = elsewhere(move || waker.wake()).err();
        if trouble.is_some() { Poll::Ready(()) } else { Poll::Pending }
    }));
    trouble.map_or(Ok(()), Err)?;
    ensure!(ended.is_some(), "a wake during the poll is kept", "the thread sleeps over it");
    // Then at any time after it.
    for round in 0..ROUNDS {
        let watch = Watch::new();
        let micros = env.random().below(100);
        let released = watch.clone();
        let waker = once_waiting(&watch, micros, move || released.release())?;
        let ended = running.within(watch.future());
        waker.join()?;
        ensure!(
            ended.is_some(),
            "a wake before, or in, the sleep is kept",
            "lost in round {round}, about {micros} us after the poll"
        );
    }
    Ok(Pass::Held)
}

/// Has the root use up its thread's token after a wake, and leave one without a wake.
///
/// Why: locks, channels and `thread::scope` park, and a poll may use them.
/// If this fails, look at: a sleep that trusts the token of the thread alone.
#[cfg(feature = "std")]
pub fn block_03_root_parks_its_thread(driver: &mut impl Driver, env: &mut Env) -> Outcome {
    use core::time::Duration;
    use std::thread;

    /// The token wakes the thread once; what the runtime itself does is not counted that closely.
    const FEW: usize = 20;

    let running = Driving::start(driver, env);
    let (mut woken, mut trouble) = (false, None);
    let ended = running.within(poll_fn(|cx| {
        if woken {
            return Poll::Ready(());
        }
        woken = true;
        let waker = cx.waker().clone();
        trouble = elsewhere(move || waker.wake()).err();
        // Takes the token that the wake has left, if that is what a wake leaves.
        thread::park_timeout(Duration::from_millis(1));
        if trouble.is_some() { Poll::Ready(()) } else { Poll::Pending }
    }));
    trouble.map_or(Ok(()), Err)?;
    ensure!(
        ended.is_some(),
        "a wake is kept though the root parks its thread",
        "the thread sleeps over it"
    );
    let (watch, mut polls) = (Watch::new(), 0);
    let released = watch.clone();
    let waker = once_waiting(&watch, 20_000, move || released.release())?;
    let ended = running.within(poll_fn(|cx| {
        polls += 1;
        // Nobody has been woken.
        thread::current().unpark();
        watch.wait(cx)
    }));
    waker.join()?;
    ensure!(ended.is_some(), "the root ends after its wake", "it does not");
    ensure!(polls <= FEW, format!("few polls (up to {FEW}) without a wake"), "{polls} polls");
    Ok(Pass::Held)
}

/// Nothing: there are no threads to park.
#[cfg(not(feature = "std"))]
pub fn block_03_root_parks_its_thread(_: &mut impl Driver, _: &mut Env) -> Outcome {
    Err(crate::conformance::Stop::skipped("needs threads: feature `std`"))
}

/// Runs a root that wakes itself a thousand times, then one that waits.
///
/// Why: a poll on the stack of a wake overflows it, and a loop burns the processor.
/// If this fails, look at: a waker that runs the root, a wait that is none.
pub fn block_04_neither_deep_nor_busy(driver: &mut impl Driver, env: &mut Env) -> Outcome {
    const WAKES: usize = 1000;
    /// In 50 ms; one that polls instead of sleeping makes thousands. A runtime whose reactor wakes
    /// it now and then may look at the root as well.
    const FEW: usize = 200;

    let running = Driving::start(driver, env);
    let (mut polls, stack) = (0, Stack::default());
    running.block_on(poll_fn(|cx| {
        stack.note();
        polls += 1;
        // A stack that grows is seen long before it overflows.
        if polls > WAKES || stack.is_deep() {
            return Poll::Ready(());
        }
        cx.waker().wake_by_ref();
        Poll::Pending
    }));
    let depth = stack.depth();
    ensure!(!stack.is_deep(), "a stack that does not grow", "{depth} bytes after {polls} polls");
    let watch = Watch::new();
    let released = watch.clone();
    // Without threads nobody can end a wait.
    let Ok(waker) = once_waiting(&watch, 50_000, move || released.release()) else {
        return Ok(Pass::Held);
    };
    let (waiting, mut polls) = (watch.clone(), 0);
    let ended = running.within(poll_fn(|cx| {
        polls += 1;
        waiting.wait(cx)
    }));
    waker.join()?;
    ensure!(ended.is_some(), "the root ends after its wake", "it does not");
    ensure!(polls <= FEW, format!("few polls (up to {FEW}) while the root waits"), "{polls} polls");
    Ok(Pass::Held)
}

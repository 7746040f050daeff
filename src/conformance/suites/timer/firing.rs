//! When a sleep is ready.

use alloc::{boxed::Box, vec::Vec};
use core::{future::Future as _, pin::pin, task::Poll, time::Duration};

use crate::{
    conformance::{
        Clock, Env, Outcome, Pass, Stop,
        harness::{TestWaker, Timing, caught},
        outcome::ensure,
    },
    time::{Instant, MissedTicks, Sleep as _, Timer as _, TimerExt as _},
};

/// Sleeps for times that are no multiples of a tick.
///
/// Why: a lease that is taken to be over too early has two owners.
/// If this fails, look at: a deadline that is rounded down, a comparison with the clock of the last turn.
pub fn timer_01_never_early(clock: &mut impl Clock, env: &mut Env) -> Outcome {
    let mut timing = Timing::start(clock, env);
    for micros in [1, 100, 999, 1000, 1500, 3_300, 10_000] {
        let duration = Duration::from_micros(micros);
        let (waker, mut sleep) = (TestWaker::new(), timing.sleep(duration));
        let deadline = sleep.deadline();
        while timing.poll(&mut sleep, &waker).is_pending() {
            let now = timing.now();
            let left = deadline.duration_since(now);
            if left.is_zero() {
                break;
            }
            timing.pass((left / 3).max(Duration::from_nanos(1)));
        }
        let at = timing.finish(&mut sleep)?;
        let early = deadline.duration_since(at);
        ensure!(
            early.is_zero(),
            "ready at the deadline or after it",
            "a sleep of {duration:?} was ready {early:?} early"
        );
    }
    Ok(Pass::Held)
}

/// Waits for a wake, and looks at the clock.
///
/// Why: a timeout that never comes is none.
/// If this fails, look at: a slot of the wheel that is passed over, an alarm that is not armed.
pub fn timer_02_fires_in_time(clock: &mut impl Clock, env: &mut Env) -> Outcome {
    let mut timing = Timing::start(clock, env);
    for millis in [1, 2, 7, 20] {
        let mut sleep = timing.sleep(Duration::from_millis(millis));
        let waker = TestWaker::new();
        let deadline = sleep.deadline();
        if timing.poll(&mut sleep, &waker).is_ready() {
            continue;
        }
        let woken = timing.reach(deadline, || waker.wakes() > 0);
        ensure!(
            woken,
            "woken at the deadline, within the slack",
            "a sleep of {millis} ms: no wake"
        );
        timing.finish(&mut sleep)?;
    }
    Ok(Pass::Held)
}

const PERIOD: Duration = Duration::from_millis(10);

/// Takes ticks late, in each of the three ways, and with the longest period.
///
/// Why: a rate that drifts is another rate.
/// If this fails, look at: a deadline that the sleep reports otherwise than it was set.
pub fn timer_19_intervals_do_not_drift(clock: &mut impl Clock, env: &mut Env) -> Outcome {
    let mut timing = Timing::start(clock, env);
    for missed in [MissedTicks::Burst, MissedTicks::Delay, MissedTicks::Skip] {
        let start = timing.now();
        // Three ticks and a half are missed.
        let mut busy = timing.sleep(PERIOD * 7 / 2);
        let now = timing.finish(&mut busy)?;
        let periods = (now.duration_since(start).as_nanos() / PERIOD.as_nanos()) as usize;
        let wanted = if missed == MissedTicks::Burst { periods + 1 } else { 1 };
        let taken = take_ticks(&mut timing, start, missed, wanted);
        let on_beat =
            taken.iter().all(|due| due.duration_since(start).as_nanos() % PERIOD.as_nanos() == 0);
        ensure!(
            on_beat || missed == MissedTicks::Delay,
            "ticks on the beat",
            "{missed:?}: {taken:?}"
        );
        let right =
            if missed == MissedTicks::Burst { taken.len() >= wanted } else { taken.len() == 1 };
        let required = "all ticks that were missed, or one for them, as declared";
        ensure!(right, required, "{missed:?}: {} ticks after {periods} periods", taken.len());
    }
    let mut rare = pin!(timing.enter(|timer| timer.interval(Duration::MAX)));
    let waker = TestWaker::new();
    let first = timing.enter(|_| rare.as_mut().poll_tick(&mut waker.context()));
    let second = timing.enter(|_| rare.as_mut().poll_tick(&mut waker.context()));
    ensure!(second.is_pending(), "one tick of a huge period", "{first:?}, then {second:?}");
    Ok(Pass::Held)
}

/// Takes `wanted` ticks, and those that are there then, of an interval that began at `start`.
fn take_ticks<C: Clock>(
    timing: &mut Timing<'_, C>,
    start: Instant,
    missed: MissedTicks,
    wanted: usize,
) -> Vec<Instant> {
    let waker = TestWaker::new();
    let interval = timing.enter(|timer| timer.interval_at(start, PERIOD));
    let mut interval = pin!(interval.missed_ticks(missed));
    let mut taken = Vec::new();
    while taken.len() < 50 {
        let wakes = waker.wakes();
        let polled = timing.enter(|_| interval.as_mut().poll_tick(&mut waker.context()));
        if let Poll::Ready(due) = polled {
            taken.push(due);
            continue;
        }
        // A deadline that is past may be pending once, with a wake.
        let now = timing.now();
        if taken.len() >= wanted || !timing.reach(now, || waker.wakes() > wakes) {
            break;
        }
    }
    taken
}

/// Advances a clock by hand past some deadlines, and up to one.
///
/// Why: a test of time is only as good as its clock.
/// If this fails, look at: a jump to the next deadline, a comparison without the equal.
pub fn timer_20_advance_fires_what_is_due(clock: &mut impl Clock, env: &mut Env) -> Outcome {
    let mut timing = Timing::start(clock, env);
    let waker = TestWaker::new();
    let millis = [1_u64, 5, 5, 6, 20];
    let mut sleeps: Vec<_> =
        millis.iter().map(|millis| timing.sleep(Duration::from_millis(*millis))).collect();
    for sleep in &mut sleeps {
        let polled = timing.poll(sleep, &waker);
        ensure!(polled.is_pending(), "pending before its deadline", "{polled:?}");
    }
    timing.pass(Duration::from_millis(5));
    for (sleep, millis) in sleeps.iter_mut().zip(millis) {
        // A first poll that is pending with a wake is allowed.
        let ready = (0..2).any(|_| timing.poll(sleep, &waker).is_ready());
        ensure!(
            ready == (millis <= 5),
            "after 5 ms just the sleeps of up to 5 ms are ready",
            "a sleep of {millis} ms: ready is {ready}"
        );
    }
    Ok(Pass::Held)
}

/// Makes and polls a sleep outside the fixture's context.
///
/// Why: code is moved between runtimes; what does not work there must say so.
/// If this fails, look at: a timer that registers with a driver that is not there.
pub fn timer_22_no_context_or_a_loud_error(clock: &mut impl Clock, env: &mut Env) -> Outcome {
    let mut timing = Timing::start(clock, env);
    let waker = TestWaker::new();
    let timer = timing.timer();
    let made = caught(|| {
        let mut sleep = Box::pin(timer.sleep(Duration::from_millis(5)));
        let polled = sleep.as_mut().poll(&mut waker.context());
        (sleep, polled)
    });
    let Some((sleep, polled)) = made else {
        return Ok(Pass::Held);
    };
    if polled.is_ready() {
        return Err(Stop::fail("not early, also without a context", "ready at once"));
    }
    let deadline = sleep.deadline();
    let woken = timing.reach(deadline, || waker.wakes() > 0);
    let required = "works without a context, or panics";
    ensure!(woken, required, "no wake at its deadline {deadline:?}");
    timing.drop(sleep);
    Ok(Pass::Held)
}

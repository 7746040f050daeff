//! Many sleeps of one timer.

use alloc::{sync::Arc, vec::Vec};
use core::time::Duration;

use crate::{
    conformance::{
        Clock, Env, Outcome, Pass,
        harness::{Event, Lock, TestWaker, Timing},
        outcome::ensure,
    },
    time::Sleep as _,
};

/// Drops one of two sleeps that one task waits for, the earlier and then the later one.
///
/// Why: this is `select` of a read and a timeout, with another timeout around it.
/// If this fails, look at: one slot for each task or waker.
pub fn timer_07_dropping_one_spares_others(clock: &mut impl Clock, env: &mut Env) -> Outcome {
    let mut timing = Timing::start(clock, env);
    for (dropped, kept) in [(5, 10), (10, 5), (5, 5)] {
        let waker = TestWaker::new();
        let mut gone = timing.sleep(Duration::from_millis(dropped));
        let mut stays = timing.sleep(Duration::from_millis(kept));
        let _ = timing.poll(&mut gone, &waker);
        let ready = timing.poll(&mut stays, &waker).is_ready();
        timing.drop(gone);
        if ready {
            continue;
        }
        // Not polled again: that would register it anew.
        let deadline = stays.deadline();
        let woken = timing.reach(deadline, || waker.wakes() > 0);
        ensure!(woken, "the other one fires", "{dropped} ms dropped, {kept} ms: no wake");
        timing.finish(&mut stays)?;
    }
    Ok(Pass::Held)
}

/// Makes a short sleep while a long one waits.
///
/// Why: a request has a shorter timeout than its connection.
/// If this fails, look at: an alarm that is set for the first entry only.
pub fn timer_09_earlier_one_fires_first(clock: &mut impl Clock, env: &mut Env) -> Outcome {
    let mut timing = Timing::start(clock, env);
    let (long, short) = (TestWaker::new(), TestWaker::new());
    let mut later = timing.sleep(Duration::from_secs(60));
    let _ = timing.poll(&mut later, &long);
    timing.pass(Duration::from_millis(1));
    let mut earlier = timing.sleep(Duration::from_millis(5));
    if timing.poll(&mut earlier, &short).is_pending() {
        let deadline = earlier.deadline();
        let woken = timing.reach(deadline, || short.wakes() > 0);
        ensure!(woken, "the earlier one fires on time", "no wake");
    }
    timing.finish(&mut earlier)?;
    let polled = timing.poll(&mut later, &long);
    ensure!(polled.is_pending(), "the later one waits", "{polled:?}");
    Ok(Pass::Held)
}

/// Lets an earlier sleep fire, and drops another one, while later ones wait.
///
/// Why: the alarm for the next one is set when one has gone.
/// If this fails, look at: an alarm that is not set again.
pub fn timer_10_later_one_survives(clock: &mut impl Clock, env: &mut Env) -> Outcome {
    let mut timing = Timing::start(clock, env);
    for fires in [true, false] {
        let (early, late) = (TestWaker::new(), TestWaker::new());
        let mut first = timing.sleep(Duration::from_millis(5));
        let mut second = timing.sleep(Duration::from_millis(15));
        let _ = timing.poll(&mut first, &early);
        if timing.poll(&mut second, &late).is_ready() {
            continue;
        }
        if fires {
            timing.finish(&mut first)?;
        } else {
            timing.drop(first);
        }
        let deadline = second.deadline();
        let woken = timing.reach(deadline, || late.wakes() > 0);
        let how = if fires { "fired" } else { "dropped" };
        ensure!(woken, "the later one fires", "the earlier one {how}, the later one: no wake");
        timing.finish(&mut second)?;
    }
    Ok(Pass::Held)
}

/// Makes sleeps in an order that is not that of their deadlines, some with equal ones.
///
/// Why: ten thousand connections have ten thousand timeouts.
/// If this fails, look at: a map in which equal deadlines replace each other.
pub fn timer_11_each_fires_once_in_order(clock: &mut impl Clock, env: &mut Env) -> Outcome {
    let wanted = env.number("capacity").unwrap_or(12).min(12);
    let mut timing = Timing::start(clock, env);
    let now = timing.now();
    let order = Arc::new(Lock::new(Vec::new()));
    // 20 ms apart, so that a tick of the machine's clock is no excuse; each deadline twice.
    let deadlines: Vec<_> = (0..wanted)
        .map(|nth| now + Duration::from_millis(20 * (1 + (nth as u64 * 5) % 6)))
        .collect();
    let mut sleeps = Vec::new();
    for deadline in &deadlines {
        let (log, deadline) = (Arc::clone(&order), *deadline);
        let waker = TestWaker::with_hook(Event::Wake, move || log.with(|log| log.push(deadline)));
        waker.arm();
        let mut sleep = timing.sleep_until(deadline);
        let mut polled = timing.poll(&mut sleep, &waker);
        // The first poll may be pending with a wake, which is none at the deadline.
        if waker.wakes() > 0 {
            order.with(|log| log.retain(|woken| *woken != deadline));
            polled = timing.poll(&mut sleep, &waker);
        }
        if polled.is_pending() {
            sleeps.push((sleep, waker));
        }
    }
    let last = deadlines.iter().max().copied().unwrap_or(now);
    timing.reach(last, || order.with(|log| log.len()) >= sleeps.len());
    for (sleep, waker) in &mut sleeps {
        ensure!(waker.wakes() > 0, "each sleep fires", "one with {:?} does not", sleep.deadline());
        timing.finish(sleep)?;
    }
    let log = order.with(core::mem::take);
    let sorted = log.windows(2).all(|pair| pair[0] <= pair[1]);
    ensure!(sorted, "they fire in order of their deadlines", "{log:?}");
    Ok(Pass::Held)
}

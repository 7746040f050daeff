use std::{
    pin::{Pin, pin},
    time::Duration,
};

use async_interop::{
    conformance::harness::{Event, TestWaker},
    time::{Instant, ManualTimer, Sleep as _, Timer as _},
};

const SECOND: Duration = Duration::from_secs(1);

#[test]
fn fires_at_its_deadline_and_wakes_the_newest_waker() {
    let timer = ManualTimer::new();
    let mut sleep = pin!(timer.sleep(SECOND));
    let (first, second) = (TestWaker::new(), TestWaker::new());
    assert!(sleep.as_mut().poll(&mut first.context()).is_pending());
    assert!(sleep.as_mut().poll(&mut second.context()).is_pending());
    timer.advance(SECOND - Duration::from_nanos(1));
    assert_eq!((first.wakes(), second.wakes()), (0, 0));
    timer.advance(Duration::from_nanos(1));
    assert_eq!((first.wakes(), second.wakes()), (0, 1));
    assert!(sleep.as_mut().poll(&mut second.context()).is_ready());
    assert!(sleep.as_mut().poll(&mut second.context()).is_ready(), "ready stays ready");
    assert_eq!((first.live(), second.live()), (0, 0));
}

#[test]
fn wakes_in_order_of_the_deadlines() {
    let timer = ManualTimer::new();
    let wakers = [3, 1, 2].map(|seconds| (seconds, TestWaker::new()));
    let mut sleeps = wakers.each_ref().map(|(seconds, _)| timer.sleep(SECOND * *seconds));
    for (sleep, (_, waker)) in sleeps.iter_mut().zip(&wakers) {
        assert!(Pin::new(sleep).poll(&mut waker.context()).is_pending());
    }
    for expected in [1, 2, 3] {
        assert_eq!(timer.advance_to_next().map(|_| ()), Some(()));
        let woken = wakers.iter().filter(|(_, waker)| waker.wakes() == 1).count();
        assert_eq!(woken, expected);
    }
    assert_eq!(timer.advance_to_next(), None);
}

#[test]
fn reset_moves_the_deadline_of_one_who_waits() {
    let timer = ManualTimer::new();
    let waker = TestWaker::new();
    let mut sleep = pin!(timer.sleep(SECOND));
    assert!(sleep.as_mut().poll(&mut waker.context()).is_pending());
    sleep.as_mut().reset(timer.now() + 3 * SECOND);
    timer.advance(SECOND);
    assert_eq!(waker.wakes(), 0);
    sleep.as_mut().reset(timer.now() + SECOND);
    timer.advance(SECOND);
    assert_eq!(waker.wakes(), 1, "without another poll");
    assert!(sleep.as_mut().poll(&mut waker.context()).is_ready());
    sleep.as_mut().reset(timer.now() + SECOND);
    assert!(sleep.as_mut().poll(&mut waker.context()).is_pending(), "pending again");
    sleep.as_mut().reset(timer.now());
    assert_eq!(waker.wakes(), 2, "a deadline that is past wakes at once");
}

#[test]
fn never_fires_at_the_last_moment() {
    let timer = ManualTimer::new();
    let waker = TestWaker::new();
    let mut never = pin!(timer.sleep(Duration::MAX));
    assert_eq!(never.deadline(), Instant::MAX);
    assert!(never.as_mut().poll(&mut waker.context()).is_pending());
    timer.advance(Duration::MAX);
    assert!(never.as_mut().poll(&mut waker.context()).is_pending());
    assert_eq!((waker.wakes(), waker.live(), timer.waiting()), (0, 0, 0));
}

#[test]
fn dropped_sleep_releases_its_waker_and_spares_others() {
    let timer = ManualTimer::new();
    let (gone, stays) = (TestWaker::new(), TestWaker::new());
    let mut dropped = Box::pin(timer.sleep(SECOND));
    let mut kept = Box::pin(timer.sleep(SECOND));
    assert!(dropped.as_mut().poll(&mut gone.context()).is_pending());
    assert!(kept.as_mut().poll(&mut stays.context()).is_pending());
    drop(dropped);
    assert_eq!(gone.live(), 0);
    timer.advance(SECOND);
    assert_eq!((gone.wakes(), stays.wakes()), (0, 1));
}

#[test]
fn wakers_may_use_the_timer() {
    for event in [Event::Wake, Event::Clone, Event::Drop] {
        let timer = ManualTimer::new();
        let inner = timer.clone();
        let waker = TestWaker::with_hook(event, move || {
            let mut sleep = Box::pin(inner.sleep(SECOND));
            let _ = sleep.as_mut().poll(&mut TestWaker::new().context());
            sleep.as_mut().reset(inner.now());
        });
        waker.arm();
        let mut sleep = Box::pin(timer.sleep(SECOND));
        assert!(sleep.as_mut().poll(&mut waker.context()).is_pending());
        assert!(sleep.as_mut().poll(&mut waker.context()).is_pending());
        timer.advance(SECOND);
        drop(sleep);
        assert!(waker.fired() > 0, "{event:?}");
    }
}

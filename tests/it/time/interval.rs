use std::{pin::pin, task::Poll, time::Duration};

use async_interop::{
    conformance::harness::TestWaker,
    time::{Instant, ManualTimer, MissedTicks, Timer as _, TimerExt as _},
};

const SECOND: Duration = Duration::from_secs(1);

/// Takes ticks at the moments `at`, in milliseconds from the start, and returns when each was due.
fn ticks(missed: MissedTicks, at: &[u64]) -> Vec<Option<u64>> {
    let timer = ManualTimer::new();
    let start = timer.now();
    let mut interval = pin!(timer.interval(SECOND).missed_ticks(missed));
    let waker = TestWaker::new();
    let millis = |moment: Instant| moment.duration_since(start).as_millis() as u64;
    at.iter()
        .map(|at| {
            timer.advance((start + Duration::from_millis(*at)).duration_since(timer.now()));
            match interval.as_mut().poll_tick(&mut waker.context()) {
                Poll::Ready(due) => Some(millis(due)),
                Poll::Pending => None,
            }
        })
        .collect()
}

#[test]
fn first_tick_is_at_once_and_none_comes_early() {
    let ticks = ticks(MissedTicks::Burst, &[0, 0, 999, 1000, 1999, 2000]);
    assert_eq!(ticks, [Some(0), None, None, Some(1000), None, Some(2000)]);
}

#[test]
fn missed_ticks_are_handled_as_the_table_says() {
    let at = [0, 1000, 3500, 3500, 3500, 4000, 4500, 5000];
    assert_eq!(
        ticks(MissedTicks::Burst, &at),
        [Some(0), Some(1000), Some(2000), Some(3000), None, Some(4000), None, Some(5000)]
    );
    assert_eq!(
        ticks(MissedTicks::Delay, &at),
        [Some(0), Some(1000), Some(2000), None, None, None, Some(4500), None]
    );
    assert_eq!(
        ticks(MissedTicks::Skip, &at),
        [Some(0), Some(1000), Some(2000), None, None, Some(4000), None, Some(5000)]
    );
}

#[test]
fn ticks_do_not_drift() {
    // Taken late, but in time: the next one is still due on the beat.
    for missed in [MissedTicks::Burst, MissedTicks::Delay, MissedTicks::Skip] {
        let ticks = ticks(missed, &[300, 1300, 2300]);
        assert_eq!(ticks, [Some(0), Some(1000), Some(2000)], "{missed:?}");
    }
}

#[test]
fn huge_period_ticks_once() {
    let timer = ManualTimer::new();
    let mut interval = pin!(timer.interval(Duration::MAX).missed_ticks(MissedTicks::Skip));
    let waker = TestWaker::new();
    assert!(interval.as_mut().poll_tick(&mut waker.context()).is_ready());
    timer.advance(Duration::from_secs(u64::MAX));
    assert!(interval.as_mut().poll_tick(&mut waker.context()).is_pending());
}

#[test]
fn reset_starts_anew() {
    let timer = ManualTimer::new();
    let start = timer.now();
    let mut interval = pin!(timer.interval_at(start + SECOND, SECOND));
    timer.advance(SECOND / 2);
    interval.as_mut().reset();
    let waker = TestWaker::new();
    timer.advance(SECOND / 2);
    assert!(interval.as_mut().poll_tick(&mut waker.context()).is_pending());
    timer.advance(SECOND / 2);
    let due = interval.as_mut().poll_tick(&mut waker.context());
    assert_eq!(due, Poll::Ready(start + SECOND * 3 / 2));
}

#[test]
#[should_panic(expected = "an interval needs a period of at least a nanosecond")]
fn zero_period_is_refused() {
    let _ = ManualTimer::new().interval(Duration::ZERO);
}

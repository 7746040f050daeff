use std::{
    future::{pending, ready},
    pin::pin,
    task::Poll,
    time::Duration,
};

use async_interop::{
    conformance::harness::TestWaker,
    io,
    time::{Elapsed, ManualTimer, TimerExt as _},
};

const SECOND: Duration = Duration::from_secs(1);

#[test]
fn future_that_is_ready_is_never_too_late() {
    let timer = ManualTimer::new();
    let mut timeout = pin!(timer.timeout(Duration::ZERO, ready(7)));
    assert_eq!(timeout.as_mut().poll(&mut TestWaker::new().context()), Poll::Ready(Ok(7)));
}

#[test]
fn time_is_up_at_the_deadline() {
    let timer = ManualTimer::new();
    let waker = TestWaker::new();
    let mut timeout = pin!(timer.timeout(SECOND, pending::<()>()));
    assert!(timeout.as_mut().poll(&mut waker.context()).is_pending());
    timer.advance(SECOND);
    assert_eq!(waker.wakes(), 1);
    let Poll::Ready(Err(elapsed)) = timeout.as_mut().poll(&mut waker.context()) else {
        panic!("the time is up");
    };
    assert_eq!(elapsed.to_string(), "the time was up");
    assert_eq!(io::Error::from(elapsed).kind(), io::ErrorKind::TimedOut);
}

#[test]
fn huge_timeouts_never_elapse() {
    let timer = ManualTimer::new();
    let waker = TestWaker::new();
    let mut timeout = pin!(timer.timeout(Duration::MAX, pending::<()>()));
    assert!(timeout.as_mut().poll(&mut waker.context()).is_pending());
    timer.advance(Duration::MAX);
    assert_eq!(timeout.as_mut().poll(&mut waker.context()), Poll::<Result<(), Elapsed>>::Pending);
}

//! Time by hand.

use std::{
    future::Future as _,
    pin::pin,
    task::{Context, Poll, Waker},
    time::Duration,
};

use async_interop::{
    compat::IntoQuinnExt as _,
    rt::Smol,
    time::{ManualTimer, Timer as _, WithTimer},
};
use quinn::{ConnectionError, Runtime as _};

use crate::support::{HOST, Queue, channel, configs, endpoint, udp};

const SECOND: Duration = Duration::from_secs(1);

#[test]
fn a_timer_fires_at_its_deadline_and_says_so_until_it_is_reset() {
    let clock = ManualTimer::new();
    let runtime = WithTimer::new(Smol::new(), clock.clone()).into_quinn();
    let (waker, wakes) = channel();
    let cx = &mut Context::from_waker(&waker);
    let mut timer = runtime.new_timer(runtime.now() + SECOND);
    assert!(timer.as_mut().poll(cx).is_pending());
    clock.advance(SECOND - Duration::from_nanos(1));
    assert!(wakes.try_recv().is_err());
    clock.advance(Duration::from_nanos(1));
    assert!(wakes.try_recv().is_ok());
    for _ in 0..3 {
        assert!(timer.as_mut().poll(cx).is_ready());
    }
    timer.as_mut().reset(runtime.now() + SECOND);
    assert!(timer.as_mut().poll(cx).is_pending());
    clock.advance(SECOND);
    assert!(wakes.try_recv().is_ok());
    assert!(timer.as_mut().poll(cx).is_ready());
}

#[test]
fn a_timer_that_waits_moves_both_ways() {
    let clock = ManualTimer::new();
    let runtime = WithTimer::new(Smol::new(), clock.clone()).into_quinn();
    let (waker, wakes) = channel();
    let cx = &mut Context::from_waker(&waker);
    let mut timer = runtime.new_timer(runtime.now() + 10 * SECOND);
    assert!(timer.as_mut().poll(cx).is_pending());
    // Earlier, and it is not polled in between.
    timer.as_mut().reset(runtime.now() + SECOND);
    clock.advance(SECOND);
    assert!(wakes.try_recv().is_ok());
    assert!(timer.as_mut().poll(cx).is_ready());
    // Later.
    timer.as_mut().reset(runtime.now() + SECOND);
    assert!(timer.as_mut().poll(cx).is_pending());
    timer.as_mut().reset(runtime.now() + 3 * SECOND);
    clock.advance(2 * SECOND);
    assert!(timer.as_mut().poll(cx).is_pending());
    clock.advance(SECOND);
    assert!(timer.as_mut().poll(cx).is_ready());
}

#[test]
fn now_is_the_timers() {
    let clock = ManualTimer::new();
    let runtime = WithTimer::new(Smol::new(), clock.clone()).into_quinn();
    let before = runtime.now();
    assert_eq!(runtime.now(), before);
    clock.advance(SECOND);
    assert_eq!(runtime.now() - before, SECOND);
    assert_eq!(runtime.now(), std::time::Instant::from(clock.now()));
}

/// quinn sends, waits, sends again with longer and longer pauses, and gives up: one timer, reset
/// many times. Nobody answers, and no time passes.
#[test]
fn a_peer_that_is_silent_times_out_without_waiting() {
    let (clock, queue) = (ManualTimer::new(), Queue::default());
    let runtime = WithTimer::new(queue.clone(), clock.clone()).into_quinn();
    let silent = udp();
    let (_, client) = configs();
    let endpoint = endpoint(std::sync::Arc::new(runtime), None).unwrap();
    let connecting = endpoint.connect_with(client, silent.local_addr().unwrap(), HOST).unwrap();
    let mut connecting = pin!(connecting);
    let started = clock.now();
    let cx = &mut Context::from_waker(Waker::noop());
    let mut deadlines = 0;
    let error = loop {
        queue.run_until_idle();
        if let Poll::Ready(connected) = connecting.as_mut().poll(cx) {
            break connected.unwrap_err();
        }
        clock.advance_to_next().expect("it waits, and for no deadline");
        deadlines += 1;
        assert!(deadlines < 1000, "it never gives up");
    };
    assert_eq!(error, ConnectionError::TimedOut);
    assert!(deadlines > 3, "it gave up after {deadlines} deadlines");
    let waited = clock.now().duration_since(started);
    assert!(waited >= 30 * SECOND, "it gave up after {waited:?}, of its clock");

    // Each attempt came out of the socket.
    silent.set_nonblocking(true).unwrap();
    let mut datagrams = 0;
    while silent.recv(&mut [0; 2048]).is_ok() {
        datagrams += 1;
    }
    assert!(datagrams > 3, "{datagrams} datagrams");
    drop(endpoint);
    queue.run_until_idle();
    assert_eq!(queue.len(), 0, "a task of quinn's is left");
}

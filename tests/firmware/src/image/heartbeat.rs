//! A task that beats, in a static: a future that has a name needs no allocator.

use core::{
    future::Future,
    pin::Pin,
    sync::atomic::{AtomicU32, Ordering::Relaxed},
    task::{Context, Poll, ready},
    time::Duration,
};

use async_interop::{
    rt::EmbassyTimer,
    time::{Interval, TimerExt as _},
};

static BEATS: AtomicU32 = AtomicU32::new(0);

/// Returns how often the heart has beaten.
pub(crate) fn beats() -> u32 {
    BEATS.load(Relaxed)
}

/// Beats for ever.
pub(crate) struct Heartbeat(Interval<EmbassyTimer>);

impl Heartbeat {
    pub(crate) fn new(timer: EmbassyTimer) -> Self {
        Self(timer.interval(Duration::from_millis(2)))
    }
}

impl Future for Heartbeat {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        loop {
            ready!(Pin::new(&mut self.0).poll_tick(cx));
            // A Cortex-M0 can load and store only; nobody else stores.
            BEATS.store(BEATS.load(Relaxed) + 1, Relaxed);
        }
    }
}

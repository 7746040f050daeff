//! A future with a limit, with std.

use alloc::sync::Arc;
use core::{
    future::{Future, poll_fn},
    pin::pin,
    sync::atomic::{AtomicBool, Ordering::SeqCst},
    task::{Context, Poll, Waker},
    time::Duration,
};
use std::{
    sync::mpsc::{self, Receiver, RecvTimeoutError, Sender},
    thread,
};

use super::Lock;

/// How many milliseconds a future may be pending. They are counted one by one: where the machine is
/// busy, they take as much longer as everything else.
const LIMIT: usize = 700;

/// Awaits `future`, and returns `None` if that takes longer than 700 ms.
///
/// Before that, nothing here wakes the future. From then on it is woken again and again, since a
/// runtime that loses a wake may lose this one as well; being ready then is too late.
///
/// # Panics
///
/// Panics if the system has no thread to spare.
pub async fn limited<F: Future>(future: F) -> Option<F::Output> {
    let mut future = pin!(future);
    let alarm = Alarm::set();
    poll_fn(|cx| match alarm.poll(cx) {
        Poll::Ready(()) => Poll::Ready(None),
        Poll::Pending => future.as_mut().poll(cx).map(Some),
    })
    .await
}

struct Alarm {
    state: Arc<State>,
    /// Its drop ends the thread.
    _end: Sender<()>,
}

#[derive(Default)]
struct State {
    rung: AtomicBool,
    waker: Lock<Option<Waker>>,
}

impl Alarm {
    fn set() -> Self {
        let (end, ended) = mpsc::channel();
        let state = Arc::new(State::default());
        let ringing = Arc::clone(&state);
        thread::spawn(move || ringing.ring(&ended));
        Self { state, _end: end }
    }

    fn poll(&self, cx: &mut Context<'_>) -> Poll<()> {
        let fresh = cx.waker().clone();
        let stale = self.state.waker.with(|waker| waker.replace(fresh));
        drop(stale);
        if self.state.rung.load(SeqCst) { Poll::Ready(()) } else { Poll::Pending }
    }
}

impl State {
    fn ring(&self, ended: &Receiver<()>) {
        const TICK: Duration = Duration::from_millis(1);
        let mut ticks = 0;
        while ended.recv_timeout(TICK) == Err(RecvTimeoutError::Timeout) {
            ticks += 1;
            if ticks < LIMIT {
                continue;
            }
            self.rung.store(true, SeqCst);
            let waker = self.waker.with(|waker| waker.clone());
            waker.into_iter().for_each(Waker::wake);
        }
    }
}

impl Drop for Alarm {
    fn drop(&mut self) {
        let waker = self.state.waker.with(Option::take);
        drop(waker);
    }
}

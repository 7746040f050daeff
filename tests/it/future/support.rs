//! Futures that are made ready by hand, and tasks that are polled by hand.

use std::{
    pin::Pin,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    task::{Context, Poll, Wake, Waker},
};

/// A task that is polled by hand. It counts its wakes and the wakers that are alive.
pub(super) struct Task {
    wakes: Arc<Wakes>,
}

#[derive(Default)]
struct Wakes(AtomicUsize);

impl Wake for Wakes {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }
}

impl Task {
    pub(super) fn new() -> Self {
        Self { wakes: Arc::default() }
    }

    pub(super) fn waker(&self) -> Waker {
        Waker::from(self.wakes.clone())
    }

    pub(super) fn poll<F: Future + ?Sized>(&self, future: Pin<&mut F>) -> Poll<F::Output> {
        future.poll(&mut Context::from_waker(&self.waker()))
    }

    pub(super) fn wakes(&self) -> usize {
        self.wakes.0.load(Ordering::Relaxed)
    }

    /// How many of its wakers somebody holds.
    pub(super) fn live_wakers(&self) -> usize {
        Arc::strong_count(&self.wakes) - 1
    }
}

/// The output of a future that must be ready.
#[track_caller]
pub(super) fn now<T>(poll: Poll<T>) -> T {
    match poll {
        Poll::Ready(output) => output,
        Poll::Pending => panic!("still pending"),
    }
}

/// Runs a future that never waits.
#[track_caller]
pub(super) fn run<F: Future>(future: F) -> F::Output {
    now(Task::new().poll(std::pin::pin!(future)))
}

/// What makes a [`Hand`] ready, and what was asked of it.
pub(super) struct Control<T> {
    state: Arc<Mutex<State<T>>>,
}

struct State<T> {
    output: Option<T>,
    waker: Option<Waker>,
    polls: usize,
    ready: bool,
    polls_after_ready: usize,
    dropped: usize,
}

/// A future that is ready when its [`Control`] says so.
pub(super) struct Hand<T> {
    state: Arc<Mutex<State<T>>>,
}

pub(super) fn hand<T>() -> (Control<T>, Hand<T>) {
    let state = Arc::new(Mutex::new(State {
        output: None,
        waker: None,
        polls: 0,
        ready: false,
        polls_after_ready: 0,
        dropped: 0,
    }));
    (Control { state: state.clone() }, Hand { state })
}

impl<T> Control<T> {
    /// Lets the next poll return `output`, and wakes.
    pub(super) fn finish(&self, output: T) {
        self.state.lock().unwrap().output = Some(output);
        self.wake();
    }

    /// Wakes the newest waker; `false` if there is none.
    pub(super) fn wake(&self) -> bool {
        let waker = self.state.lock().unwrap().waker.take();
        waker.map(Waker::wake).is_some()
    }

    /// A clone of the newest waker.
    pub(super) fn waker(&self) -> Waker {
        self.state.lock().unwrap().waker.clone().expect("polled")
    }

    pub(super) fn polls(&self) -> usize {
        self.state.lock().unwrap().polls
    }

    pub(super) fn polls_after_ready(&self) -> usize {
        self.state.lock().unwrap().polls_after_ready
    }

    pub(super) fn dropped(&self) -> usize {
        self.state.lock().unwrap().dropped
    }
}

impl<T> Future for Hand<T> {
    type Output = T;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<T> {
        let mut state = self.state.lock().unwrap();
        state.polls += 1;
        state.polls_after_ready += usize::from(state.ready);
        if let Some(output) = state.output.take() {
            state.ready = true;
            return Poll::Ready(output);
        }
        let old = state.waker.replace(cx.waker().clone());
        drop(state);
        drop(old);
        Poll::Pending
    }
}

impl<T> Drop for Hand<T> {
    fn drop(&mut self) {
        let waker = {
            let mut state = self.state.lock().unwrap();
            state.dropped += 1;
            state.waker.take()
        };
        drop(waker);
    }
}

//! Scripted streams, and tasks that are polled by hand.

use std::{
    collections::VecDeque,
    future,
    pin::Pin,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    task::{Context, Poll, Wake, Waker},
};

use async_interop::stream::Stream;

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

    pub(super) fn with<T>(&self, f: impl FnOnce(&mut Context<'_>) -> T) -> T {
        f(&mut Context::from_waker(&Waker::from(self.wakes.clone())))
    }

    pub(super) fn poll<F: Future + Unpin + ?Sized>(&self, future: &mut F) -> Poll<F::Output> {
        self.with(|cx| Pin::new(future).poll(cx))
    }

    pub(super) fn next<S: Stream + Unpin + ?Sized>(&self, stream: &mut S) -> Poll<Option<S::Item>> {
        self.with(|cx| Pin::new(stream).poll_next(cx))
    }

    pub(super) fn progress<S: Stream + Unpin + ?Sized>(&self, stream: &mut S) -> Poll<()> {
        self.with(|cx| Pin::new(stream).poll_progress(cx))
    }

    /// Polls `future` until it is ready; each `Pending` must have been followed by a wake.
    #[track_caller]
    pub(super) fn finish<F: Future + Unpin + ?Sized>(&self, future: &mut F) -> F::Output {
        for _ in 0..100_000 {
            let before = self.wakes();
            if let Poll::Ready(output) = self.poll(future) {
                return output;
            }
            assert!(self.wakes() > before, "pending, and nobody woke the task");
        }
        panic!("still pending after 100,000 polls");
    }

    pub(super) fn wakes(&self) -> usize {
        self.wakes.0.load(Ordering::Relaxed)
    }

    /// How many of its wakers somebody holds.
    pub(super) fn live_wakers(&self) -> usize {
        Arc::strong_count(&self.wakes) - 1
    }
}

/// What a [`Script`] does in one call of `poll_next`.
#[derive(Clone, Copy, Debug)]
pub(super) enum Step<T> {
    Item(T),
    /// `Pending`; [`Ledger::wake`] wakes.
    Wait,
    /// `Pending`, woken at once.
    Yield,
    /// `Ready(None)`. What follows comes if the stream is polled again.
    End,
    Panic,
}

pub(super) use Step::{End, Item, Panic, Wait, Yield};

/// A stream that follows a script, and keeps a ledger of what was asked of it. It is `Pending` for
/// ever when the script is over.
pub(super) struct Script<T> {
    steps: VecDeque<Step<T>>,
    hint: Option<(usize, Option<usize>)>,
    ledger: Arc<Ledger>,
}

/// What was asked of a [`Script`].
#[derive(Default)]
pub(super) struct Ledger {
    state: Mutex<State>,
}

#[derive(Clone, Default)]
struct State {
    polls: usize,
    progress: usize,
    /// So many times is `poll_progress` still `Pending`.
    work: usize,
    ended: bool,
    polls_after_end: usize,
    dropped: bool,
    waker: Option<Waker>,
}

impl<T> Script<T> {
    pub(super) fn new(steps: impl IntoIterator<Item = Step<T>>) -> Self {
        Self { steps: steps.into_iter().collect(), hint: None, ledger: Arc::default() }
    }

    /// The items, and then the end.
    pub(super) fn of(items: impl IntoIterator<Item = T>) -> Self {
        Self::new(items.into_iter().map(Item).chain([End]))
    }

    pub(super) fn hint(mut self, lower: usize, upper: Option<usize>) -> Self {
        self.hint = Some((lower, upper));
        self
    }

    pub(super) fn ledger(&self) -> Arc<Ledger> {
        self.ledger.clone()
    }
}

impl<T> Unpin for Script<T> {}

impl<T> Stream for Script<T> {
    type Item = T;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<T>> {
        let step = self.steps.pop_front();
        {
            let mut state = self.ledger.state.lock().unwrap();
            state.polls += 1;
            state.polls_after_end += usize::from(state.ended);
            state.ended |= matches!(step, Some(End));
        }
        match step {
            Some(Item(item)) => Poll::Ready(Some(item)),
            Some(End) => Poll::Ready(None),
            Some(Panic) => panic!("as the script says"),
            Some(Yield) => {
                cx.waker().wake_by_ref();
                Poll::Pending
            }
            Some(Wait) | None => {
                self.ledger.keep(cx.waker());
                Poll::Pending
            }
        }
    }

    fn poll_progress(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let done = {
            let mut state = self.ledger.state.lock().unwrap();
            state.progress += 1;
            let done = state.work == 0;
            state.work = state.work.saturating_sub(1);
            done
        };
        if done {
            return Poll::Ready(());
        }
        self.ledger.keep(cx.waker());
        Poll::Pending
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let ended = self.steps.iter().any(|step| matches!(step, End));
        let ahead = self.steps.iter().take_while(|step| !matches!(step, End));
        let items = ahead.filter(|step| matches!(step, Item(_))).count();
        self.hint.unwrap_or((items, ended.then_some(items)))
    }
}

impl<T> Drop for Script<T> {
    fn drop(&mut self) {
        // The ledger's lock must not be poisoned by a panic in the script.
        let waker = {
            let mut state = self.ledger.state.lock().unwrap();
            state.dropped = true;
            state.waker.take()
        };
        drop(waker);
    }
}

impl Ledger {
    fn state(&self) -> State {
        self.state.lock().unwrap().clone()
    }

    fn keep(&self, waker: &Waker) {
        let old = self.state.lock().unwrap().waker.replace(waker.clone());
        drop(old);
    }

    /// Lets the next `n` calls of `poll_progress` find work.
    pub(super) fn set_work(&self, n: usize) {
        self.state.lock().unwrap().work = n;
    }

    /// Wakes the newest waker; `false` if there is none.
    pub(super) fn wake(&self) -> bool {
        let waker = self.state.lock().unwrap().waker.take();
        waker.map(Waker::wake).is_some()
    }

    pub(super) fn polls(&self) -> usize {
        self.state().polls
    }

    pub(super) fn progress(&self) -> usize {
        self.state().progress
    }

    pub(super) fn polls_after_end(&self) -> usize {
        self.state().polls_after_end
    }

    pub(super) fn dropped(&self) -> bool {
        self.state().dropped
    }
}

/// Lets futures pass, one for each permit; they wait for it together.
#[derive(Clone, Default)]
pub(super) struct Gate {
    state: Arc<Mutex<(usize, Option<Waker>)>>,
}

impl Gate {
    pub(super) fn new() -> Self {
        Self::default()
    }

    /// Gives `n` permits, and wakes whoever waits.
    pub(super) fn open(&self, n: usize) {
        let waker = {
            let mut state = self.state.lock().unwrap();
            state.0 += n;
            state.1.take()
        };
        if let Some(waker) = waker {
            waker.wake();
        }
    }

    /// A future of `output` that takes a permit.
    pub(super) fn pass<T: Unpin>(&self, output: T) -> impl Future<Output = T> + Unpin + use<T> {
        let gate = self.clone();
        let mut output = Some(output);
        future::poll_fn(move |cx| {
            let mut state = gate.state.lock().unwrap();
            if let Some(left) = state.0.checked_sub(1) {
                state.0 = left;
                return Poll::Ready(output.take().expect("polled after it was ready"));
            }
            state.1 = Some(cx.waker().clone());
            Poll::Pending
        })
    }
}

/// Futures by number, each with its own waker and its own count of polls.
#[derive(Clone, Default)]
pub(super) struct Gates {
    state: Arc<Mutex<Vec<Passing>>>,
}

#[derive(Clone, Default)]
struct Passing {
    open: bool,
    polls: usize,
    waker: Option<Waker>,
}

impl Gates {
    pub(super) fn new() -> Self {
        Self::default()
    }

    /// A future of `number` that waits for [`open`](Self::open).
    pub(super) fn pass(&self, number: usize) -> impl Future<Output = usize> + Unpin + use<> {
        let gates = self.clone();
        future::poll_fn(move |cx| {
            gates.with(number, |passing| {
                passing.polls += 1;
                if passing.open {
                    return Poll::Ready(number);
                }
                passing.waker = Some(cx.waker().clone());
                Poll::Pending
            })
        })
    }

    /// Lets a future pass, and wakes it.
    pub(super) fn open(&self, number: usize) {
        let waker = self.with(number, |passing| {
            passing.open = true;
            passing.waker.take()
        });
        if let Some(waker) = waker {
            waker.wake();
        }
    }

    /// How often each of them was polled.
    pub(super) fn polls(&self) -> Vec<usize> {
        self.state.lock().unwrap().iter().map(|passing| passing.polls).collect()
    }

    fn with<T>(&self, number: usize, f: impl FnOnce(&mut Passing) -> T) -> T {
        let mut state = self.state.lock().unwrap();
        if state.len() <= number {
            state.resize(number + 1, Passing::default());
        }
        f(&mut state[number])
    }
}

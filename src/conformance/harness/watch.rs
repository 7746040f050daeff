//! A future that a check steers and watches from outside.

use alloc::{boxed::Box, sync::Arc};
use core::{
    fmt,
    future::Future,
    pin::Pin,
    sync::atomic::{AtomicBool, AtomicUsize, Ordering::SeqCst},
    task::{Context, Poll, Waker},
};

use super::Lock;

/// Watches and steers the futures that it makes: counts polls and drops, keeps the newest waker,
/// and notices what an executor must never do.
///
/// Clones watch the same futures. Make one future with each watch, unless the counts of several are
/// to be added up.
#[derive(Clone, Default)]
pub struct Watch(Arc<State>);

#[derive(Default)]
struct State {
    polls: AtomicUsize,
    drops: AtomicUsize,
    inside: AtomicUsize,
    overlaps: AtomicUsize,
    late_polls: AtomicUsize,
    ready: AtomicBool,
    released: AtomicBool,
    waker: Lock<Option<Waker>>,
}

impl Watch {
    /// Makes a watch that nothing has polled.
    pub fn new() -> Self {
        Self::default()
    }

    /// Makes a future that is pending until [`release`](Self::release), and keeps its waker here.
    pub fn future(&self) -> Watched {
        let watch = self.clone();
        self.future_with(move |cx| watch.wait(cx))
    }

    /// Makes a future that does what `body` does at each poll.
    pub fn future_with(
        &self,
        body: impl FnMut(&mut Context<'_>) -> Poll<()> + Send + 'static,
    ) -> Watched {
        Watched { watch: self.clone(), body: Box::new(body) }
    }

    /// What [`future`](Self::future) does at each poll, for bodies that do more.
    pub fn wait(&self, cx: &mut Context<'_>) -> Poll<()> {
        let fresh = cx.waker().clone();
        let stale = self.0.waker.with(|waker| waker.replace(fresh));
        drop(stale);
        // Looked at after the waker is stored: a release before finds no waker.
        if self.0.released.load(SeqCst) { Poll::Ready(()) } else { Poll::Pending }
    }

    /// Lets the future be ready at its next poll, and wakes it.
    pub fn release(&self) {
        self.0.released.store(true, SeqCst);
        self.wake();
    }

    /// Wakes the future's newest waker, if there is one.
    pub fn wake(&self) {
        if let Some(waker) = self.waker() {
            waker.wake();
        }
    }

    /// Returns a clone of the newest waker.
    pub fn waker(&self) -> Option<Waker> {
        self.0.waker.with(|waker| waker.clone())
    }

    /// Drops the waker that is kept here.
    pub fn forget_waker(&self) {
        let waker = self.0.waker.with(Option::take);
        drop(waker);
    }

    /// Returns how often the future was polled.
    pub fn polls(&self) -> usize {
        self.0.polls.load(SeqCst)
    }

    /// Returns how many of the futures were dropped.
    pub fn drops(&self) -> usize {
        self.0.drops.load(SeqCst)
    }

    /// Returns whether a future was ready.
    pub fn is_ready(&self) -> bool {
        self.0.ready.load(SeqCst)
    }

    /// Returns how many polls began while another one had not ended.
    pub fn overlaps(&self) -> usize {
        self.0.overlaps.load(SeqCst)
    }

    /// Returns how many polls came after the future was ready.
    pub fn late_polls(&self) -> usize {
        self.0.late_polls.load(SeqCst)
    }
}

impl fmt::Debug for Watch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = f.debug_struct("Watch");
        out.field("polls", &self.polls()).field("drops", &self.drops());
        out.field("is_ready", &self.is_ready()).finish_non_exhaustive()
    }
}

/// A future that its [`Watch`] watches.
///
/// A poll after the end is counted and answered with `Ready`: what an executor does wrong becomes a
/// number, not a panic on one of its threads.
#[must_use = "a future does nothing until it is polled"]
pub struct Watched {
    watch: Watch,
    body: Body,
}

type Body = Box<dyn FnMut(&mut Context<'_>) -> Poll<()> + Send>;

impl Future for Watched {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let Self { watch: Watch(state), body } = &mut *self;
        state.polls.fetch_add(1, SeqCst);
        if state.ready.load(SeqCst) {
            state.late_polls.fetch_add(1, SeqCst);
            return Poll::Ready(());
        }
        if state.inside.fetch_add(1, SeqCst) > 0 {
            state.overlaps.fetch_add(1, SeqCst);
        }
        let polled = body(cx);
        state.inside.fetch_sub(1, SeqCst);
        if polled.is_ready() {
            state.ready.store(true, SeqCst);
        }
        polled
    }
}

impl Drop for Watched {
    fn drop(&mut self) {
        self.watch.0.drops.fetch_add(1, SeqCst);
    }
}

impl fmt::Debug for Watched {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Watched").field(&self.watch).finish()
    }
}

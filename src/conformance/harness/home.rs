//! Futures that must stay on one thread.

use alloc::{boxed::Box, sync::Arc};
use core::{
    fmt,
    future::Future,
    pin::Pin,
    sync::atomic::{AtomicUsize, Ordering::SeqCst},
    task::{Context, Poll},
};

use super::{Place, here};

/// The thread on which futures have to stay; counts what happened to them elsewhere.
#[derive(Clone)]
pub struct Home(Arc<State>);

struct State {
    place: Place,
    polls_away: AtomicUsize,
    drops_away: AtomicUsize,
    drops: AtomicUsize,
}

impl Home {
    /// Makes this thread a home.
    pub fn new() -> Self {
        Self(Arc::new(State {
            place: here(),
            polls_away: AtomicUsize::new(0),
            drops_away: AtomicUsize::new(0),
            drops: AtomicUsize::new(0),
        }))
    }

    /// Makes `future` one that has to stay, and is not `Send`.
    pub fn keep(&self, future: impl Future<Output = ()> + 'static) -> Kept {
        Kept { home: self.clone(), future: Box::pin(future) }
    }

    /// Returns how many polls happened on another thread.
    pub fn polls_away(&self) -> usize {
        self.0.polls_away.load(SeqCst)
    }

    /// Returns how many of the futures were dropped on another thread.
    pub fn drops_away(&self) -> usize {
        self.0.drops_away.load(SeqCst)
    }

    /// Returns how many of the futures were dropped, here or elsewhere.
    pub fn drops(&self) -> usize {
        self.0.drops.load(SeqCst)
    }

    fn is_away(&self) -> bool {
        here() != self.0.place
    }
}

impl Default for Home {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for Home {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = f.debug_struct("Home");
        out.field("polls_away", &self.polls_away()).field("drops_away", &self.drops_away());
        out.field("drops", &self.drops()).finish()
    }
}

/// A future that has to stay at its [`Home`].
#[must_use = "a future does nothing until it is polled"]
pub struct Kept {
    home: Home,
    future: Pin<Box<dyn Future<Output = ()>>>,
}

impl Future for Kept {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        if self.home.is_away() {
            self.home.0.polls_away.fetch_add(1, SeqCst);
        }
        self.future.as_mut().poll(cx)
    }
}

impl Drop for Kept {
    fn drop(&mut self) {
        if self.home.is_away() {
            self.home.0.drops_away.fetch_add(1, SeqCst);
        }
        self.home.0.drops.fetch_add(1, SeqCst);
    }
}

impl fmt::Debug for Kept {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Kept").field(&self.home).finish()
    }
}

//! A channel in memory that passes every rule of streams.

use alloc::{collections::VecDeque, sync::Arc};
use core::{
    fmt, mem,
    pin::Pin,
    task::{Context, Poll, Waker},
};

use crate::{
    conformance::harness::Lock,
    stream::{FusedStream, Stream},
};

/// Makes a channel that holds any number of items.
pub fn channel<T>() -> (Sender<T>, Receiver<T>) {
    let state = State { items: VecDeque::new(), closed: false, abandoned: false, waker: None };
    let state = Arc::new(Lock::new(state));
    (Sender { state: Arc::clone(&state) }, Receiver { state })
}

/// The sending half of a channel. Dropping it ends the stream.
pub struct Sender<T> {
    state: Arc<Lock<State<T>>>,
}

impl<T> Sender<T> {
    /// Sends `item`.
    ///
    /// # Errors
    ///
    /// Gives the item back if the channel was closed or its receiver dropped.
    pub fn send(&self, item: T) -> Result<(), T> {
        let woken = self.state.with(|state| {
            if state.closed || state.abandoned {
                return Err(item);
            }
            state.items.push_back(item);
            Ok(state.waker.take())
        })?;
        // A waker's code is foreign: it may use this channel (STREAM-14).
        woken.into_iter().for_each(Waker::wake);
        Ok(())
    }

    /// Ends the stream: the receiver gets what was sent, then the end.
    pub fn close(&self) {
        let woken = self.state.with(|state| {
            state.closed = true;
            state.waker.take()
        });
        woken.into_iter().for_each(Waker::wake);
    }
}

impl<T> Drop for Sender<T> {
    fn drop(&mut self) {
        self.close();
    }
}

impl<T> fmt::Debug for Sender<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.state.with(|state| state.describe(f.debug_struct("Sender")))
    }
}

/// The receiving half of a channel: a stream of what is sent.
///
/// It keeps the waker of its newest poll, and at its end none.
#[must_use = "streams do nothing unless polled"]
pub struct Receiver<T> {
    state: Arc<Lock<State<T>>>,
}

impl<T> Receiver<T> {
    /// Takes an item if one is there. A waker that waits goes on waiting.
    pub fn try_next(&mut self) -> Option<T> {
        self.state.with(|state| state.items.pop_front())
    }
}

impl<T> Stream for Receiver<T> {
    type Item = T;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<T>> {
        let known = self.state.with(|state| state.poll(|waker| waker.will_wake(cx.waker())));
        if let Some(polled) = known {
            return polled;
        }
        // Cloned and dropped where nothing is locked: that is foreign code, too (STREAM-25).
        let mut fresh = Some(cx.waker().clone());
        let polled = self.state.with(|state| {
            // What was sent while the waker was cloned found no one to wake (STREAM-06).
            let polled = state.poll(|_| false);
            if polled.is_none() {
                mem::swap(&mut state.waker, &mut fresh);
            }
            polled
        });
        drop(fresh);
        polled.unwrap_or(Poll::Pending)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.state.with(|state| {
            let queued = state.items.len();
            (queued, state.closed.then_some(queued))
        })
    }
}

impl<T> FusedStream for Receiver<T> {
    fn is_terminated(&self) -> bool {
        self.state.with(|state| state.closed && state.items.is_empty())
    }
}

impl<T> Drop for Receiver<T> {
    fn drop(&mut self) {
        let left = self.state.with(|state| {
            state.abandoned = true;
            // The sender may live on: neither items nor waker wait for it (STREAM-15).
            (mem::take(&mut state.items), state.waker.take())
        });
        drop(left);
    }
}

impl<T> fmt::Debug for Receiver<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.state.with(|state| state.describe(f.debug_struct("Receiver")))
    }
}

/// What the halves share. Nothing under its lock wakes, clones or drops a waker, or drops an item.
struct State<T> {
    items: VecDeque<T>,
    /// Nothing more will be sent.
    closed: bool,
    /// The receiver was dropped.
    abandoned: bool,
    /// Who waits. Nobody does while there are items, or once the channel is closed.
    waker: Option<Waker>,
}

impl<T> State<T> {
    /// Returns an item, the end, or `Pending` if the waker that waits is the right one; `None` if
    /// one has to be stored.
    fn poll(&mut self, is_right: impl FnOnce(&Waker) -> bool) -> Option<Poll<Option<T>>> {
        if let Some(item) = self.items.pop_front() {
            return Some(Poll::Ready(Some(item)));
        }
        if self.closed {
            return Some(Poll::Ready(None));
        }
        self.waker.as_ref().is_some_and(is_right).then_some(Poll::Pending)
    }

    fn describe(&self, mut out: fmt::DebugStruct<'_, '_>) -> fmt::Result {
        out.field("queued", &self.items.len()).field("closed", &self.closed);
        out.field("waiting", &self.waker.is_some()).finish()
    }
}

//! Waiting for all of many futures.

use alloc::vec::Vec;
use core::{
    fmt,
    pin::Pin,
    task::{Context, Poll},
};

use super::{
    __private::MaybeDone,
    woken::{Children, Woken},
};

/// Runs futures at once on one task, and returns their outputs in the order of the futures.
///
/// Only futures that were woken are polled, and a wake costs the same with ten futures and with a
/// hundred thousand. Memory is allocated for all of them together, none for each. A future is
/// dropped as soon as it is ready. For a few futures of different types see
/// [`join!`](crate::future::join).
///
/// All futures run on one task, so not in parallel; spawn them for that.
///
/// # Cancel safety
///
/// Dropping it drops the futures that still run, and the outputs of the others.
///
/// # Examples
///
/// ```
/// use async_interop::future::join_all;
///
/// # futures::executor::block_on(async {
/// let squares = join_all((1..=3).map(async |n| n * n)).await;
/// assert_eq!(squares, [1, 4, 9]);
/// # });
/// ```
pub fn join_all<I>(futures: I) -> JoinAll<<I::Item as IntoFuture>::IntoFuture>
where
    I: IntoIterator<Item: IntoFuture>,
{
    let children =
        Children::new(futures.into_iter().map(|future| MaybeDone::new(future.into_future())));
    let running = children.len();
    JoinAll { woken: Some(Woken::all(running)), children, running }
}

/// Future returned by [`join_all`].
#[must_use = "futures do nothing unless awaited or polled"]
pub struct JoinAll<F: Future> {
    /// Before the children: what they wake while they are dropped wakes nobody. `None` when ready.
    woken: Option<Woken>,
    children: Children<MaybeDone<F>>,
    running: usize,
}

impl<F: Future> Future for JoinAll<F> {
    type Output = Vec<F::Output>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Vec<F::Output>> {
        let Self { woken, children, running } = &mut *self;
        let Some(set) = woken else {
            return Poll::Pending;
        };
        set.begin();
        while let Some((number, slot)) = set.next() {
            let mut child = children.get_pin_mut(number);
            if child.is_done() {
                // Woken by a waker that it left behind.
                continue;
            }
            let done = slot.with_context(|cx| child.as_mut().poll_done(cx));
            *running -= usize::from(done);
        }
        if *running > 0 {
            set.park(cx.waker());
            return Poll::Pending;
        }
        *woken = None;
        let len = children.len();
        Poll::Ready((0..len).map(|number| children.get_pin_mut(number).take_output()).collect())
    }
}

impl<F: Future> fmt::Debug for JoinAll<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("JoinAll")
            .field("len", &self.children.len())
            .field("running", &self.running)
            .finish_non_exhaustive()
    }
}

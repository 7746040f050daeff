//! Waiting for all of many futures, or for the first error.

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

/// Runs futures of `Result`s at once on one task, and returns their values in the order of the
/// futures, or the first error.
///
/// As [`join_all`](crate::future::join_all), but the first error ends it: the other futures are
/// dropped, and are not polled again.
///
/// # Errors
///
/// The first error that a future returned.
///
/// # Cancel safety
///
/// Dropping it, or an error, drops the futures that still run, and the outputs of the others.
///
/// # Examples
///
/// ```
/// use async_interop::future::try_join_all;
///
/// # futures::executor::block_on(async {
/// let parse = async |text: &'static str| text.parse::<u8>();
/// assert_eq!(try_join_all(["1", "2"].map(parse)).await?, [1, 2]);
/// assert!(try_join_all(["1", "x"].map(parse)).await.is_err());
/// # Ok::<_, std::num::ParseIntError>(())
/// # }).unwrap();
/// ```
pub fn try_join_all<I, T, E>(futures: I) -> TryJoinAll<<I::Item as IntoFuture>::IntoFuture>
where
    I: IntoIterator<Item: IntoFuture<Output = Result<T, E>>>,
{
    let children =
        Children::new(futures.into_iter().map(|future| MaybeDone::new(future.into_future())));
    let running = children.len();
    TryJoinAll { woken: Some(Woken::all(running)), children, running }
}

/// Future returned by [`try_join_all`].
#[must_use = "futures do nothing unless awaited or polled"]
pub struct TryJoinAll<F: Future> {
    /// Before the children: what they wake while they are dropped wakes nobody. `None` when ready.
    woken: Option<Woken>,
    children: Children<MaybeDone<F>>,
    running: usize,
}

impl<F: Future<Output = Result<T, E>>, T, E> Future for TryJoinAll<F> {
    type Output = Result<Vec<T>, E>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<Vec<T>, E>> {
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
            match slot.with_context(|cx| child.as_mut().try_poll_done(cx)) {
                Ok(done) => *running -= usize::from(done),
                Err(error) => {
                    *woken = None;
                    *children = Children::new([]);
                    return Poll::Ready(Err(error));
                }
            }
        }
        if *running > 0 {
            set.park(cx.waker());
            return Poll::Pending;
        }
        *woken = None;
        let len = children.len();
        Poll::Ready(Ok((0..len).map(|number| children.get_pin_mut(number).take_ok()).collect()))
    }
}

impl<F: Future> fmt::Debug for TryJoinAll<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TryJoinAll")
            .field("len", &self.children.len())
            .field("running", &self.running)
            .finish_non_exhaustive()
    }
}

//! Giving other tasks a turn.

use core::{
    future::Future,
    pin::Pin,
    task::{Context, Poll},
};

/// Gives the other tasks of the executor a turn.
///
/// The future wakes its task and is `Pending` once. Most executors then run whatever else is ready
/// before they come back; none is obliged to.
///
/// # Cancel safety
///
/// Cancel safe: if the future is dropped before it is ready, its task may see one wake more.
///
/// # Examples
///
/// ```
/// use async_interop::future::yield_now;
///
/// async fn sum(numbers: &[u64]) -> u64 {
///     let mut sum = 0;
///     for chunk in numbers.chunks(1000) {
///         sum += chunk.iter().sum::<u64>();
///         yield_now().await;
///     }
///     sum
/// }
/// # assert_eq!(futures::executor::block_on(sum(&[1, 2, 3])), 6);
/// ```
pub const fn yield_now() -> YieldNow {
    YieldNow { yielded: false }
}

/// Future returned by [`yield_now`].
#[derive(Debug)]
#[must_use = "futures do nothing unless polled"]
pub struct YieldNow {
    yielded: bool,
}

impl Future for YieldNow {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        if self.yielded {
            return Poll::Ready(());
        }
        self.yielded = true;
        cx.waker().wake_by_ref();
        Poll::Pending
    }
}

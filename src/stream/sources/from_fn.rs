//! [`from_fn`].

use core::{
    fmt,
    pin::Pin,
    task::{Context, Poll, ready},
};

use pin_project_lite::pin_project;

use crate::stream::{FusedStream, Stream, in_flight::InFlight};

/// Makes a stream of a function that returns a future of the next item.
///
/// The function is called for one item at a time, when it is wanted. The first `None` ends the
/// stream and drops the function.
///
/// [`Stream::poll_progress`] drives a future that has begun, and begins none.
///
/// # Examples
///
/// ```
/// use async_interop::stream::{self, StreamExt};
///
/// # async fn page(n: u32) -> Option<String> { (n < 3).then(|| format!("page {n}")) }
/// # futures::executor::block_on(async {
/// let mut number = 0;
/// let pages = stream::from_fn(move || {
///     number += 1;
///     page(number)
/// });
/// assert_eq!(pages.collect::<Vec<_>>().await, ["page 1", "page 2"]);
/// # });
/// ```
pub fn from_fn<T, F, Fut>(next: F) -> FromFn<F, Fut>
where
    F: FnMut() -> Fut,
    Fut: Future<Output = Option<T>>,
{
    FromFn { next: Some(next), in_flight: InFlight::idle() }
}

pin_project! {
    /// Stream returned by [`from_fn`].
    #[must_use = "streams do nothing unless polled"]
    pub struct FromFn<F, Fut: Future> {
        // `None` once it has ended.
        next: Option<F>,
        #[pin]
        in_flight: InFlight<Fut>,
    }
}

impl<T, F, Fut> Stream for FromFn<F, Fut>
where
    F: FnMut() -> Fut,
    Fut: Future<Output = Option<T>>,
{
    type Item = T;

    #[inline]
    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<T>> {
        let mut this = self.project();
        let Some(next) = this.next else { return Poll::Ready(None) };
        if this.in_flight.is_idle() {
            this.in_flight.as_mut().start(next());
        }
        let item = ready!(this.in_flight.poll_take(cx)).flatten();
        if item.is_none() {
            *this.next = None;
        }
        Poll::Ready(item)
    }

    fn poll_progress(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        self.project().in_flight.poll_progress(cx)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (0, if self.next.is_some() { None } else { Some(0) })
    }
}

impl<T, F, Fut> FusedStream for FromFn<F, Fut>
where
    F: FnMut() -> Fut,
    Fut: Future<Output = Option<T>>,
{
    fn is_terminated(&self) -> bool {
        self.next.is_none()
    }
}

impl<F, Fut: Future> fmt::Debug for FromFn<F, Fut> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FromFn")
            .field("ended", &self.next.is_none())
            .field("in_flight", &self.in_flight)
            .finish_non_exhaustive()
    }
}

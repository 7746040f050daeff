//! [`unfold`].

use core::{
    fmt,
    pin::Pin,
    task::{Context, Poll, ready},
};

use pin_project_lite::pin_project;

use crate::stream::{FusedStream, Stream, in_flight::InFlight};

/// Makes a stream of a state and a function that takes it to an item and the next state.
///
/// The function gets the state by value, so that its future can keep it. It is called for one item
/// at a time, when that is wanted. The first `None` ends the stream.
///
/// [`Stream::poll_progress`] drives a future that has begun, and begins none.
///
/// # Examples
///
/// ```
/// use async_interop::stream::{self, StreamExt};
///
/// # struct Connection(u32);
/// # impl Connection {
/// #     async fn page(&mut self) -> Option<String> {
/// #         self.0 += 1;
/// #         (self.0 < 3).then(|| format!("page {}", self.0))
/// #     }
/// # }
/// # futures::executor::block_on(async {
/// let pages = stream::unfold(Connection(0), async |mut connection| {
///     let page = connection.page().await?;
///     Some((page, connection))
/// });
/// assert_eq!(pages.collect::<Vec<_>>().await, ["page 1", "page 2"]);
/// # });
/// ```
pub const fn unfold<T, St, F, Fut>(init: St, f: F) -> Unfold<St, F, Fut>
where
    F: FnMut(St) -> Fut,
    Fut: Future<Output = Option<(T, St)>>,
{
    Unfold { state: Some(init), f, in_flight: InFlight::idle() }
}

pin_project! {
    /// Stream returned by [`unfold`].
    #[must_use = "streams do nothing unless polled"]
    pub struct Unfold<St, F, Fut: Future> {
        // `None` while a future has it, and once it has ended.
        state: Option<St>,
        f: F,
        #[pin]
        in_flight: InFlight<Fut>,
    }
}

impl<T, St, F, Fut> Stream for Unfold<St, F, Fut>
where
    F: FnMut(St) -> Fut,
    Fut: Future<Output = Option<(T, St)>>,
{
    type Item = T;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<T>> {
        let mut this = self.project();
        if let Some(state) = this.state.take() {
            this.in_flight.as_mut().start((this.f)(state));
        }
        let next = ready!(this.in_flight.poll_take(cx)).flatten();
        Poll::Ready(next.map(|(item, state)| {
            *this.state = Some(state);
            item
        }))
    }

    fn poll_progress(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        self.project().in_flight.poll_progress(cx)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (0, if self.is_terminated() { Some(0) } else { None })
    }
}

impl<T, St, F, Fut> FusedStream for Unfold<St, F, Fut>
where
    F: FnMut(St) -> Fut,
    Fut: Future<Output = Option<(T, St)>>,
{
    fn is_terminated(&self) -> bool {
        self.state.is_none() && self.in_flight.is_idle()
    }
}

impl<St: fmt::Debug, F, Fut: Future> fmt::Debug for Unfold<St, F, Fut> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Unfold")
            .field("state", &self.state)
            .field("in_flight", &self.in_flight)
            .finish_non_exhaustive()
    }
}

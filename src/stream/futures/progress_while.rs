//! [`StreamExt::progress_while`](crate::stream::StreamExt::progress_while).

use core::{
    fmt,
    pin::Pin,
    task::{Context, Poll},
};

use pin_project_lite::pin_project;

use crate::stream::Stream;

pin_project! {
    /// Future returned by [`StreamExt::progress_while`](crate::stream::StreamExt::progress_while).
    #[must_use = "futures do nothing unless awaited or polled"]
    pub struct ProgressWhile<'a, S: ?Sized, Fut> {
        stream: &'a mut S,
        #[pin]
        body: Fut,
        idle: bool,
    }
}

impl<'a, S: ?Sized, Fut> ProgressWhile<'a, S, Fut> {
    pub(in crate::stream) const fn new(stream: &'a mut S, body: Fut) -> Self {
        Self { stream, body, idle: false }
    }
}

impl<S: Stream + Unpin + ?Sized, Fut: Future> Future for ProgressWhile<'_, S, Fut> {
    type Output = Fut::Output;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Fut::Output> {
        let this = self.project();
        poll_body(this.body, Pin::new(&mut **this.stream), this.idle, cx)
    }
}

impl<S: fmt::Debug + ?Sized, Fut> fmt::Debug for ProgressWhile<'_, S, Fut> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ProgressWhile").field("stream", &self.stream).finish_non_exhaustive()
    }
}

/// Polls the body of a loop over `stream`; as long as it waits, the stream works on.
///
/// `idle` starts as `false`. It is set once the stream has nothing to do until its next item.
#[inline]
pub(super) fn poll_body<S: Stream + ?Sized, Fut: Future>(
    body: Pin<&mut Fut>,
    stream: Pin<&mut S>,
    idle: &mut bool,
    cx: &mut Context<'_>,
) -> Poll<Fut::Output> {
    match body.poll(cx) {
        Poll::Ready(output) => Poll::Ready(output),
        Poll::Pending => {
            *idle = *idle || stream.poll_progress(cx).is_ready();
            Poll::Pending
        }
    }
}

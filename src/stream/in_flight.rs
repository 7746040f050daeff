//! The future that a stream waits for.

use core::{
    fmt,
    pin::Pin,
    task::{Context, Poll, ready},
};

use pin_project_lite::pin_project;

pin_project! {
    /// At most one future, or its output if that came while nobody asked for it.
    ///
    /// | `future` | `output` | |
    /// |---|---|---|
    /// | `None` | `None` | idle |
    /// | `Some` | `None` | the future runs |
    /// | `None` | `Some` | `poll_progress` drove it to its end; the output waits for `poll_take` |
    pub(super) struct InFlight<Fut: Future> {
        #[pin]
        future: Option<Fut>,
        output: Option<Fut::Output>,
    }
}

impl<Fut: Future> InFlight<Fut> {
    pub(super) const fn idle() -> Self {
        Self { future: None, output: None }
    }

    pub(super) fn is_idle(&self) -> bool {
        self.future.is_none() && self.output.is_none()
    }

    pub(super) fn start(self: Pin<&mut Self>, future: Fut) {
        self.project().future.set(Some(future));
    }

    /// Takes the output, or `None` if nothing is in flight.
    pub(super) fn poll_take(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Fut::Output>> {
        ready!(self.as_mut().poll_progress(cx));
        Poll::Ready(self.project().output.take())
    }

    /// Drives the future and keeps its output.
    pub(super) fn poll_progress(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let mut this = self.project();
        if let Some(future) = this.future.as_mut().as_pin_mut() {
            *this.output = Some(ready!(future.poll(cx)));
            this.future.set(None);
        }
        Poll::Ready(())
    }
}

impl<Fut: Future> fmt::Debug for InFlight<Fut> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match (&self.future, &self.output) {
            (Some(_), _) => "Running",
            (None, Some(_)) => "Done",
            (None, None) => "Idle",
        })
    }
}

//! A future, or its output.

use core::{
    fmt,
    pin::Pin,
    task::{Context, Poll},
};

use pin_project_lite::pin_project;

pin_project! {
    /// A future, and when it is ready in its place its output.
    #[project = Projection]
    pub enum MaybeDone<F: Future> {
        /// Not ready yet.
        Running {
            #[pin]
            future: F,
        },
        /// Ready. The future was dropped before its output was stored.
        Done {
            output: Option<F::Output>,
        },
    }
}

impl<F: Future> MaybeDone<F> {
    /// Starts with the future.
    #[inline]
    pub const fn new(future: F) -> Self {
        Self::Running { future }
    }

    /// Returns whether the future was ready.
    #[inline]
    pub const fn is_done(&self) -> bool {
        matches!(self, Self::Done { .. })
    }

    /// Polls the future if it is there; returns whether the output is.
    #[inline]
    pub fn poll_done(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> bool {
        let Projection::Running { future } = self.as_mut().project() else {
            return true;
        };
        let Poll::Ready(output) = future.poll(cx) else {
            return false;
        };
        self.set(Self::Done { output: Some(output) });
        true
    }

    /// Takes the output.
    ///
    /// # Panics
    ///
    /// If it is not there yet, or was taken.
    #[inline]
    #[track_caller]
    pub fn take_output(self: Pin<&mut Self>) -> F::Output {
        match self.project() {
            Projection::Running { .. } => None,
            Projection::Done { output } => output.take(),
        }
        .expect("the output is there when `poll_done` said so, and taken once")
    }
}

impl<T, E, F: Future<Output = Result<T, E>>> MaybeDone<F> {
    /// Polls the future if it is there; returns whether the output is, or the error.
    ///
    /// # Errors
    ///
    /// What the future returned. It is taken.
    #[inline]
    pub fn try_poll_done(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Result<bool, E> {
        let Projection::Running { future } = self.as_mut().project() else {
            return Ok(true);
        };
        let Poll::Ready(output) = future.poll(cx) else {
            return Ok(false);
        };
        match output {
            Ok(_) => {
                self.set(Self::Done { output: Some(output) });
                Ok(true)
            }
            Err(error) => {
                self.set(Self::Done { output: None });
                Err(error)
            }
        }
    }

    /// Takes the output of a future that did not fail.
    ///
    /// # Panics
    ///
    /// If it is not there yet, or was taken.
    #[inline]
    #[track_caller]
    pub fn take_ok(self: Pin<&mut Self>) -> T {
        let Ok(output) = self.take_output() else {
            unreachable!("`try_poll_done` stores no error");
        };
        output
    }
}

impl<F: Future> fmt::Debug for MaybeDone<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Running { .. } => "Running",
            Self::Done { .. } => "Done",
        })
    }
}

//! A transport and its buffer, or the future that has taken both.

use core::{
    future::Future,
    pin::Pin,
    task::{Context, Poll, ready},
};

use pin_project_lite::pin_project;

pin_project! {
    /// Whose turn it is: ours, with the transport and the buffer at hand, or that of a future that
    /// owns both and gives them back.
    #[project = TurnProj]
    #[project_replace = TurnReplaced]
    pub(super) enum Turn<T, B, F> {
        Idle { io: T, buf: B },
        Busy { #[pin] future: F },
        // Only while a future is being made. It stays if that panics.
        Gone,
    }
}

impl<T, B, F> Turn<T, B, F> {
    /// Makes the future of the transport and the buffer.
    ///
    /// # Panics
    ///
    /// If they are not here.
    #[track_caller]
    pub(super) fn begin(mut self: Pin<&mut Self>, make: impl FnOnce(T, B) -> F) {
        let TurnReplaced::Idle { io, buf } = self.as_mut().project_replace(Self::Gone) else {
            gone();
        };
        self.set(Self::Busy { future: make(io, buf) });
    }

    /// Polls the future, if there is one, until it has given back what it took: `None` if there was
    /// none.
    pub(super) fn poll<R>(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<R>>
    where
        F: Future<Output = (T, B, R)>,
    {
        let TurnProj::Busy { future } = self.as_mut().project() else {
            return Poll::Ready(None);
        };
        let (io, buf, result) = ready!(future.poll(cx));
        self.set(Self::Idle { io, buf });
        Poll::Ready(Some(result))
    }

    /// Returns the transport and the buffer, if they are here.
    pub(super) fn idle(&self) -> Option<(&T, &B)> {
        match self {
            Self::Idle { io, buf } => Some((io, buf)),
            Self::Busy { .. } | Self::Gone => None,
        }
    }

    /// Returns the transport and the buffer, if they are here.
    pub(super) fn idle_mut(self: Pin<&mut Self>) -> Option<(&mut T, &mut B)> {
        match self.project() {
            TurnProj::Idle { io, buf } => Some((io, buf)),
            TurnProj::Busy { .. } | TurnProj::Gone => None,
        }
    }

    /// Returns the transport and the buffer, if they are here.
    pub(super) fn into_idle(self) -> Option<(T, B)> {
        match self {
            Self::Idle { io, buf } => Some((io, buf)),
            Self::Busy { .. } | Self::Gone => None,
        }
    }
}

#[cold]
#[inline(never)]
#[track_caller]
pub(super) fn gone() -> ! {
    panic!(
        "polled again after the closure had panicked: it has dropped the transport and the buffer"
    );
}

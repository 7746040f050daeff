//! Waiting for a moment.

use core::{future::Future, pin::Pin};

use super::Instant;

/// A future that is ready at a moment.
///
/// # Implementing
///
/// - Never be ready early (TIMER-01). Be ready, and wake, soon after the deadline (TIMER-02); a
///   deadline that is past is answered in the first or second poll (TIMER-03).
/// - Wake the newest waker (TIMER-04). Dropping the future releases it, and no other sleep of the
///   same task suffers (TIMER-07).
/// - At [`Instant::MAX`] never fire, and never panic on the way there (TIMER-06).
/// - After `Ready`, a poll may return `Ready` again or panic where that is documented; it never hangs
///   another task (TIMER-21).
///
/// # Calling
///
/// A sleep may move between tasks, and between threads where it is `Send` (TIMER-05). To use one for
/// many deadlines, [`reset`](Self::reset) it.
///
/// # Cancel safety
///
/// Cancel safe: if the future is dropped before it is ready, nothing has happened.
pub trait Sleep: Future<Output = ()> {
    /// Returns the moment at which the future is ready.
    fn deadline(&self) -> Instant;

    /// Moves the deadline, also after the future was ready: it is pending again until the new one.
    ///
    /// A task that waits is woken at the new deadline without being polled in between (TIMER-12).
    fn reset(self: Pin<&mut Self>, deadline: Instant);
}

static_assertions::assert_obj_safe!(Sleep);

impl<S: Sleep + ?Sized + Unpin> Sleep for &mut S {
    fn deadline(&self) -> Instant {
        (**self).deadline()
    }

    fn reset(mut self: Pin<&mut Self>, deadline: Instant) {
        Pin::new(&mut **self).reset(deadline);
    }
}

#[cfg(feature = "alloc")]
impl<S: Sleep + ?Sized + Unpin> Sleep for alloc::boxed::Box<S> {
    fn deadline(&self) -> Instant {
        (**self).deadline()
    }

    fn reset(mut self: Pin<&mut Self>, deadline: Instant) {
        Pin::new(&mut **self).reset(deadline);
    }
}

#[cfg(feature = "alloc")]
impl<S: Sleep + ?Sized> Sleep for Pin<alloc::boxed::Box<S>> {
    fn deadline(&self) -> Instant {
        (**self).deadline()
    }

    fn reset(mut self: Pin<&mut Self>, deadline: Instant) {
        (*self).as_mut().reset(deadline);
    }
}

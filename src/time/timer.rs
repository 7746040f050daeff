//! A clock that can be waited for.

use core::time::Duration;

use super::{Instant, Sleep};

/// A clock that can be waited for.
///
/// # Implementing
///
/// - [`now`](Self::now) never goes back, and after `sleep_until(d)` was ready it is at least `d`
///   (TIMER-17).
/// - Sleeps of one timer are independent of each other, in any number (TIMER-09 to TIMER-11).
/// - Where the driver that fires sleeps is gone, a pending one ends or panics; it does not wait for
///   ever in silence (TIMER-16).
///
/// # Calling
///
/// Moments belong to the clock of one timer, or under `std` to the one that all share: see
/// [`Instant`].
pub trait Timer {
    /// What waits.
    type Sleep: Sleep;

    /// Returns the current moment.
    fn now(&self) -> Instant;

    /// Returns a future that is ready at `deadline`.
    fn sleep_until(&self, deadline: Instant) -> Self::Sleep;

    /// Returns a future that is ready after `duration`.
    ///
    /// One that ends after the clock does never fires.
    fn sleep(&self, duration: Duration) -> Self::Sleep {
        self.sleep_until(self.now() + duration)
    }
}

impl<T: Timer + ?Sized> Timer for &T {
    type Sleep = T::Sleep;

    fn now(&self) -> Instant {
        (**self).now()
    }

    fn sleep_until(&self, deadline: Instant) -> T::Sleep {
        (**self).sleep_until(deadline)
    }

    fn sleep(&self, duration: Duration) -> T::Sleep {
        (**self).sleep(duration)
    }
}

#[cfg(feature = "alloc")]
impl<T: Timer + ?Sized> Timer for alloc::boxed::Box<T> {
    type Sleep = T::Sleep;

    fn now(&self) -> Instant {
        (**self).now()
    }

    fn sleep_until(&self, deadline: Instant) -> T::Sleep {
        (**self).sleep_until(deadline)
    }

    fn sleep(&self, duration: Duration) -> T::Sleep {
        (**self).sleep(duration)
    }
}

#[cfg(all(feature = "alloc", target_has_atomic = "ptr"))]
impl<T: Timer + ?Sized> Timer for alloc::sync::Arc<T> {
    type Sleep = T::Sleep;

    fn now(&self) -> Instant {
        (**self).now()
    }

    fn sleep_until(&self, deadline: Instant) -> T::Sleep {
        (**self).sleep_until(deadline)
    }

    fn sleep(&self, duration: Duration) -> T::Sleep {
        (**self).sleep(duration)
    }
}

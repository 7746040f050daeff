//! A timer whose type is not known.

use alloc::boxed::Box;
use core::{fmt, pin::Pin};

use super::{Instant, Sleep, Timer};

/// A timer whose type is not known, and whose sleeps are boxed.
///
/// # Examples
///
/// ```
/// # #[cfg(feature = "std")] {
/// use async_interop::time::{DynTimer, ManualTimer, Timer as _};
///
/// let timer = DynTimer::new(ManualTimer::new());
/// let sleep = timer.sleep(core::time::Duration::ZERO);
/// # futures::executor::block_on(sleep);
/// # }
/// ```
pub struct DynTimer(Box<dyn Erased + Send + Sync>);

/// A boxed sleep, which may move between threads.
pub type BoxSleep = Pin<Box<dyn Sleep + Send>>;

impl DynTimer {
    /// Forgets the type of `timer`.
    pub fn new<T>(timer: T) -> Self
    where
        T: Timer<Sleep: Send + 'static> + Send + Sync + 'static,
    {
        Self(Box::new(timer))
    }
}

impl Timer for DynTimer {
    type Sleep = BoxSleep;

    fn now(&self) -> Instant {
        self.0.now()
    }

    fn sleep_until(&self, deadline: Instant) -> BoxSleep {
        self.0.sleep_until(deadline)
    }
}

impl fmt::Debug for DynTimer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DynTimer").field("now", &self.0.now()).finish_non_exhaustive()
    }
}

trait Erased {
    fn now(&self) -> Instant;
    fn sleep_until(&self, deadline: Instant) -> BoxSleep;
}

impl<T: Timer<Sleep: Send + 'static>> Erased for T {
    fn now(&self) -> Instant {
        Timer::now(self)
    }

    fn sleep_until(&self, deadline: Instant) -> BoxSleep {
        Box::pin(Timer::sleep_until(self, deadline))
    }
}

static_assertions::assert_impl_all!(DynTimer: Send, Sync);

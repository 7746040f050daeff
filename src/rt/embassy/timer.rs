//! embassy-time.

use super::{EmbassySleep, sleep::from_embassy};
use crate::time::{Instant, Timer};

/// The timer of embassy-time, with the driver that the program chose.
///
/// [`Embassy`](crate::rt::Embassy) and [`EmbassyLocal`](crate::rt::EmbassyLocal) are this timer too.
///
/// # Examples
///
/// ```
/// use async_interop::{rt::EmbassyTimer, time::Timer as _};
///
/// // The driver for computers wakes the tasks of any executor.
/// let sleep = EmbassyTimer::new().sleep(core::time::Duration::from_millis(1));
/// futures::executor::block_on(sleep);
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct EmbassyTimer {
    _private: (),
}

impl EmbassyTimer {
    /// Returns the timer. All values are the same one.
    pub const fn new() -> Self {
        Self { _private: () }
    }
}

impl Timer for EmbassyTimer {
    type Sleep = EmbassySleep;

    /// Returns the time since embassy's epoch, which is the start of its driver.
    fn now(&self) -> Instant {
        from_embassy(embassy_time::Instant::now())
    }

    fn sleep_until(&self, deadline: Instant) -> EmbassySleep {
        EmbassySleep::new(deadline)
    }
}

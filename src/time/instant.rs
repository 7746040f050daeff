//! A moment of a timer's clock.

use core::{
    fmt,
    ops::{Add, AddAssign, Sub, SubAssign},
    time::Duration,
};

/// A moment of a timer's clock, in nanoseconds from that clock's epoch.
///
/// Arithmetic saturates: a moment that is too far away is [`Instant::MAX`], at which no timer fires,
/// and nothing overflows.
///
/// Under `std` all timers of this crate share one epoch, and moments convert to and from
/// `std::time::Instant`. Without it a timer defines its own; giving a moment of one clock to the
/// timer of another is a mistake that nothing can notice.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Instant(u64);

impl Instant {
    /// The latest moment: a timer never fires then. 584 years after [`Instant::MIN`].
    pub const MAX: Self = Self(u64::MAX);
    /// The earliest moment, the clock's epoch.
    pub const MIN: Self = Self(0);

    /// Returns the moment `nanos` nanoseconds after the epoch.
    pub const fn from_nanos(nanos: u64) -> Self {
        Self(nanos)
    }

    /// Returns the nanoseconds since the epoch.
    pub const fn as_nanos(self) -> u64 {
        self.0
    }

    /// Returns the time since `earlier`, or zero if that is later.
    ///
    /// # Examples
    ///
    /// ```
    /// use async_interop::time::Instant;
    /// use core::time::Duration;
    ///
    /// let (early, late) = (Instant::from_nanos(5), Instant::from_nanos(8));
    /// assert_eq!(late.duration_since(early), Duration::from_nanos(3));
    /// assert_eq!(early.duration_since(late), Duration::ZERO);
    /// ```
    pub const fn duration_since(self, earlier: Self) -> Duration {
        Duration::from_nanos(self.0.saturating_sub(earlier.0))
    }

    /// Returns the moment after `duration`, or `None` if that is too late for the clock.
    pub const fn checked_add(self, duration: Duration) -> Option<Self> {
        match self.0.checked_add(nanos(duration)) {
            Some(u64::MAX) | None => None,
            Some(sum) => Some(Self(sum)),
        }
    }

    /// Returns the moment before `duration`, or `None` if that is before the epoch.
    pub const fn checked_sub(self, duration: Duration) -> Option<Self> {
        if duration.as_nanos() > self.0 as u128 {
            return None;
        }
        Some(Self(self.0 - nanos(duration)))
    }

    /// Returns the moment after `duration`, or [`Instant::MAX`] if that is too late for the clock.
    pub const fn saturating_add(self, duration: Duration) -> Self {
        Self(self.0.saturating_add(nanos(duration)))
    }

    /// Returns the moment before `duration`, or [`Instant::MIN`] if that is before the epoch.
    pub const fn saturating_sub(self, duration: Duration) -> Self {
        Self(self.0.saturating_sub(nanos(duration)))
    }
}

/// Saturates, as [`Instant::saturating_add`].
impl Add<Duration> for Instant {
    type Output = Self;

    fn add(self, duration: Duration) -> Self {
        self.saturating_add(duration)
    }
}

impl AddAssign<Duration> for Instant {
    fn add_assign(&mut self, duration: Duration) {
        *self = *self + duration;
    }
}

/// Saturates, as [`Instant::saturating_sub`].
impl Sub<Duration> for Instant {
    type Output = Self;

    fn sub(self, duration: Duration) -> Self {
        self.saturating_sub(duration)
    }
}

impl SubAssign<Duration> for Instant {
    fn sub_assign(&mut self, duration: Duration) {
        *self = *self - duration;
    }
}

/// Zero if the other one is later, as [`Instant::duration_since`].
impl Sub for Instant {
    type Output = Duration;

    fn sub(self, earlier: Self) -> Duration {
        self.duration_since(earlier)
    }
}

impl fmt::Debug for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if *self == Self::MAX {
            return f.write_str("Instant::MAX");
        }
        write!(f, "Instant({:?})", Duration::from_nanos(self.0))
    }
}

/// Returns the nanoseconds of `duration`, or the most there can be.
const fn nanos(duration: Duration) -> u64 {
    let nanos = duration.as_nanos();
    if nanos > u64::MAX as u128 { u64::MAX } else { nanos as u64 }
}

static_assertions::assert_eq_size!(Instant, u64);

//! The clock that all timers share under `std`.

use core::time::Duration;
use std::sync::OnceLock;

use super::Instant;

/// Where the shared epoch lies before the anchor: 146 years, so that earlier moments convert.
const BIAS: u64 = 1 << 62;

/// How far away a moment that std's clock cannot hold is taken to be: 30 years.
const FAR: Duration = Duration::from_secs(30 * 365 * 24 * 60 * 60);

/// The moment of std's clock at which ours is at [`BIAS`].
fn anchor() -> std::time::Instant {
    static ANCHOR: OnceLock<std::time::Instant> = OnceLock::new();
    *ANCHOR.get_or_init(std::time::Instant::now)
}

impl Instant {
    /// Returns the current moment of std's clock.
    ///
    /// This is the `now` of the timers that follow real time. Generic code asks its
    /// [`Timer`](super::Timer) instead.
    pub fn now() -> Self {
        std::time::Instant::now().into()
    }
}

impl From<std::time::Instant> for Instant {
    fn from(moment: std::time::Instant) -> Self {
        let anchor = anchor();
        let at_anchor = Self::from_nanos(BIAS);
        match moment.checked_duration_since(anchor) {
            Some(after) => at_anchor.saturating_add(after),
            None => at_anchor.saturating_sub(anchor.duration_since(moment)),
        }
    }
}

/// A moment that std's clock cannot hold becomes one in 30 years, or the earliest it can.
impl From<Instant> for std::time::Instant {
    fn from(moment: Instant) -> Self {
        let (anchor, at_anchor) = (anchor(), Instant::from_nanos(BIAS));
        if moment >= at_anchor {
            let after = moment.duration_since(at_anchor);
            return anchor.checked_add(after).unwrap_or_else(|| Self::now() + FAR);
        }
        anchor.checked_sub(at_anchor.duration_since(moment)).unwrap_or(anchor)
    }
}

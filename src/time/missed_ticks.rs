//! What becomes of ticks that were missed.

/// What becomes of the ticks of an [`Interval`](super::Interval) that nobody took in time.
///
/// With a period of one second, a start at 0 and a caller that is busy from 1.0 to 3.5:
///
/// | | ticks are taken at |
/// |---|---|
/// | [`Burst`](Self::Burst) | 0, 1, 3.5 (for 2), 3.5 (for 3), 4, 5 |
/// | [`Delay`](Self::Delay) | 0, 1, 3.5, 4.5, 5.5 |
/// | [`Skip`](Self::Skip) | 0, 1, 3.5, 4, 5 |
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum MissedTicks {
    /// They come one after the other, until the interval has caught up.
    #[default]
    Burst,
    /// They are dropped; the next tick is a period after the late one.
    Delay,
    /// They are dropped; the next tick is at the next multiple of the period.
    Skip,
}

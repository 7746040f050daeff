//! Where a fair round starts.

use core::sync::atomic::{AtomicUsize, Ordering};

/// Draws where a round over `n` branches starts, so that each is the first equally often.
///
/// It is one counter with a plain load and a plain store: two threads that draw at once may draw
/// the same, which is harmless, and targets without compare-and-swap have both. The counter is
/// multiplied by the golden ratio and scaled from its high bits. A plain counter modulo `n` would
/// starve a branch where `n` tasks take turns at one call site: each of them would always draw the
/// same.
#[derive(Debug)]
pub struct Start(AtomicUsize);

impl Start {
    /// Creates the counter.
    #[expect(clippy::new_without_default, reason = "made in statics only")]
    pub const fn new() -> Self {
        Self(AtomicUsize::new(0))
    }

    /// Draws a number below `n`.
    #[inline]
    pub fn draw(&self, n: usize) -> usize {
        let count = self.0.load(Ordering::Relaxed).wrapping_add(1);
        self.0.store(count, Ordering::Relaxed);
        let mixed = (count as u32).wrapping_mul(GOLDEN_RATIO);
        ((u64::from(mixed) * n as u64) >> 32) as usize
    }
}

/// 2^32 divided by the golden ratio.
const GOLDEN_RATIO: u32 = 0x9E37_79B9;

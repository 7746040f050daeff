//! The one check that all buffered readers in memory share.

/// Panics if `amount` is more than is `available`.
#[inline]
#[track_caller]
pub(in crate::io) fn check_consume(amount: usize, available: usize) {
    if amount > available {
        too_much(amount, available);
    }
}

#[cold]
#[inline(never)]
#[track_caller]
fn too_much(amount: usize, available: usize) -> ! {
    panic!(
        "consume of {amount} bytes, but only {available} are buffered: \
         consume at most what `poll_fill_buf()` returned"
    );
}

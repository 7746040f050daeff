//! Two streams, or a stream and a future, that work as one.

use core::task::Poll;

/// Whether both are done.
///
/// Takes two polls, not two streams: both have to be polled, whatever the first one says.
pub(super) fn progress(first: Poll<()>, second: Poll<()>) -> Poll<()> {
    if first.is_ready() { second } else { first }
}

/// The bounds of what both have left together.
pub(super) fn hint(
    (first, first_upper): (usize, Option<usize>),
    (second, second_upper): (usize, Option<usize>),
) -> (usize, Option<usize>) {
    let upper = first_upper.zip(second_upper);
    (first.saturating_add(second), upper.and_then(|(first, second)| first.checked_add(second)))
}

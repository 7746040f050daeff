use core::{
    pin::Pin,
    task::{Context, Poll},
};

use crate::io::{Result, SeekFrom};

/// Moves the position at which bytes are read and written.
pub trait AsyncSeek {
    /// Attempts to seek, and returns the new position from the start.
    ///
    /// # Errors
    ///
    /// If the position would be negative or too large, or the object cannot seek.
    fn poll_seek(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        position: SeekFrom,
    ) -> Poll<Result<u64>>;
}

static_assertions::assert_obj_safe!(AsyncSeek);

use core::{
    pin::Pin,
    task::{Context, Poll},
};

use crate::io::{ReadCursor, Result};

/// Reads bytes from a source.
pub trait AsyncRead {
    /// Attempts to read bytes into the unfilled part of a buffer.
    ///
    /// # Errors
    ///
    /// Whatever the source fails with; nothing was read then.
    fn poll_read(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: ReadCursor<'_>,
    ) -> Poll<Result<()>>;
}

static_assertions::assert_obj_safe!(AsyncRead);

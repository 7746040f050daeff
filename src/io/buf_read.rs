use core::{
    pin::Pin,
    task::{Context, Poll},
};

use crate::io::{AsyncRead, Result};

/// Reads bytes from a source that has a buffer of its own.
pub trait AsyncBufRead: AsyncRead {
    /// Attempts to return what is in the buffer, after filling it if it is empty.
    ///
    /// # Errors
    ///
    /// Whatever the source fails with; nothing was read then.
    fn poll_fill_buf(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<&[u8]>>;

    /// Takes `amount` bytes out of the buffer.
    fn consume(self: Pin<&mut Self>, amount: usize);
}

static_assertions::assert_obj_safe!(AsyncBufRead);

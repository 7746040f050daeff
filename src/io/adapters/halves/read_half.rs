use core::{
    fmt,
    pin::Pin,
    task::{Context, Poll},
};

use super::{ReuniteError, WriteHalf, shared::Side};
use crate::io::{AsyncRead, ReadCursor, Result};

/// The half of an object that reads.
///
/// Made by [`split`](crate::io::split()). It is pending while the write half is being polled on
/// another thread.
#[must_use = "the object is dropped with its halves"]
pub struct ReadHalf<T>(Side<T>);

impl<T> ReadHalf<T> {
    pub(super) const fn new(side: Side<T>) -> Self {
        Self(side)
    }

    pub(super) const fn side(&self) -> &Side<T> {
        &self.0
    }

    /// Returns whether `writer` is the other half of the same object.
    pub fn is_pair_of(&self, writer: &WriteHalf<T>) -> bool {
        self.0.is_pair_of(writer.side())
    }

    /// Puts the halves together again.
    ///
    /// # Errors
    ///
    /// If they are not the halves of one object. The error has both.
    pub fn reunite(self, writer: WriteHalf<T>) -> core::result::Result<T, ReuniteError<T>>
    where
        T: Unpin,
    {
        let (side, vectored) = writer.into_side();
        self.0.reunite(side).map_err(|(reader, writer)| {
            ReuniteError::new(Self(reader), WriteHalf::new(writer, vectored))
        })
    }
}

impl<T: AsyncRead> AsyncRead for ReadHalf<T> {
    fn poll_read(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: ReadCursor<'_>,
    ) -> Poll<Result<()>> {
        if buf.is_full() {
            return Poll::Ready(Ok(())); // also while the other half is busy (READ-01)
        }
        self.get_mut().0.poll(cx, |object, cx| object.poll_read(cx, buf))
    }
}

impl<T> fmt::Debug for ReadHalf<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ReadHalf").finish_non_exhaustive()
    }
}

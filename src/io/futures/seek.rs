use core::{
    fmt,
    pin::Pin,
    task::{Context, Poll},
};

use crate::io::{AsyncSeek, Result, SeekFrom};

/// Future returned by [`AsyncSeekExt::seek`](crate::io::AsyncSeekExt::seek) and
/// [`AsyncSeekExt::stream_position`](crate::io::AsyncSeekExt::stream_position).
#[must_use = "futures do nothing unless awaited or polled"]
pub struct Seek<'a, S: ?Sized> {
    seeker: &'a mut S,
    position: SeekFrom,
}

impl<'a, S: ?Sized> Seek<'a, S> {
    pub(in crate::io) const fn new(seeker: &'a mut S, position: SeekFrom) -> Self {
        Self { seeker, position }
    }
}

impl<S: AsyncSeek + Unpin + ?Sized> Future for Seek<'_, S> {
    type Output = Result<u64>;

    #[inline]
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<u64>> {
        let position = self.position;
        Pin::new(&mut *self.seeker).poll_seek(cx, position)
    }
}

impl<S: ?Sized> fmt::Debug for Seek<'_, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Seek").field("position", &self.position).finish_non_exhaustive()
    }
}

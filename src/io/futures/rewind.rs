use core::{
    fmt,
    pin::Pin,
    task::{Context, Poll},
};

use crate::io::{AsyncSeek, Result, SeekFrom};

/// Future returned by [`AsyncSeekExt::rewind`](crate::io::AsyncSeekExt::rewind).
#[must_use = "futures do nothing unless awaited or polled"]
pub struct Rewind<'a, S: ?Sized> {
    seeker: &'a mut S,
}

impl<'a, S: ?Sized> Rewind<'a, S> {
    pub(in crate::io) const fn new(seeker: &'a mut S) -> Self {
        Self { seeker }
    }
}

impl<S: AsyncSeek + Unpin + ?Sized> Future for Rewind<'_, S> {
    type Output = Result<()>;

    #[inline]
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        Pin::new(&mut *self.seeker).poll_seek(cx, SeekFrom::Start(0)).map_ok(|_| ())
    }
}

impl<S: ?Sized> fmt::Debug for Rewind<'_, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Rewind").finish_non_exhaustive()
    }
}

static_assertions::assert_eq_size!(Rewind<'static, ()>, usize);

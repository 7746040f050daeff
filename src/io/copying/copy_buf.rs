use core::{
    fmt,
    pin::Pin,
    task::{Context, Poll, ready},
};

use super::progress::{Progress, ROUNDS_PER_POLL};
use crate::io::{AsyncBufRead, AsyncWrite, Result};

/// Copies all that a reader with a buffer has to a writer, and returns how many bytes that were.
///
/// As `copy`, but needs no buffer of its own, and no allocator.
///
/// The writer is flushed at the end, and whenever the reader has nothing for the moment. Neither
/// side is shut down or dropped. If both sides are always ready, it returns `Pending` after a
/// bounded number of rounds and wakes itself.
///
/// # Errors
///
/// [`WriteZero`](crate::io::ErrorKind::WriteZero) if the writer takes no more. Otherwise whatever
/// one of the two fails with. The reader still has all that was not written.
///
/// # Panics
///
/// If the writer says that it took more than it was offered (WRITE-01).
///
/// # Cancel safety
///
/// Dropping it keeps what was done; [`CopyBuf::written`] tells how much.
///
/// # Examples
///
/// ```
/// use async_interop::io;
///
/// # futures::executor::block_on(async {
/// let mut source = &b"hello"[..];
/// let mut memory = [0; 8];
/// assert_eq!(io::copy_buf(&mut source, &mut &mut memory[..]).await?, 5);
/// assert_eq!(memory, *b"hello\0\0\0");
/// # Ok::<_, io::Error>(())
/// # }).unwrap();
/// ```
pub const fn copy_buf<'a, R, W>(reader: &'a mut R, writer: &'a mut W) -> CopyBuf<'a, R, W>
where
    R: AsyncBufRead + Unpin + ?Sized,
    W: AsyncWrite + Unpin + ?Sized,
{
    CopyBuf { reader, writer, progress: Progress::new() }
}

/// Future returned by [`copy_buf`].
#[must_use = "futures do nothing unless awaited or polled"]
pub struct CopyBuf<'a, R: ?Sized, W: ?Sized> {
    reader: &'a mut R,
    writer: &'a mut W,
    progress: Progress,
}

impl<R: ?Sized, W: ?Sized> CopyBuf<'_, R, W> {
    /// Returns how many bytes the writer has accepted so far.
    pub const fn written(&self) -> u64 {
        self.progress.written()
    }
}

impl<R, W> Future for CopyBuf<'_, R, W>
where
    R: AsyncBufRead + Unpin + ?Sized,
    W: AsyncWrite + Unpin + ?Sized,
{
    type Output = Result<u64>;

    #[inline]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<u64>> {
        let Self { reader, writer, progress } = self.get_mut();
        for _ in 0..ROUNDS_PER_POLL {
            let Poll::Ready(chunk) = Pin::new(&mut **reader).poll_fill_buf(cx) else {
                ready!(progress.poll_flush(Pin::new(&mut **writer), cx))?;
                return Poll::Pending;
            };
            let chunk = chunk?;
            if chunk.is_empty() {
                ready!(progress.poll_flush(Pin::new(&mut **writer), cx))?;
                return Poll::Ready(Ok(progress.written()));
            }
            let n = ready!(progress.poll_write(Pin::new(&mut **writer), cx, chunk))?;
            Pin::new(&mut **reader).consume(n);
        }
        cx.waker().wake_by_ref();
        Poll::Pending
    }
}

impl<R: ?Sized, W: ?Sized> fmt::Debug for CopyBuf<'_, R, W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CopyBuf").field("written", &self.written()).finish_non_exhaustive()
    }
}

#[cfg(target_pointer_width = "64")]
static_assertions::assert_eq_size!(CopyBuf<'static, (), ()>, [usize; 4]);

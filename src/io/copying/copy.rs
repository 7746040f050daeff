use core::{
    fmt,
    pin::Pin,
    task::{Context, Poll, ready},
};

use super::transfer::Transfer;
use crate::io::{AsyncRead, AsyncWrite, Result};

/// Copies all that a reader has to a writer, and returns how many bytes that were.
///
/// It allocates a buffer of 8 KiB. [`copy_buf`](crate::io::copy_buf) uses the reader's.
///
/// The writer is flushed at the end, and whenever the reader has nothing for the moment, so that
/// the peer gets what there is. Neither side is shut down or dropped: the caller owns them.
///
/// If both sides are always ready, it returns `Pending` after a bounded number of reads and wakes
/// itself, so that others have a turn.
///
/// # Errors
///
/// [`WriteZero`](crate::io::ErrorKind::WriteZero) if the writer takes no more. Otherwise whatever
/// one of the two fails with. [`Copy::written`] tells how much was written before.
///
/// # Panics
///
/// If the writer says that it took more than it was offered (WRITE-01).
///
/// # Cancel safety
///
/// Not cancel safe: bytes already read are lost, unless they are written; [`Copy::written`] tells
/// how many are. [`copy_buf`](crate::io::copy_buf) loses nothing.
///
/// # Examples
///
/// ```
/// use async_interop::io;
///
/// # futures::executor::block_on(async {
/// let mut source = &b"hello"[..];
/// let mut sink = Vec::new();
/// assert_eq!(io::copy(&mut source, &mut sink).await?, 5);
/// assert_eq!(sink, b"hello");
/// # Ok::<_, io::Error>(())
/// # }).unwrap();
/// ```
pub fn copy<'a, R, W>(reader: &'a mut R, writer: &'a mut W) -> Copy<'a, R, W>
where
    R: AsyncRead + Unpin + ?Sized,
    W: AsyncWrite + Unpin + ?Sized,
{
    Copy { reader, writer, transfer: Transfer::new() }
}

/// Future returned by [`copy`].
#[must_use = "futures do nothing unless awaited or polled"]
pub struct Copy<'a, R: ?Sized, W: ?Sized> {
    reader: &'a mut R,
    writer: &'a mut W,
    transfer: Transfer,
}

impl<R: ?Sized, W: ?Sized> Copy<'_, R, W> {
    /// Returns how many bytes the writer has accepted so far.
    pub const fn written(&self) -> u64 {
        self.transfer.written()
    }
}

impl<R, W> Future for Copy<'_, R, W>
where
    R: AsyncRead + Unpin + ?Sized,
    W: AsyncWrite + Unpin + ?Sized,
{
    type Output = Result<u64>;

    #[inline]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<u64>> {
        let Self { reader, writer, transfer } = self.get_mut();
        ready!(transfer.poll(Pin::new(&mut **reader), Pin::new(&mut **writer), cx))?;
        Poll::Ready(Ok(transfer.written()))
    }
}

impl<R: ?Sized, W: ?Sized> fmt::Debug for Copy<'_, R, W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Copy").field("written", &self.written()).finish_non_exhaustive()
    }
}

#[cfg(target_pointer_width = "64")]
static_assertions::assert_eq_size!(Copy<'static, (), ()>, [usize; 9]);

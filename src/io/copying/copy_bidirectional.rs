use core::{
    fmt,
    pin::Pin,
    task::{Context, Poll, ready},
};

use super::transfer::Transfer;
use crate::io::{AsyncRead, AsyncWrite, Result};

/// Copies in both directions until both have ended, and returns how many bytes went from `a` to `b`
/// and from `b` to `a`.
///
/// When one side is at its end, the other one is flushed and shut down, and the other direction
/// goes on. Two buffers of 8 KiB are allocated. As in [`copy`](crate::io::copy), a writer is
/// flushed when there is nothing for it at the moment, and a direction that is always ready leaves
/// the other one its turn.
///
/// # Errors
///
/// As [`copy`](crate::io::copy), and whatever a shutdown fails with. The first error ends both
/// directions, and shuts nothing down. [`CopyBidirectional::written`] tells how far they were.
///
/// # Panics
///
/// If a writer says that it took more than it was offered (WRITE-01).
///
/// # Cancel safety
///
/// Not cancel safe: bytes already read are lost, unless they are written;
/// [`CopyBidirectional::written`] tells how many are.
///
/// # Examples
///
/// ```
/// use async_interop::io::{self, AsyncRead, AsyncWrite};
///
/// /// What a proxy does.
/// async fn relay<A, B>(mut client: A, mut server: B) -> io::Result<()>
/// where
///     A: AsyncRead + AsyncWrite + Unpin,
///     B: AsyncRead + AsyncWrite + Unpin,
/// {
///     let (up, down) = io::copy_bidirectional(&mut client, &mut server).await?;
///     println!("{up} bytes up, {down} bytes down");
///     Ok(())
/// }
/// # futures::executor::block_on(relay(io::empty(), io::empty())).unwrap();
/// ```
pub fn copy_bidirectional<'a, A, B>(a: &'a mut A, b: &'a mut B) -> CopyBidirectional<'a, A, B>
where
    A: AsyncRead + AsyncWrite + Unpin + ?Sized,
    B: AsyncRead + AsyncWrite + Unpin + ?Sized,
{
    CopyBidirectional { a, b, a_to_b: Direction::new(), b_to_a: Direction::new() }
}

/// Future returned by [`copy_bidirectional`].
#[must_use = "futures do nothing unless awaited or polled"]
pub struct CopyBidirectional<'a, A: ?Sized, B: ?Sized> {
    a: &'a mut A,
    b: &'a mut B,
    a_to_b: Direction,
    b_to_a: Direction,
}

impl<A: ?Sized, B: ?Sized> CopyBidirectional<'_, A, B> {
    /// Returns how many bytes were written so far: from `a` to `b`, and from `b` to `a`.
    pub const fn written(&self) -> (u64, u64) {
        (self.a_to_b.transfer.written(), self.b_to_a.transfer.written())
    }
}

impl<A, B> Future for CopyBidirectional<'_, A, B>
where
    A: AsyncRead + AsyncWrite + Unpin + ?Sized,
    B: AsyncRead + AsyncWrite + Unpin + ?Sized,
{
    type Output = Result<(u64, u64)>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.get_mut();
        let up = this.a_to_b.poll(Pin::new(&mut *this.a), Pin::new(&mut *this.b), cx)?;
        let down = this.b_to_a.poll(Pin::new(&mut *this.b), Pin::new(&mut *this.a), cx)?;
        ready!(up);
        ready!(down);
        Poll::Ready(Ok(this.written()))
    }
}

impl<A: ?Sized, B: ?Sized> fmt::Debug for CopyBidirectional<'_, A, B> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CopyBidirectional")
            .field("a_to_b", &self.a_to_b)
            .field("b_to_a", &self.b_to_a)
            .finish_non_exhaustive()
    }
}

/// One of the two directions.
struct Direction {
    transfer: Transfer,
    stage: Stage,
}

#[derive(Debug)]
enum Stage {
    Copying,
    ShuttingDown,
    Done,
}

impl Direction {
    fn new() -> Self {
        Self { transfer: Transfer::new(), stage: Stage::Copying }
    }

    /// Copies, and shuts the writer down when the reader is at its end.
    fn poll<R, W>(
        &mut self,
        reader: Pin<&mut R>,
        mut writer: Pin<&mut W>,
        cx: &mut Context<'_>,
    ) -> Poll<Result<()>>
    where
        R: AsyncRead + ?Sized,
        W: AsyncWrite + ?Sized,
    {
        if let Stage::Copying = self.stage {
            ready!(self.transfer.poll(reader, writer.as_mut(), cx))?;
            self.stage = Stage::ShuttingDown;
        }
        if let Stage::ShuttingDown = self.stage {
            ready!(writer.poll_shutdown(cx))?;
            self.stage = Stage::Done;
        }
        Poll::Ready(Ok(()))
    }
}

impl fmt::Debug for Direction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Direction")
            .field("written", &self.transfer.written())
            .field("stage", &self.stage)
            .finish_non_exhaustive()
    }
}

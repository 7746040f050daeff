//! From our I/O traits to std's, for the time of one poll.

use core::{
    fmt,
    pin::Pin,
    task::{Context, Poll},
};
use std::io;

use crate::{
    compat::error::to_std,
    io::{AsyncBufRead, AsyncRead, AsyncWrite, IoSlice, ReadBuf, Result},
};

/// Lends a type of ours to code of std's for the time of one poll: what is pending is `WouldBlock`.
///
/// This is how a protocol that is written against `std::io::Read` and `Write`, and knows non-blocking
/// mode, becomes asynchronous: a TLS or an SSH session, a decoder. Each poll of the wrapper lends
/// itself the transport, calls the session, and turns `WouldBlock` into `Pending`. The waker is
/// registered by then: it was passed to the transport.
///
/// | ours | theirs | lost on the way |
/// |---|---|---|
/// | [`AsyncRead::poll_read`] | `Read::read` | uninitialized memory: theirs is always initialized |
/// | [`AsyncBufRead`] | `BufRead` | nothing |
/// | [`AsyncWrite`], vectored | `Write` | shutdown, and the query |
/// | `Pending` | `WouldBlock` | nothing |
/// | [`Error`](crate::io::Error) | `std::io::Error` | nothing |
///
/// # Calling
///
/// Return `Pending` only after a call of the session has met a `WouldBlock` *in this poll*, or the
/// task will not be woken.
///
/// # Examples
///
/// A transport that counts frames with a codec of std's:
///
/// ```
/// use async_interop::{compat::OnePoll, io::AsyncRead};
/// use std::{io::{ErrorKind, Read}, pin::Pin, task::{Context, Poll}};
///
/// /// Synchronous code: reads into `frame`, from where it was left.
/// fn read_frame(mut from: impl Read, frame: &mut Vec<u8>) -> std::io::Result<()> {
///     while frame.len() < 4 {
///         let mut byte = [0];
///         from.read_exact(&mut byte)?;
///         frame.push(byte[0]);
///     }
///     Ok(())
/// }
///
/// fn poll_frame(
///     from: Pin<&mut impl AsyncRead>,
///     cx: &mut Context<'_>,
///     frame: &mut Vec<u8>,
/// ) -> Poll<std::io::Result<()>> {
///     match read_frame(OnePoll::new(from, cx), frame) {
///         Err(error) if error.kind() == ErrorKind::WouldBlock => Poll::Pending,
///         read => Poll::Ready(read),
///     }
/// }
/// # let (mut from, mut frame) = (&b"frame"[..], Vec::new());
/// # let cx = &mut Context::from_waker(std::task::Waker::noop());
/// # assert!(poll_frame(Pin::new(&mut from), cx, &mut frame).is_ready());
/// # assert_eq!(frame, b"fram");
/// ```
#[must_use = "it does nothing until it is used"]
pub struct OnePoll<'a, 'b, T: ?Sized> {
    io: Pin<&'a mut T>,
    cx: &'a mut Context<'b>,
}

impl<'a, 'b, T: ?Sized> OnePoll<'a, 'b, T> {
    /// Lends `io`, in a poll whose context is `cx`.
    #[inline]
    pub const fn new(io: Pin<&'a mut T>, cx: &'a mut Context<'b>) -> Self {
        Self { io, cx }
    }

    /// Returns a pinned mutable reference to what is lent.
    #[inline]
    pub fn get_pin_mut(&mut self) -> Pin<&mut T> {
        self.io.as_mut()
    }
}

impl<T: AsyncRead + ?Sized> io::Read for OnePoll<'_, '_, T> {
    #[inline]
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let mut buf = ReadBuf::new(buf);
        now(self.io.as_mut().poll_read(self.cx, buf.unfilled()))?;
        Ok(buf.len())
    }
}

impl<T: AsyncBufRead + ?Sized> io::BufRead for OnePoll<'_, '_, T> {
    #[inline]
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        now(self.io.as_mut().poll_fill_buf(self.cx))
    }

    #[inline]
    fn consume(&mut self, amount: usize) {
        self.io.as_mut().consume(amount);
    }
}

impl<T: AsyncWrite + ?Sized> io::Write for OnePoll<'_, '_, T> {
    #[inline]
    fn write(&mut self, buf: &[u8]) -> io::Result<usize> {
        now(self.io.as_mut().poll_write(self.cx, buf))
    }

    #[inline]
    fn flush(&mut self) -> io::Result<()> {
        now(self.io.as_mut().poll_flush(self.cx))
    }

    #[inline]
    fn write_vectored(&mut self, bufs: &[io::IoSlice<'_>]) -> io::Result<usize> {
        let bufs = IoSlice::from_std_slices(bufs);
        now(self.io.as_mut().poll_write_vectored(self.cx, bufs))
    }
}

impl<T: ?Sized> fmt::Debug for OnePoll<'_, '_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OnePoll").finish_non_exhaustive()
    }
}

#[inline]
fn now<T>(polled: Poll<Result<T>>) -> io::Result<T> {
    match to_std(polled) {
        Poll::Ready(result) => result,
        Poll::Pending => Err(io::ErrorKind::WouldBlock.into()),
    }
}

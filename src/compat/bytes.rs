//! Reading into `bytes::BufMut`.
//!
//! A part of room 5 of `docs/unsafe.md`. `BufMut` is an unsafe trait, so its implementations are held
//! to what it says: `chunk_mut` returns memory that `advance_mut` counts.

#![expect(unsafe_code, reason = "room 5: hands uninitialized memory over between two buffer types")]

use core::{
    future::poll_fn,
    pin::Pin,
    task::{Context, Poll},
};

use ::bytes::BufMut;

use crate::io::{AsyncRead, ReadBuf, Result};

/// Attempts to read bytes to the end of `buf`, and returns how many were read.
///
/// A buffer that grows, as `BytesMut` and `Vec<u8>`, offers what it has reserved, and grows by 64 bytes
/// or more if that is nothing: reserve what you expect. Nothing is zeroed.
///
/// A `BufMut` does not tell how much of it is initialized, so the init mark is forgotten between two
/// calls. [`read_buf`] keeps it while it waits.
///
/// # Return value
///
/// - `Ready(Ok(n))`: that many bytes were read. 0 is the end, or `buf` has no room
///   (`BufMut::has_remaining_mut`).
/// - `Ready(Err(_))`: nothing was read in this call.
/// - `Pending`: nothing was read, and the waker is woken when a new call can make progress.
///
/// # Errors
///
/// Returns what the reader fails with.
///
/// # Examples
///
/// ```
/// use async_interop::{compat::poll_read_buf, io::AsyncRead};
/// use bytes::BytesMut;
/// use std::{pin::Pin, task::{Context, Poll}};
///
/// struct Connection<T> {
///     transport: T,
///     received: BytesMut,
/// }
///
/// impl<T: AsyncRead + Unpin> Connection<T> {
///     fn poll_more(&mut self, cx: &mut Context<'_>) -> Poll<async_interop::io::Result<usize>> {
///         self.received.reserve(4096);
///         poll_read_buf(Pin::new(&mut self.transport), cx, &mut self.received)
///     }
/// }
/// # let mut connection = Connection { transport: &b"bytes"[..], received: BytesMut::new() };
/// # let cx = &mut Context::from_waker(std::task::Waker::noop());
/// # assert!(matches!(connection.poll_more(cx), Poll::Ready(Ok(5))));
/// # assert_eq!(connection.received, b"bytes"[..]);
/// ```
pub fn poll_read_buf<R, B>(
    reader: Pin<&mut R>,
    cx: &mut Context<'_>,
    buf: &mut B,
) -> Poll<Result<usize>>
where
    R: AsyncRead + ?Sized,
    B: BufMut + ?Sized,
{
    if !buf.has_remaining_mut() {
        return Poll::Ready(Ok(0));
    }
    let chunk = buf.chunk_mut();
    // SAFETY: our `ReadBuf` writes initialized bytes only: invariant 3 of its `Meta`.
    let mut read = ReadBuf::uninit(unsafe { chunk.as_uninit_slice_mut() });
    let polled = reader.poll_read(cx, read.unfilled());
    let n = read.len();
    // SAFETY: the first `n` bytes of the chunk are initialized: invariants 1 and 2 of `Meta`, and `read`
    // is still the buffer over the chunk, which a cursor cannot replace.
    unsafe { buf.advance_mut(n) };
    polled.map_ok(|()| n)
}

/// Reads bytes to the end of `buf`, and returns how many were read.
///
/// As [`poll_read_buf`], but what the reader has initialized is known from poll to poll: one that has
/// to initialize its memory does so once, however often it is pending.
///
/// # Return value
///
/// 0 is the end, or `buf` has no room.
///
/// # Errors
///
/// Returns what the reader fails with.
///
/// # Cancel safety
///
/// Cancel safe: if the future is dropped before it is ready, nothing was read.
///
/// # Examples
///
/// ```
/// use async_interop::compat::read_buf;
/// use bytes::BytesMut;
///
/// # futures::executor::block_on(async {
/// let (mut reader, mut received) = (&b"bytes"[..], BytesMut::with_capacity(4096));
/// while read_buf(&mut reader, &mut received).await? > 0 {}
/// assert_eq!(received, b"bytes"[..]);
/// # Ok::<(), async_interop::io::Error>(())
/// # })?;
/// # Ok::<(), async_interop::io::Error>(())
/// ```
pub async fn read_buf<R, B>(reader: &mut R, buf: &mut B) -> Result<usize>
where
    R: AsyncRead + Unpin + ?Sized,
    B: BufMut + ?Sized,
{
    if !buf.has_remaining_mut() {
        return Ok(0);
    }
    let chunk = buf.chunk_mut();
    // SAFETY: our `ReadBuf` writes initialized bytes only: invariant 3 of its `Meta`.
    let mut read = ReadBuf::uninit(unsafe { chunk.as_uninit_slice_mut() });
    let result = poll_fn(|cx| Pin::new(&mut *reader).poll_read(cx, read.unfilled())).await;
    let n = read.len();
    // SAFETY: as in `poll_read_buf`; `chunk` was borrowed all the time, so it is still the same.
    unsafe { buf.advance_mut(n) };
    result.map(|()| n)
}

//! Readers of each family that do what a closure says.

use std::{
    io,
    pin::Pin,
    task::{Context, Poll},
};

use async_interop::io::{self as ours, ReadCursor};

/// A reader of ours that does what the closure says.
pub(crate) struct Ours<F>(pub(crate) F);

impl<F> ours::AsyncRead for Ours<F>
where
    F: FnMut(ReadCursor<'_>) -> Poll<ours::Result<()>> + Unpin,
{
    fn poll_read(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
        buf: ReadCursor<'_>,
    ) -> Poll<ours::Result<()>> {
        (self.0)(buf)
    }
}

/// A reader of tokio's that does what the closure says.
pub(crate) struct Tokio<F>(pub(crate) F);

impl<F> tokio::io::AsyncRead for Tokio<F>
where
    F: FnMut(&mut tokio::io::ReadBuf<'_>) -> Poll<io::Result<()>> + Unpin,
{
    fn poll_read(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
        buf: &mut tokio::io::ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        (self.0)(buf)
    }
}

/// A reader of futures-io that does what the closure says.
pub(crate) struct Futures<F>(pub(crate) F);

impl<F> futures::io::AsyncRead for Futures<F>
where
    F: FnMut(&mut [u8]) -> Poll<io::Result<usize>> + Unpin,
{
    fn poll_read(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
        buf: &mut [u8],
    ) -> Poll<io::Result<usize>> {
        (self.0)(buf)
    }
}

/// A reader of hyper's that does what the closure says.
pub(crate) struct Hyper<F>(pub(crate) F);

impl<F> hyper::rt::Read for Hyper<F>
where
    F: FnMut(hyper::rt::ReadBufCursor<'_>) -> Poll<io::Result<()>> + Unpin,
{
    fn poll_read(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
        buf: hyper::rt::ReadBufCursor<'_>,
    ) -> Poll<io::Result<()>> {
        (self.0)(buf)
    }
}

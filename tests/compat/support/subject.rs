//! One interface to all adapters, for tables that run over them.

use std::{
    io,
    pin::Pin,
    task::{Context, Poll},
};

use async_interop::{
    compat::{FromFutures, FromHyper, FromTokio, IntoFutures, IntoHyper, IntoTokio},
    io::{self as ours, ReadBuf},
};

use super::Peer;

/// An adapter or two around a [`Peer`], whatever traits it has. Seeking differs too much: see
/// `seek`.
///
/// Errors are those of std, the only ones that all families can express.
pub(crate) trait Subject {
    fn peer(&mut self) -> &mut Peer;
    /// Whether there are `fill_buf` and `consume`.
    fn is_buffered(&self) -> bool {
        true
    }
    fn read(&mut self, cx: &mut Context<'_>, buf: &mut [u8]) -> Poll<io::Result<usize>>;
    fn fill_buf(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<Vec<u8>>>;
    fn consume(&mut self, amount: usize);
    fn write(&mut self, cx: &mut Context<'_>, buf: &[u8]) -> Poll<io::Result<usize>>;
    fn write_vectored(
        &mut self,
        cx: &mut Context<'_>,
        bufs: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>>;
    /// `None` where the family has no such query.
    fn is_write_vectored(&self) -> Option<bool>;
    fn flush(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<()>>;
    fn shutdown(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<()>>;
}

/// All adapters around `peer`, by name; the last three are round trips.
pub(crate) fn subjects(peer: impl Fn() -> Peer) -> [(&'static str, Box<dyn Subject>); 9] {
    [
        ("FromTokio", Box::new(GivesOurs(FromTokio::new(peer())))),
        ("FromFutures", Box::new(GivesOurs(FromFutures::new(peer())))),
        ("FromHyper", Box::new(GivesOurs(Unbuffered(FromHyper::new(peer()))))),
        ("IntoTokio", Box::new(IntoTokio::new(peer()))),
        ("IntoFutures", Box::new(IntoFutures::new(peer()))),
        ("IntoHyper", Box::new(IntoHyper::new(peer()))),
        ("tokio round trip", Box::new(GivesOurs(FromTokio::new(IntoTokio::new(peer()))))),
        ("futures round trip", Box::new(GivesOurs(FromFutures::new(IntoFutures::new(peer()))))),
        (
            "hyper round trip",
            Box::new(GivesOurs(Unbuffered(FromHyper::new(IntoHyper::new(peer()))))),
        ),
    ]
}

trait HasPeer {
    const BUFFERED: bool = true;

    fn peer(&mut self) -> &mut Peer;
}

impl HasPeer for Peer {
    fn peer(&mut self) -> &mut Peer {
        self
    }
}

impl<T: HasPeer> HasPeer for FromTokio<T> {
    fn peer(&mut self) -> &mut Peer {
        self.get_mut().peer()
    }
}

impl<T: HasPeer> HasPeer for IntoTokio<T> {
    fn peer(&mut self) -> &mut Peer {
        self.get_mut().peer()
    }
}

impl<T: HasPeer> HasPeer for FromFutures<T> {
    fn peer(&mut self) -> &mut Peer {
        self.get_mut().peer()
    }
}

impl<T: HasPeer> HasPeer for IntoFutures<T> {
    fn peer(&mut self) -> &mut Peer {
        self.get_mut().peer()
    }
}

impl<T: HasPeer> HasPeer for FromHyper<T> {
    fn peer(&mut self) -> &mut Peer {
        self.get_mut().peer()
    }
}

impl<T: HasPeer> HasPeer for IntoHyper<T> {
    fn peer(&mut self) -> &mut Peer {
        self.get_mut().peer()
    }
}

impl<T: HasPeer> HasPeer for Unbuffered<T> {
    const BUFFERED: bool = false;

    fn peer(&mut self) -> &mut Peer {
        self.0.peer()
    }
}

/// An adapter of a family without buffered reading.
struct Unbuffered<T>(T);

impl<T: ours::AsyncRead + Unpin> ours::AsyncRead for Unbuffered<T> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: ours::ReadCursor<'_>,
    ) -> Poll<ours::Result<()>> {
        Pin::new(&mut self.0).poll_read(cx, buf)
    }
}

impl<T: ours::AsyncRead + Unpin> ours::AsyncBufRead for Unbuffered<T> {
    fn poll_fill_buf(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<ours::Result<&[u8]>> {
        unreachable!("ask `is_buffered` first")
    }

    fn consume(self: Pin<&mut Self>, _: usize) {
        unreachable!("ask `is_buffered` first")
    }
}

impl<T: ours::AsyncWrite + Unpin> ours::AsyncWrite for Unbuffered<T> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &[u8],
    ) -> Poll<ours::Result<usize>> {
        Pin::new(&mut self.0).poll_write(cx, buf)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<ours::Result<()>> {
        Pin::new(&mut self.0).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<ours::Result<()>> {
        Pin::new(&mut self.0).poll_shutdown(cx)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &[ours::IoSlice<'_>],
    ) -> Poll<ours::Result<usize>> {
        Pin::new(&mut self.0).poll_write_vectored(cx, bufs)
    }

    fn is_write_vectored(&self) -> bool {
        self.0.is_write_vectored()
    }
}

struct GivesOurs<T>(T);

impl<T> Subject for GivesOurs<T>
where
    T: HasPeer + ours::AsyncBufRead + ours::AsyncWrite + Unpin,
{
    fn peer(&mut self) -> &mut Peer {
        self.0.peer()
    }

    fn is_buffered(&self) -> bool {
        T::BUFFERED
    }

    fn read(&mut self, cx: &mut Context<'_>, buf: &mut [u8]) -> Poll<io::Result<usize>> {
        let mut buf = ReadBuf::new(buf);
        let polled = ours::AsyncRead::poll_read(Pin::new(&mut self.0), cx, buf.unfilled());
        polled.map_ok(|()| buf.len()).map_err(Into::into)
    }

    fn fill_buf(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<Vec<u8>>> {
        Pin::new(&mut self.0).poll_fill_buf(cx).map_ok(<[u8]>::to_vec).map_err(Into::into)
    }

    fn consume(&mut self, amount: usize) {
        Pin::new(&mut self.0).consume(amount);
    }

    fn write(&mut self, cx: &mut Context<'_>, buf: &[u8]) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.0).poll_write(cx, buf).map_err(Into::into)
    }

    fn write_vectored(
        &mut self,
        cx: &mut Context<'_>,
        bufs: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let bufs = ours::IoSlice::from_std_slices(bufs);
        Pin::new(&mut self.0).poll_write_vectored(cx, bufs).map_err(Into::into)
    }

    fn is_write_vectored(&self) -> Option<bool> {
        Some(self.0.is_write_vectored())
    }

    fn flush(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_flush(cx).map_err(Into::into)
    }

    fn shutdown(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_shutdown(cx).map_err(Into::into)
    }
}

impl Subject for IntoTokio<Peer> {
    fn peer(&mut self) -> &mut Peer {
        self.get_mut()
    }

    fn read(&mut self, cx: &mut Context<'_>, buf: &mut [u8]) -> Poll<io::Result<usize>> {
        let mut buf = tokio::io::ReadBuf::new(buf);
        let polled = tokio::io::AsyncRead::poll_read(Pin::new(self), cx, &mut buf);
        polled.map_ok(|()| buf.filled().len())
    }

    fn fill_buf(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<Vec<u8>>> {
        tokio::io::AsyncBufRead::poll_fill_buf(Pin::new(self), cx).map_ok(<[u8]>::to_vec)
    }

    fn consume(&mut self, amount: usize) {
        tokio::io::AsyncBufRead::consume(Pin::new(self), amount);
    }

    fn write(&mut self, cx: &mut Context<'_>, buf: &[u8]) -> Poll<io::Result<usize>> {
        tokio::io::AsyncWrite::poll_write(Pin::new(self), cx, buf)
    }

    fn write_vectored(
        &mut self,
        cx: &mut Context<'_>,
        bufs: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        tokio::io::AsyncWrite::poll_write_vectored(Pin::new(self), cx, bufs)
    }

    fn is_write_vectored(&self) -> Option<bool> {
        Some(tokio::io::AsyncWrite::is_write_vectored(self))
    }

    fn flush(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        tokio::io::AsyncWrite::poll_flush(Pin::new(self), cx)
    }

    fn shutdown(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        tokio::io::AsyncWrite::poll_shutdown(Pin::new(self), cx)
    }
}

impl Subject for IntoFutures<Peer> {
    fn peer(&mut self) -> &mut Peer {
        self.get_mut()
    }

    fn read(&mut self, cx: &mut Context<'_>, buf: &mut [u8]) -> Poll<io::Result<usize>> {
        futures::io::AsyncRead::poll_read(Pin::new(self), cx, buf)
    }

    fn fill_buf(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<Vec<u8>>> {
        futures::io::AsyncBufRead::poll_fill_buf(Pin::new(self), cx).map_ok(<[u8]>::to_vec)
    }

    fn consume(&mut self, amount: usize) {
        futures::io::AsyncBufRead::consume(Pin::new(self), amount);
    }

    fn write(&mut self, cx: &mut Context<'_>, buf: &[u8]) -> Poll<io::Result<usize>> {
        futures::io::AsyncWrite::poll_write(Pin::new(self), cx, buf)
    }

    fn write_vectored(
        &mut self,
        cx: &mut Context<'_>,
        bufs: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        futures::io::AsyncWrite::poll_write_vectored(Pin::new(self), cx, bufs)
    }

    fn is_write_vectored(&self) -> Option<bool> {
        None
    }

    fn flush(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        futures::io::AsyncWrite::poll_flush(Pin::new(self), cx)
    }

    fn shutdown(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        futures::io::AsyncWrite::poll_close(Pin::new(self), cx)
    }
}

impl Subject for IntoHyper<Peer> {
    fn peer(&mut self) -> &mut Peer {
        self.get_mut()
    }

    fn is_buffered(&self) -> bool {
        false
    }

    fn read(&mut self, cx: &mut Context<'_>, buf: &mut [u8]) -> Poll<io::Result<usize>> {
        let mut buf = hyper::rt::ReadBuf::new(buf);
        let polled = hyper::rt::Read::poll_read(Pin::new(self), cx, buf.unfilled());
        polled.map_ok(|()| buf.filled().len())
    }

    fn fill_buf(&mut self, _: &mut Context<'_>) -> Poll<io::Result<Vec<u8>>> {
        unreachable!("ask `is_buffered` first")
    }

    fn consume(&mut self, _: usize) {
        unreachable!("ask `is_buffered` first")
    }

    fn write(&mut self, cx: &mut Context<'_>, buf: &[u8]) -> Poll<io::Result<usize>> {
        hyper::rt::Write::poll_write(Pin::new(self), cx, buf)
    }

    fn write_vectored(
        &mut self,
        cx: &mut Context<'_>,
        bufs: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        hyper::rt::Write::poll_write_vectored(Pin::new(self), cx, bufs)
    }

    fn is_write_vectored(&self) -> Option<bool> {
        Some(hyper::rt::Write::is_write_vectored(self))
    }

    fn flush(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        hyper::rt::Write::poll_flush(Pin::new(self), cx)
    }

    fn shutdown(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        hyper::rt::Write::poll_shutdown(Pin::new(self), cx)
    }
}

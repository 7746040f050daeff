//! Adapters whose types are forgotten.

use std::{
    pin::Pin,
    task::{Context, Poll},
};

use async_interop::{
    conformance::{
        self, SendDuplex, SendRead, SendWrite,
        harness::Peer,
        reference::{self, Pipe},
    },
    io::{self, AsyncRead, AsyncWrite, ErrorKind, IoSlice, ReadCursor, Result},
};

use crate::oddballs::fixture::CAPACITY;

/// What reads from a pipe far below.
pub(super) trait Readable: AsyncRead + Send {
    /// Returns the pipe, to let it fail.
    fn pipe(&self) -> &Pipe;
}

/// What reads from a pipe far below, and writes to it.
pub(super) trait Whole: Readable + AsyncWrite {}

impl<T: Readable + AsyncWrite> Whole for T {}

/// Makes readers.
pub(super) struct Readers(pub(super) fn(Pipe) -> Pin<Box<dyn Readable>>);

impl conformance::Source for Readers {
    type Reader = Pin<Box<dyn Readable>>;
    type Feeder = Pipe;

    fn open(&mut self) -> (Self::Reader, Pipe) {
        let (reader, feeder) = reference::pipe(CAPACITY);
        ((self.0)(reader), feeder)
    }

    fn inject(&mut self, reader: Pin<&mut Self::Reader>, kind: ErrorKind) {
        reader.pipe().fail_read(kind);
    }

    fn send(&mut self, reader: Self::Reader) -> Option<SendRead> {
        Some(Box::pin(reader))
    }

    fn send_feeder(&mut self, feeder: Pipe) -> Option<SendWrite> {
        Some(Box::pin(feeder))
    }
}

/// Makes connections of which both ends are wrapped.
pub(super) struct Connections {
    pub(super) wrap: fn(Pipe) -> Pin<Box<dyn Whole>>,
    pub(super) over: fn(Peer) -> Pin<Box<dyn AsyncWrite>>,
}

impl conformance::Duplex for Connections {
    type Io = Pin<Box<dyn Whole>>;

    fn pair(&mut self) -> (Self::Io, Self::Io) {
        let (left, right) = reference::pipe(CAPACITY);
        ((self.wrap)(left), (self.wrap)(right))
    }

    fn pair_of(&mut self, capacity: usize) -> Option<(Self::Io, Self::Io)> {
        let (left, right) = reference::pipe(capacity);
        Some(((self.wrap)(left), (self.wrap)(right)))
    }

    fn inject_read(&mut self, io: Pin<&mut Self::Io>, kind: ErrorKind) {
        io.pipe().fail_read(kind);
    }

    fn inject_write(&mut self, io: Pin<&mut Self::Io>, kind: ErrorKind) {
        io.pipe().fail_write(kind);
    }

    fn over(&mut self, peer: Peer) -> Option<Pin<Box<dyn AsyncWrite>>> {
        Some((self.over)(peer))
    }

    fn split(&mut self, io: Self::Io) -> Option<conformance::Split<Self::Io>> {
        let (reader, writer) = io::split(io);
        Some(conformance::Split::new(reader, writer, |reader, writer| reader.reunite(writer).ok()))
    }

    fn copy(&mut self, mut from: Peer, mut to: Peer) -> Option<conformance::Copying> {
        Some(Box::pin(async move { io::copy(&mut from, &mut to).await }))
    }

    fn send(&mut self, io: Self::Io) -> Option<Pin<Box<dyn SendDuplex>>> {
        Some(Box::pin(io))
    }
}

/// Forgets the type of `io`; `pipe` finds what is far below.
pub(super) fn erased<T>(io: T, pipe: fn(&T) -> &Pipe) -> Pin<Box<dyn Whole>>
where
    T: AsyncRead + AsyncWrite + Send + Unpin + 'static,
{
    Box::pin(Known { io, pipe })
}

/// As [`erased`], for what can only be read.
pub(super) fn erased_reader<T>(io: T, pipe: fn(&T) -> &Pipe) -> Pin<Box<dyn Readable>>
where
    T: AsyncRead + Send + Unpin + 'static,
{
    Box::pin(Known { io, pipe })
}

struct Known<T> {
    io: T,
    pipe: fn(&T) -> &Pipe,
}

impl<T: AsyncRead + Send + Unpin> Readable for Known<T> {
    fn pipe(&self) -> &Pipe {
        (self.pipe)(&self.io)
    }
}

impl<T: AsyncRead + Unpin> AsyncRead for Known<T> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: ReadCursor<'_>,
    ) -> Poll<Result<()>> {
        Pin::new(&mut self.io).poll_read(cx, buf)
    }
}

impl<T: AsyncWrite + Unpin> AsyncWrite for Known<T> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &[u8],
    ) -> Poll<Result<usize>> {
        Pin::new(&mut self.io).poll_write(cx, buf)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        Pin::new(&mut self.io).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        Pin::new(&mut self.io).poll_shutdown(cx)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &[IoSlice<'_>],
    ) -> Poll<Result<usize>> {
        Pin::new(&mut self.io).poll_write_vectored(cx, bufs)
    }

    fn is_write_vectored(&self) -> bool {
        self.io.is_write_vectored()
    }
}

//! Our own adapters of `io`, over the reference pipe and over inner types that are awkward.
//!
//! The fixtures are generic over the inner type: any wrapper of the oddballs fits.

use std::{
    marker::PhantomData,
    pin::Pin,
    task::{Context, Poll},
};

use async_interop::{
    conformance::{
        self, BufSource, SendDuplex, SendRead, SendWrite, Unbuffered,
        harness::Peer,
        reference::{self, Pipe},
    },
    io::{
        self, AsyncBufRead, AsyncRead, AsyncReadExt as _, AsyncWrite, BufReader, BufWriter, Chain,
        Empty, ErrorKind, IoSlice, LineWriter, ReadCursor, ReadHalf, Result, Take, WriteHalf,
    },
};

use crate::oddballs::{
    fixture::{CAPACITY, Wrapper},
    one_byte::OneByte,
    pends_first::PendsFirst,
    wakes_twice::WakesTwice,
};

/// The pipe as it is.
impl Wrapper for Pipe {
    fn wrap(pipe: Pipe) -> Self {
        pipe
    }

    fn pipe(&self) -> &Pipe {
        self
    }
}

/// Makes readers with a small buffer.
struct Reading<W>(PhantomData<W>);

impl<W: Wrapper + Unpin> BufSource for Reading<W> {
    type Reader = BufReader<W, [u8; 7]>;
    type Feeder = Pipe;

    fn open(&mut self) -> (Self::Reader, Pipe) {
        let (reader, feeder) = reference::pipe(CAPACITY);
        (BufReader::with_buffer(W::wrap(reader), [0; 7]), feeder)
    }

    fn inject(&mut self, reader: Pin<&mut Self::Reader>, kind: ErrorKind) {
        reader.get_ref().pipe().fail_read(kind);
    }

    fn over(&mut self, peer: Peer) -> Option<Pin<Box<dyn AsyncBufRead>>> {
        Some(Box::pin(BufReader::with_buffer(peer, [0; 7])))
    }

    fn send(&mut self, reader: Self::Reader) -> Option<SendRead> {
        Some(Box::pin(reader))
    }

    fn send_feeder(&mut self, feeder: Pipe) -> Option<SendWrite> {
        Some(Box::pin(feeder))
    }
}

/// Makes readers with a limit that they never come to.
struct Limited<W>(PhantomData<W>);

impl<W: Wrapper + Unpin> conformance::Source for Limited<W> {
    type Reader = Take<W>;
    type Feeder = Pipe;

    fn open(&mut self) -> (Self::Reader, Pipe) {
        let (reader, feeder) = reference::pipe(CAPACITY);
        (W::wrap(reader).take(u64::MAX), feeder)
    }

    fn inject(&mut self, reader: Pin<&mut Self::Reader>, kind: ErrorKind) {
        reader.get_ref().pipe().fail_read(kind);
    }

    fn send(&mut self, reader: Self::Reader) -> Option<SendRead> {
        Some(Box::pin(reader))
    }

    fn send_feeder(&mut self, feeder: Pipe) -> Option<SendWrite> {
        Some(Box::pin(feeder))
    }
}

/// Makes readers that have the bytes from the middle of a chain.
struct Chained<W>(PhantomData<W>);

impl<W: Wrapper + Unpin> conformance::Source for Chained<W> {
    type Reader = Chain<Chain<Empty, W>, Empty>;
    type Feeder = Pipe;

    fn open(&mut self) -> (Self::Reader, Pipe) {
        let (reader, feeder) = reference::pipe(CAPACITY);
        (io::empty().chain(W::wrap(reader)).chain(io::empty()), feeder)
    }

    fn inject(&mut self, reader: Pin<&mut Self::Reader>, kind: ErrorKind) {
        reader.get_ref().0.get_ref().1.pipe().fail_read(kind);
    }

    fn send(&mut self, reader: Self::Reader) -> Option<SendRead> {
        Some(Box::pin(reader))
    }

    fn send_feeder(&mut self, feeder: Pipe) -> Option<SendWrite> {
        Some(Box::pin(feeder))
    }
}

/// Makes writers with a small buffer.
struct Writing<W>(PhantomData<W>);

impl<W: Wrapper + Unpin> conformance::Sink for Writing<W> {
    type Writer = BufWriter<W, [u8; 7]>;
    type Drain = Pipe;

    fn open(&mut self) -> (Self::Writer, Pipe) {
        let (writer, drain) = reference::pipe(CAPACITY);
        (BufWriter::with_buffer(W::wrap(writer), [0; 7]), drain)
    }

    fn inject(&mut self, writer: Pin<&mut Self::Writer>, kind: ErrorKind) {
        writer.get_ref().pipe().fail_write(kind);
    }

    fn over(&mut self, peer: Peer) -> Option<Pin<Box<dyn AsyncWrite>>> {
        Some(Box::pin(BufWriter::with_buffer(peer, [0; 7])))
    }

    fn send(&mut self, writer: Self::Writer) -> Option<SendWrite> {
        Some(Box::pin(writer))
    }

    fn send_drain(&mut self, drain: Pipe) -> Option<SendRead> {
        Some(Box::pin(drain))
    }
}

/// Makes line writers with a small buffer.
struct Lines<W>(PhantomData<W>);

impl<W: Wrapper + Unpin> conformance::Sink for Lines<W> {
    type Writer = LineWriter<W, [u8; 7]>;
    type Drain = Pipe;

    fn open(&mut self) -> (Self::Writer, Pipe) {
        let (writer, drain) = reference::pipe(CAPACITY);
        (LineWriter::with_buffer(W::wrap(writer), [0; 7]), drain)
    }

    fn inject(&mut self, writer: Pin<&mut Self::Writer>, kind: ErrorKind) {
        writer.get_ref().pipe().fail_write(kind);
    }

    fn over(&mut self, peer: Peer) -> Option<Pin<Box<dyn AsyncWrite>>> {
        Some(Box::pin(LineWriter::with_buffer(peer, [0; 7])))
    }

    fn send(&mut self, writer: Self::Writer) -> Option<SendWrite> {
        Some(Box::pin(writer))
    }

    fn send_drain(&mut self, drain: Pipe) -> Option<SendRead> {
        Some(Box::pin(drain))
    }
}

/// Makes connections with both buffers at both ends.
struct Both<W>(PhantomData<W>);

type Buffered<W> = BufReader<BufWriter<W, [u8; 7]>, [u8; 7]>;

fn buffered<W: Wrapper>(pipe: Pipe) -> Buffered<W> {
    BufReader::with_buffer(BufWriter::with_buffer(W::wrap(pipe), [0; 7]), [0; 7])
}

impl<W: Wrapper + Unpin> conformance::Duplex for Both<W> {
    type Io = Buffered<W>;

    fn pair(&mut self) -> (Self::Io, Self::Io) {
        let (left, right) = reference::pipe(CAPACITY);
        (buffered(left), buffered(right))
    }

    fn inject_read(&mut self, io: Pin<&mut Self::Io>, kind: ErrorKind) {
        io.get_ref().get_ref().pipe().fail_read(kind);
    }

    fn inject_write(&mut self, io: Pin<&mut Self::Io>, kind: ErrorKind) {
        io.get_ref().get_ref().pipe().fail_write(kind);
    }

    fn over(&mut self, peer: Peer) -> Option<Pin<Box<dyn AsyncWrite>>> {
        Some(Box::pin(BufReader::with_buffer(BufWriter::with_buffer(peer, [0; 7]), [0; 7])))
    }

    fn send(&mut self, io: Self::Io) -> Option<Pin<Box<dyn SendDuplex>>> {
        Some(Box::pin(io))
    }
}

/// The halves of one end, side by side.
pub(crate) struct Halves<W>(ReadHalf<W>, WriteHalf<W>);

impl<W: AsyncRead> AsyncRead for Halves<W> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: ReadCursor<'_>,
    ) -> Poll<Result<()>> {
        Pin::new(&mut self.0).poll_read(cx, buf)
    }
}

impl<W: AsyncWrite> AsyncWrite for Halves<W> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &[u8],
    ) -> Poll<Result<usize>> {
        Pin::new(&mut self.1).poll_write(cx, buf)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        Pin::new(&mut self.1).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        Pin::new(&mut self.1).poll_shutdown(cx)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &[IoSlice<'_>],
    ) -> Poll<Result<usize>> {
        Pin::new(&mut self.1).poll_write_vectored(cx, bufs)
    }

    fn is_write_vectored(&self) -> bool {
        self.1.is_write_vectored()
    }
}

/// Makes connections whose ends are split.
struct Split<W>(PhantomData<W>);

impl<W: Wrapper> conformance::Duplex for Split<W> {
    type Io = Halves<W>;

    fn pair(&mut self) -> (Self::Io, Self::Io) {
        let (left, right) = reference::pipe(CAPACITY);
        let [left, right] = [left, right].map(|pipe| {
            let (reader, writer) = io::split(W::wrap(pipe));
            Halves(reader, writer)
        });
        (left, right)
    }

    fn over(&mut self, peer: Peer) -> Option<Pin<Box<dyn AsyncWrite>>> {
        Some(Box::pin(io::split(peer).1))
    }

    fn send(&mut self, io: Self::Io) -> Option<Pin<Box<dyn SendDuplex>>> {
        Some(Box::pin(io))
    }
}

/// Makes the subjects of one inner type. What it does to a pipe, it does below every adapter.
macro_rules! over {
    ($name:ident, $inner:ty) => {
        mod $name {
            use super::*;

            conformance::source!(
                buf_reader,
                Unbuffered(Reading::<$inner>(PhantomData)),
                capabilities [adapter, eof, eof_on_drop, inject, send]
            );
            conformance::buf_source!(
                buf_reader_itself,
                Reading::<$inner>(PhantomData),
                capabilities [adapter, eof, inject, buffer = 7]
            );
            conformance::source!(
                take,
                Limited::<$inner>(PhantomData),
                capabilities [adapter, eof, eof_on_drop, inject, send, capacity = 64]
            );
            conformance::source!(
                chain,
                Chained::<$inner>(PhantomData),
                capabilities [adapter, eof, eof_on_drop, inject, send, capacity = 64]
            );
            conformance::sink!(
                buf_writer,
                Writing::<$inner>(PhantomData),
                capabilities [adapter, half_close, eof_on_drop, inject, send, vectored]
            );
            conformance::sink!(
                line_writer,
                Lines::<$inner>(PhantomData),
                capabilities [adapter, half_close, eof_on_drop, inject, send]
            );
            conformance::duplex!(
                both_buffers,
                Both::<$inner>(PhantomData),
                capabilities [adapter, half_close, eof, eof_on_drop, inject, send, vectored]
            );
            conformance::duplex!(
                split,
                Split::<$inner>(PhantomData),
                capabilities [adapter, half_close, eof, eof_on_drop, send, capacity = 64]
            );
        }
    };
}

over!(reference_pipe, Pipe);
over!(one_byte, OneByte);
over!(pends_first, PendsFirst);
over!(wakes_twice, WakesTwice);

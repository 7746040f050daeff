//! The adapters of `io`, over the reference pipe and over inner types that are awkward.

use std::{
    marker::PhantomData,
    pin::Pin,
    task::{Context, Poll},
};

use async_interop::{
    conformance::{
        self, BufSource, SendRead, SendWrite,
        harness::Peer,
        reference::{self, Pipe},
    },
    io::{
        self, AsyncBufRead, AsyncRead, AsyncReadExt as _, AsyncWrite, BufReader, BufWriter,
        ErrorKind, IoSlice, LineWriter, ReadCursor, ReadHalf, Result, WriteHalf,
    },
};

use super::erased::{Connections, Readers, erased, erased_reader};
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

/// Makes readers with a small buffer, for the suite of the buffer itself.
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

/// The halves of one end, side by side.
struct Halves<W>(ReadHalf<W>, WriteHalf<W>);

impl<W: AsyncRead + AsyncWrite> From<W> for Halves<W> {
    fn from(io: W) -> Self {
        let (reader, writer) = io::split(io);
        Self(reader, writer)
    }
}

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

/// Everything goes through a `&mut W`.
struct Borrowing<W>(W);

impl<W: AsyncRead + Unpin> AsyncRead for Borrowing<W> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: ReadCursor<'_>,
    ) -> Poll<Result<()>> {
        Pin::new(&mut &mut self.0).poll_read(cx, buf)
    }
}

impl<W: AsyncWrite + Unpin> AsyncWrite for Borrowing<W> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &[u8],
    ) -> Poll<Result<usize>> {
        Pin::new(&mut &mut self.0).poll_write(cx, buf)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        Pin::new(&mut &mut self.0).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        Pin::new(&mut &mut self.0).poll_shutdown(cx)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &[IoSlice<'_>],
    ) -> Poll<Result<usize>> {
        Pin::new(&mut &mut self.0).poll_write_vectored(cx, bufs)
    }

    fn is_write_vectored(&self) -> bool {
        (&self.0 as &dyn AsyncWrite).is_write_vectored()
    }
}

/// Makes the subjects of one inner type. What it does to a pipe, it does below every adapter.
///
/// `vectored` stands where the inner type is.
macro_rules! over {
    ($name:ident, $inner:ty $(, $vectored:ident)?) => {
        mod $name {
            use super::*;

            type Inner = $inner;

            fn inner(pipe: Pipe) -> Inner {
                Inner::wrap(pipe)
            }

            conformance::source!(
                take,
                Readers(|pipe| {
                    erased_reader(inner(pipe).take(u64::MAX), |io| io.get_ref().pipe())
                }),
                capabilities [adapter, eof, eof_on_drop, inject, send, capacity = 64]
            );
            conformance::source!(
                chain,
                Readers(|pipe| {
                    let chain = io::empty().chain(inner(pipe)).chain(io::empty());
                    erased_reader(chain, |io| io.get_ref().0.get_ref().1.pipe())
                }),
                capabilities [adapter, eof, eof_on_drop, inject, send, capacity = 64]
            );
            conformance::buf_source!(
                buf_reader_itself,
                Reading::<$inner>(PhantomData),
                capabilities [adapter, eof, inject, buffer = 7]
            );
            conformance::duplex!(
                buf_reader,
                Connections {
                    wrap: |pipe| {
                        let reader = BufReader::with_buffer(inner(pipe), [0; 7]);
                        erased(reader, |io| io.get_ref().pipe())
                    },
                    over: |peer| Box::pin(BufReader::with_buffer(peer, [0; 7])),
                },
                capabilities
                    [adapter, half_close, eof, eof_on_drop, inject, send $(, $vectored)?]
            );
            conformance::duplex!(
                buf_writer,
                Connections {
                    wrap: |pipe| {
                        let writer = BufWriter::with_buffer(inner(pipe), [0; 7]);
                        erased(writer, |io| io.get_ref().pipe())
                    },
                    over: |peer| Box::pin(BufWriter::with_buffer(peer, [0; 7])),
                },
                capabilities [adapter, half_close, eof, eof_on_drop, inject, send, vectored]
            );
            conformance::duplex!(
                line_writer,
                Connections {
                    wrap: |pipe| {
                        let writer = LineWriter::with_buffer(inner(pipe), [0; 7]);
                        erased(writer, |io| io.get_ref().pipe())
                    },
                    over: |peer| Box::pin(LineWriter::with_buffer(peer, [0; 7])),
                },
                capabilities [adapter, half_close, eof, eof_on_drop, inject, send]
            );
            conformance::duplex!(
                both_buffers,
                Connections {
                    wrap: |pipe| {
                        let writer = BufWriter::with_buffer(inner(pipe), [0; 7]);
                        let both = BufReader::with_buffer(writer, [0; 7]);
                        erased(both, |io| io.get_ref().get_ref().pipe())
                    },
                    over: |peer| {
                        let writer = BufWriter::with_buffer(peer, [0; 7]);
                        Box::pin(BufReader::with_buffer(writer, [0; 7]))
                    },
                },
                capabilities [adapter, half_close, eof, eof_on_drop, inject, send, vectored]
            );
            // Its halves keep the pipe to themselves, so it cannot be made to fail.
            conformance::duplex!(
                split,
                Connections {
                    wrap: |pipe| erased(Halves::from(inner(pipe)), |_| unreachable!("no `inject`")),
                    over: |peer| Box::pin(io::split(peer).1),
                },
                capabilities [
                    adapter, half_close, eof, eof_on_drop, send, split, copy, capacity = 64
                    $(, $vectored)?
                ]
            );
            conformance::duplex!(
                pinned_box,
                Connections {
                    wrap: |pipe| erased(Box::pin(inner(pipe)), |io| io.pipe()),
                    over: |peer| Box::pin(Box::pin(peer)),
                },
                capabilities [
                    adapter, half_close, eof, eof_on_drop, inject, send, capacity = 64
                    $(, $vectored)?
                ]
            );
            conformance::duplex!(
                borrowed_box,
                Connections {
                    wrap: |pipe| erased(Borrowing(Box::new(inner(pipe))), |io| io.0.pipe()),
                    over: |peer| Box::pin(Borrowing(Box::new(peer))),
                },
                capabilities [
                    adapter, half_close, eof, eof_on_drop, inject, send, capacity = 64
                    $(, $vectored)?
                ]
            );
        }
    };
}

over!(reference_pipe, Pipe, vectored);
over!(one_byte, OneByte);
over!(pends_first, PendsFirst, vectored);
over!(wakes_twice, WakesTwice, vectored);

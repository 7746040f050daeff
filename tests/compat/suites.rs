//! The conformance suites over the round trips: what a pipe or a stream of ours does must survive
//! them.
//!
//! Types of the ecosystems themselves are subjects of the matrix.

use std::pin::Pin;

use async_interop::{
    compat::{FromFutures, FromHyper, FromTokio, IntoFutures, IntoHyper, IntoTokio},
    conformance::{
        self, Adapted, Adapter, BufSource, Seekable, SendDuplex, SendRead, SendStream, SendWrite,
        harness::{Inner, Peer},
        reference,
    },
    io::{AsyncBufRead, AsyncWrite, BufReader, ErrorKind},
};

macro_rules! round_trip {
    ($fixture:ident, $from:ident, $into:ident) => {
        struct $fixture;

        impl conformance::Duplex for $fixture {
            type Io = $from<$into<reference::Pipe>>;

            fn pair(&mut self) -> (Self::Io, Self::Io) {
                let (a, b) = reference::pipe(64);
                ($from::new($into::new(a)), $from::new($into::new(b)))
            }

            fn inject_read(&mut self, io: Pin<&mut Self::Io>, kind: ErrorKind) {
                io.get_ref().get_ref().fail_read(kind);
            }

            fn inject_write(&mut self, io: Pin<&mut Self::Io>, kind: ErrorKind) {
                io.get_ref().get_ref().fail_write(kind);
            }

            fn send(&mut self, io: Self::Io) -> Option<Pin<Box<dyn SendDuplex>>> {
                Some(Box::pin(io))
            }
        }

        impl conformance::Source for $fixture {
            type Reader = $from<$into<reference::Pipe>>;
            type Feeder = reference::Pipe;

            fn open(&mut self) -> (Self::Reader, Self::Feeder) {
                let (reader, feeder) = reference::pipe(1 << 16);
                ($from::new($into::new(reader)), feeder)
            }

            fn inject(&mut self, reader: Pin<&mut Self::Reader>, kind: ErrorKind) {
                reader.get_ref().get_ref().fail_read(kind);
            }

            fn send(&mut self, reader: Self::Reader) -> Option<SendRead> {
                Some(Box::pin(reader))
            }

            fn send_feeder(&mut self, feeder: Self::Feeder) -> Option<SendWrite> {
                Some(Box::pin(feeder))
            }
        }
    };
}

round_trip!(Tokio, FromTokio, IntoTokio);
round_trip!(Futures, FromFutures, IntoFutures);
round_trip!(Hyper, FromHyper, IntoHyper);

conformance::duplex!(
    tokio_duplex,
    Tokio,
    capabilities [half_close, eof, eof_on_drop, inject, send, vectored, capacity = 64]
);
conformance::source!(
    tokio_source,
    Tokio,
    capabilities [adapter, eof, eof_on_drop, inject, send, capacity = 65536]
);
conformance::duplex!(
    hyper_duplex,
    Hyper,
    capabilities [half_close, eof, eof_on_drop, inject, send, vectored, capacity = 64]
);
conformance::source!(
    hyper_source,
    Hyper,
    capabilities [adapter, eof, eof_on_drop, inject, send, capacity = 65536]
);
// Without `vectored`: futures-io cannot say that a type is.
conformance::duplex!(
    futures_duplex,
    Futures,
    capabilities [half_close, eof, eof_on_drop, inject, send, capacity = 64]
);
conformance::source!(
    futures_source,
    Futures,
    capabilities [adapter, eof, eof_on_drop, inject, send, capacity = 65536]
);

/// Readers and files behind both directions of a family.
macro_rules! buffered_and_seekable {
    ($fixture:ident, $from:ident, $into:ident) => {
        impl BufSource for $fixture {
            type Reader = $from<$into<reference::LaneReader>>;
            type Feeder = reference::LaneWriter;

            fn open(&mut self) -> (Self::Reader, Self::Feeder) {
                let (reader, feeder) = reference::lane(16);
                ($from::new($into::new(reader)), feeder)
            }

            fn inject(&mut self, reader: Pin<&mut Self::Reader>, kind: ErrorKind) {
                reader.get_ref().get_ref().fail_read(kind);
            }

            fn over(&mut self, peer: Peer) -> Option<Pin<Box<dyn AsyncBufRead>>> {
                Some(Box::pin($from::new($into::new(BufReader::new(peer)))))
            }
        }

        impl Seekable for $fixture {
            type Object = $from<$into<reference::File>>;

            fn open(&mut self, bytes: &[u8]) -> Self::Object {
                $from::new($into::new(reference::File::new(bytes.to_vec())))
            }

            fn writer<'a>(
                &mut self,
                object: Pin<&'a mut Self::Object>,
            ) -> Option<Pin<&'a mut (dyn AsyncWrite + 'a)>> {
                Some(object)
            }

            fn unseekable(&mut self, bytes: &[u8]) -> Option<Self::Object> {
                Some($from::new($into::new(reference::File::pipe(bytes.to_vec()))))
            }
        }
    };
}

buffered_and_seekable!(Tokio, FromTokio, IntoTokio);
buffered_and_seekable!(Futures, FromFutures, IntoFutures);

conformance::buf_source!(
    tokio_buf_source,
    Tokio,
    capabilities [adapter, eof, inject, pipe, buffer = 16]
);
conformance::seekable!(tokio_seekable, Tokio, capabilities [write, sparse, unseekable]);
conformance::buf_source!(
    futures_buf_source,
    Futures,
    capabilities [adapter, eof, inject, pipe, buffer = 16]
);
conformance::seekable!(futures_seekable, Futures, capabilities [write, sparse, unseekable]);

/// A stream as one of futures, and that as one of ours.
struct Streams;

impl Adapter for Streams {
    type Stream = FromFutures<IntoFutures<Inner>>;

    fn wrap(&mut self, inner: Inner) -> Self::Stream {
        FromFutures::new(IntoFutures::new(inner))
    }

    fn send(&mut self, stream: Self::Stream) -> Option<SendStream> {
        Some(SendStream::new(stream))
    }
}

// Without `fused`: a stream of futures may begin anew.
conformance::stream!(
    futures_stream,
    Adapted(Streams),
    capabilities [adapter, finite, send, send_xt]
);

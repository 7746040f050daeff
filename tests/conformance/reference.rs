//! The reference implementations.

use std::pin::Pin;

use async_interop::{
    conformance::{
        self, Adapted, Adapter, BufSource, Copying, Feed, Producer, Seekable, SendDuplex, SendRead,
        SendStream, SendWrite, Split, Unbuffered,
        harness::{Inner, Peer, Token, Yielded},
        reference,
    },
    io::{self, AsyncWrite, ErrorKind, ReadHalf},
    stream::FusedStream as _,
};

/// Makes reference pipes.
struct Pipe;

impl conformance::Duplex for Pipe {
    type Io = reference::Pipe;

    fn pair(&mut self) -> (Self::Io, Self::Io) {
        reference::pipe(64)
    }

    fn inject_read(&mut self, io: Pin<&mut Self::Io>, kind: ErrorKind) {
        io.fail_read(kind);
    }

    fn inject_write(&mut self, io: Pin<&mut Self::Io>, kind: ErrorKind) {
        io.fail_write(kind);
    }

    fn pair_of(&mut self, capacity: usize) -> Option<(Self::Io, Self::Io)> {
        Some(reference::pipe(capacity))
    }

    fn split(&mut self, io: Self::Io) -> Option<Split<Self::Io>> {
        let (reader, writer) = io::split(io);
        Some(Split::new(reader, writer, |reader: ReadHalf<_>, writer| reader.reunite(writer).ok()))
    }

    fn copy(&mut self, mut from: Peer, mut to: Peer) -> Option<Copying> {
        Some(Box::pin(async move { io::copy(&mut from, &mut to).await }))
    }

    fn send(&mut self, io: Self::Io) -> Option<Pin<Box<dyn SendDuplex>>> {
        Some(Box::pin(io))
    }
}

conformance::duplex!(
    reference_pipe,
    Pipe,
    capabilities [
        half_close, eof, eof_on_drop, inject, send, split, copy, vectored, capacity = 64
    ]
);

/// Makes reference pipes whose reader is wrapped in a box, which is an adapter.
struct BoxedPipe;

impl conformance::Source for BoxedPipe {
    type Reader = Box<reference::Pipe>;
    type Feeder = reference::Pipe;

    fn open(&mut self) -> (Self::Reader, Self::Feeder) {
        let (reader, feeder) = reference::pipe(64);
        (Box::new(reader), feeder)
    }

    fn inject(&mut self, reader: Pin<&mut Self::Reader>, kind: ErrorKind) {
        reader.fail_read(kind);
    }

    fn send(&mut self, reader: Self::Reader) -> Option<SendRead> {
        Some(Box::pin(reader))
    }

    fn send_feeder(&mut self, feeder: Self::Feeder) -> Option<SendWrite> {
        Some(Box::pin(feeder))
    }
}

conformance::source!(
    boxed_pipe,
    BoxedPipe,
    capabilities [adapter, eof, eof_on_drop, inject, send, capacity = 64]
);

/// Makes reference logs.
struct Log;

impl conformance::Source for Log {
    type Reader = reference::Log;
    type Feeder = reference::Log;

    fn open(&mut self) -> (Self::Reader, Self::Feeder) {
        let log = reference::Log::new();
        (log.clone(), log)
    }

    fn send(&mut self, reader: Self::Reader) -> Option<SendRead> {
        Some(Box::pin(reader))
    }

    fn send_feeder(&mut self, feeder: Self::Feeder) -> Option<SendWrite> {
        Some(Box::pin(feeder))
    }
}

conformance::source!(reference_log, Log, capabilities [eof, growing, send]);

/// Makes reference lanes.
struct Lane;

impl BufSource for Lane {
    type Reader = reference::LaneReader;
    type Feeder = reference::LaneWriter;

    fn open(&mut self) -> (Self::Reader, Self::Feeder) {
        reference::lane(16)
    }

    fn inject(&mut self, reader: Pin<&mut Self::Reader>, kind: ErrorKind) {
        reader.fail_read(kind);
    }

    fn send(&mut self, reader: Self::Reader) -> Option<SendRead> {
        Some(Box::pin(reader))
    }

    fn send_feeder(&mut self, feeder: Self::Feeder) -> Option<SendWrite> {
        Some(Box::pin(feeder))
    }
}

conformance::buf_source!(
    reference_lane,
    Lane,
    capabilities [eof, eof_on_drop, inject, send, pipe, buffer = 16]
);
conformance::source!(
    reference_lane_as_source,
    Unbuffered(Lane),
    capabilities [eof, eof_on_drop, inject, send, capacity = 16]
);

/// Makes reference files.
struct File;

impl Seekable for File {
    type Object = reference::File;

    fn open(&mut self, bytes: &[u8]) -> Self::Object {
        reference::File::new(bytes.to_vec())
    }

    fn writer<'a>(
        &mut self,
        object: Pin<&'a mut Self::Object>,
    ) -> Option<Pin<&'a mut (dyn AsyncWrite + 'a)>> {
        Some(object)
    }

    fn unseekable(&mut self, bytes: &[u8]) -> Option<Self::Object> {
        Some(reference::File::pipe(bytes.to_vec()))
    }
}

conformance::seekable!(reference_file, File, capabilities [write, sparse, unseekable]);

/// Makes reference channels, with all that a producer can do.
struct Channel;

impl conformance::Channel for Channel {
    type Stream = reference::Receiver<Yielded>;

    fn open(&mut self) -> (Self::Stream, Producer) {
        let (sender, receiver) = reference::channel();
        let producer = Producer::from_fn(move |feed| match feed {
            Feed::Item(token) => sender.send(Ok(token)).is_ok(),
            Feed::Fault => sender.send(Err("a fault".into())).is_ok(),
            Feed::End => {
                sender.close();
                true
            }
            _ => false,
        });
        (receiver, producer)
    }

    fn is_terminated(&self, stream: &Self::Stream) -> Option<bool> {
        Some(stream.is_terminated())
    }

    fn try_next(&mut self, mut stream: Pin<&mut Self::Stream>) -> Option<Yielded> {
        stream.try_next()
    }

    fn send(&mut self, stream: Self::Stream) -> Option<SendStream> {
        Some(SendStream::new(stream))
    }
}

conformance::stream!(
    reference_channel,
    Channel,
    capabilities [finite, fused, fallible, try, send, send_xt]
);

/// Merges streams.
struct Merge;

impl Adapter for Merge {
    type Stream = reference::Merge<Inner>;

    fn wrap(&mut self, inner: Inner) -> Self::Stream {
        reference::Merge::new([inner])
    }

    fn combine(&mut self, inner: Vec<Inner>) -> Option<Self::Stream> {
        Some(reference::Merge::new(inner))
    }

    fn is_terminated(&self, stream: &Self::Stream) -> Option<bool> {
        Some(stream.is_terminated())
    }

    fn send(&mut self, stream: Self::Stream) -> Option<SendStream> {
        Some(SendStream::new(stream))
    }
}

conformance::stream!(
    reference_merge,
    Adapted(Merge),
    capabilities [adapter, concurrent = 3, finite, fused, send, send_xt]
);

/// Makes reference channels by the smallest fixture that there can be.
struct Bare;

impl conformance::Channel for Bare {
    type Stream = reference::Receiver<Token>;

    fn open(&mut self) -> (Self::Stream, Producer) {
        let (sender, receiver) = reference::channel();
        (receiver, Producer::local(move |item| sender.send(item).is_ok()))
    }
}

conformance::stream!(bare_fixture, Bare, capabilities []);

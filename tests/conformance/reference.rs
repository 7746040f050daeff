//! The reference implementations.

use std::pin::Pin;

use async_interop::{
    conformance::{self, SendDuplex, SendRead, SendWrite, reference},
    io::ErrorKind,
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

    fn send(&mut self, io: Self::Io) -> Option<Pin<Box<dyn SendDuplex>>> {
        Some(Box::pin(io))
    }
}

conformance::duplex!(
    reference_pipe,
    Pipe,
    capabilities [half_close, eof, eof_on_drop, inject, send, vectored, capacity = 64]
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
